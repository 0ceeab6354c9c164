/** The resource that uses another, so that the other cannot go. */
import { errorsOf } from '../../../fixtures/operation-errors.js';
import type { Exchange } from '../../exchange.js';
import { openStore } from '../../resources/engine.js';
import { resources } from '../../resources/index.js';
import type { ResourceRecord, Scope } from '../../resources/resource.js';
import { conflict, inUse } from '../../resources/shared/refusals.js';
import type { FoundResource } from './find-resource.js';

/** The first in the scope. `suits`: default any. */
export function findUser(
  { arn }: ResourceRecord,
  scope: Scope,
  suits: (user: FoundResource) => boolean = () => true,
): FoundResource | undefined {
  if (arn === undefined) return undefined;
  for (const resource of resources) {
    if (!resource.uses) continue;
    const record = openStore(resource, scope)
      .list()
      .find((one) => resource.uses?.(one, scope).includes(arn) && suits({ resource, record: one }));
    if (record) return { resource, record };
  }
  return undefined;
}

/** Throws where any resource of the scope uses this one: ResourceInUseException if the operation has it, else ConflictException. */
export function refuseInUse(record: ResourceRecord, exchange: Exchange): void {
  const user = findUser(record, exchange)?.record;
  if (!user) return;
  const refusal = errorsOf(exchange.operation.name).includes('ResourceInUseException') ? inUse : conflict;
  throw refusal(`${record.arn} is in use by ${user.arn ?? user.id}`);
}
