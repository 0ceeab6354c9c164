/** Whether an operation creates, changes or deletes something, as far as its HTTP method says. */
import type { Operation } from '../../../server/smithy/operation.js';

/** Of the runtime only jobs leave something behind. */
export function changesAccount({ name, service, method }: Operation): boolean {
  return service === 'bedrock' ? method !== 'GET' : name === 'StartAsyncInvoke';
}
