/** Keeps what a resource uses from being deleted before it. */
import { openStore } from '../../resources/engine.js';
import { resources } from '../../resources/index.js';
import type { ResourceRecord, Scope } from '../../resources/resource.js';
import { conflict } from '../../resources/shared/refusals.js';

/** Throws ConflictException where any resource of the scope uses this one. */
export function refuseInUse({ arn }: ResourceRecord, scope: Scope): void {
  if (arn === undefined) return;
  for (const resource of resources) {
    const user =
      resource.uses &&
      openStore(resource, scope)
        .list()
        .find((record) => resource.uses?.(record).includes(arn));
    if (user) throw conflict(`${arn} is in use by ${user.arn ?? user.id}`);
  }
}
