/** UntagResource: takes tags from a resource by their keys. */
import type { Exchange, OperationOutput } from '../exchange.js';
import { findTagged } from './shared/find-tagged.js';

/** A key that the resource does not have is passed over. */
export function untagResource(exchange: Exchange): OperationOutput {
  const record = findTagged(exchange);
  const keys = new Set(exchange.input.tagKeys as string[]);
  record.tags = record.tags.filter(({ key }) => !keys.has(key));
  return { output: {} };
}
