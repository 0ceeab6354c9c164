/** TagResource: adds tags to a resource, or gives those that it has another value. */
import type { Exchange, OperationOutput } from '../exchange.js';
import type { Tag } from '../resources/resource.js';
import { mergeTags } from '../resources/shared/tags.js';
import { findTagged } from './shared/find-tagged.js';

export function tagResource(exchange: Exchange): OperationOutput {
  const record = findTagged(exchange);
  record.tags = mergeTags(record.tags, exchange.input.tags as Tag[], record.arn);
  return { output: {} };
}
