/** The engine of all resources: keeps their records by kind, region and account, and moves their states by the clock. */
import type { CreateRequest, Draft, Resource, ResourceRecord, Scope, Store } from './resource.js';
import { conflict, quotaExceeded } from './shared/refusals.js';
import { mergeTags } from './shared/tags.js';

/** Stands in place of the region on the shelves of what the regions of an account share. */
const EVERYWHERE = 'everywhere';

/** Whether any resource of the scope, of whatever kind, has this ARN. */
export function hasResource(arn: string, { namespace, region }: Scope): boolean {
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  for (const [shelf, records] of namespace.resources) {
    const record = records.get(id) as ResourceRecord | undefined;
    const isHere = record?.arn === arn && record.createdAt <= namespace.clock.now();
    if (isHere && shelf.endsWith(`/${region}/${namespace.settings.accountId}`)) return true;
  }
  return false;
}

/** Opens the resources of one kind in a scope. Costs nothing and keeps nothing: all state is the namespace's. */
export function openStore<Properties>(resource: Resource<Properties>, scope: Scope): Store<Properties> {
  type Kept = ResourceRecord<Properties>;
  const { namespace, region } = scope;
  const { clock, settings } = namespace;
  const shelf = `${resource.kind}/${resource.everywhere ? EVERYWHERE : region}/${settings.accountId}`;
  const records = () => (namespace.resources.get(shelf) ?? new Map()) as Map<string, Kept>;
  const settled = (record: Kept) => settle(record, resource, clock.now(), settings.transitionMs);
  const isHere = (record: Kept) => record.createdAt <= clock.now();

  function find(identifier: string): Kept | undefined {
    const isMeant = ({ id, arn, name }: Kept) =>
      id === identifier || arn === identifier || (resource.foundByName === true && name === identifier);
    const record = records().get(identifier.slice(identifier.lastIndexOf('/') + 1));
    if (record && isMeant(record)) return isHere(record) ? settled(record) : undefined;
    const given = resource.given?.(scope).find(isMeant);
    return given ?? (resource.foundByName ? findNamed(identifier) : undefined);
  }

  function findNamed(name: string): Kept | undefined {
    for (const record of records().values()) if (record.name === name && isHere(record)) return settled(record);
    return undefined;
  }

  function list(): Kept[] {
    const present = [...records().values()].filter(isHere).map(settled);
    return [...(resource.given?.(scope) ?? []), ...present.sort((one, other) => one.createdAt - other.createdAt)];
  }

  function create(draft: Draft<Properties>): Kept {
    const repeated = draft.request && repetition(draft.request);
    if (repeated) return repeated;
    if (resource.uniqueNames && draft.name !== undefined) refuseTaken(draft.name);
    refuseExcess(draft);
    const id = freeId(draft);
    const now = draft.from ?? clock.now();
    const arn = resource.arn?.(id, scope, draft.properties);
    const record: Kept = {
      id,
      ...(arn !== undefined && { arn }),
      ...(draft.name !== undefined && { name: draft.name }),
      ...(resource.states && { status: draft.status ?? resource.states.first }),
      since: now,
      createdAt: now,
      updatedAt: now,
      tags: mergeTags([], draft.tags ?? []),
      ...(draft.request && { request: draft.request }),
      properties: draft.properties,
    };
    namespace.resources.set(shelf, records().set(id, record));
    return record;
  }

  function refuseExcess({ status = resource.states?.first, properties }: Draft<Properties>): void {
    const { kind, quotaGroup } = resource;
    const quota = namespace.quotas.countOf(kind, region) ?? resource.quota;
    if (quota === undefined) return;
    const group = quotaGroup?.({ ...(status !== undefined && { status }), properties });
    const present = quotaGroup
      ? [...records().values()].filter((record) => quotaGroup(settled(record)) === group).length
      : records().size;
    if (present >= quota) throw quotaExceeded(`${quota} of the kind ${kind} are here already`);
  }

  /** A clock that is frozen twice gives the same uuids twice. */
  function freeId(draft: Draft<Properties>): string {
    let id = resource.id(clock.uuid(), draft);
    while (records().has(id)) id = resource.id(clock.uuid(), draft);
    return id;
  }

  function repetition({ clientRequestToken, fingerprint }: CreateRequest): Kept | undefined {
    for (const record of records().values()) {
      if (record.request?.clientRequestToken !== clientRequestToken) continue;
      if (record.request.fingerprint === fingerprint) return settled(record);
      throw conflict(`the clientRequestToken has created ${record.arn ?? record.id} from another input`);
    }
    return undefined;
  }

  function refuseTaken(name: string, by?: Kept): void {
    for (const record of records().values()) {
      if (record.name === name && record.id !== by?.id)
        throw conflict(`the name ${JSON.stringify(name)} is taken by ${record.arn ?? record.id}`);
    }
  }

  return {
    create,
    repetition,
    refuseTaken,
    find,
    list,
    update(record, properties) {
      record.properties = properties;
      record.updatedAt = clock.now();
    },
    enter(record, status, at = clock.now()) {
      record.status = status;
      record.since = at;
      record.updatedAt = at;
    },
    delete(record) {
      const refusal = resource.refuseDeletion?.(record, scope);
      if (refusal) throw refusal;
      records().delete(record.id);
    },
    discard(arn) {
      const coming = [...records().values()].find((record) => record.arn === arn && !isHere(record));
      if (coming) records().delete(coming.id);
    },
  };
}

/** Moves on as far as time has come: each status begins when the one before it ended, whenever somebody looks. */
function settle<Properties>(
  record: ResourceRecord<Properties>,
  { states }: Resource<Properties>,
  now: number,
  transitionMs: number,
): ResourceRecord<Properties> {
  for (;;) {
    const move = record.status === undefined ? undefined : states?.moves?.[record.status];
    if (!move) return record;
    const after = move.after ?? (move.steps ?? 1) * transitionMs;
    if (record.since + after > now) return record;
    record.status = move.to;
    record.since += after;
    record.updatedAt = record.since;
  }
}
