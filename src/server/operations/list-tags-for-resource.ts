/** ListTagsForResource: the tags of a resource, in the order in which their keys came. */
import type { Exchange, OperationOutput } from '../exchange.js';
import { findTagged } from './shared/find-tagged.js';

export function listTagsForResource(exchange: Exchange): OperationOutput {
  return { output: { tags: findTagged(exchange).tags } };
}
