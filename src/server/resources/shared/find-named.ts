/** The resource that a member of an operation's input names. */
import type { Exchange } from '../../exchange.js';
import { notFound } from '../../responders/shared/named-resource.js';
import type { ResourceRecord, Store } from '../resource.js';

/** `member`: the input member that holds an id, ARN or name. Throws AWS's refusal where nothing is so called. */
export function findNamed<Properties>(
  store: Store<Properties>,
  member: string,
  { input, operation, region }: Exchange,
): ResourceRecord<Properties> {
  const identifier = String(input[member]);
  const record = store.find(identifier);
  if (!record) throw notFound(operation.name, `nothing has created ${identifier} in ${region}`);
  return record;
}
