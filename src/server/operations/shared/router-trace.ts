/** What Converse says of a prompt router: the model that it chose. */
import type { ResolvedModel } from '../../catalogue.js';

/** No member at all where no router was asked. */
export function routerTrace({ routedTo }: ResolvedModel): { trace?: { promptRouter: { invokedModelId: string } } } {
  return routedTo === undefined ? {} : { trace: { promptRouter: { invokedModelId: routedTo } } };
}
