/** The engine of all resources: keeps their records by kind, region and account, and moves their states by the clock. */
import type { Draft, Resource, ResourceRecord, Scope, Store } from './resource.js';
import { conflict, quotaExceeded } from './shared/refusals.js';
import { mergeTags } from './shared/tags.js';

/** Opens the resources of one kind in a scope. Costs nothing and keeps nothing: all state is the namespace's. */
export function openStore<Properties>(resource: Resource<Properties>, scope: Scope): Store<Properties> {
  type Kept = ResourceRecord<Properties>;
  const { namespace, region } = scope;
  const { clock } = namespace;
  const shelf = `${resource.kind}/${region}/${namespace.settings.accountId}`;
  const records = () => (namespace.resources.get(shelf) ?? new Map()) as Map<string, Kept>;
  const settled = (record: Kept) => settle(record, resource, clock.now());

  function find(identifier: string): Kept | undefined {
    const record = records().get(identifier.slice(identifier.lastIndexOf('/') + 1));
    return record && (record.id === identifier || record.arn === identifier) ? settled(record) : undefined;
  }

  function list(): Kept[] {
    return [...records().values()].map(settled);
  }

  function create(draft: Draft<Properties>): Kept {
    const present = list();
    const repeated = findRepeated(present, draft);
    if (repeated) return repeated;
    refuse(resource, present, draft);
    const id = freeId();
    const now = clock.now();
    const arn = resource.arn?.(id, scope, draft.properties);
    const record: Kept = {
      id,
      ...(arn !== undefined && { arn }),
      ...(draft.name !== undefined && { name: draft.name }),
      ...(resource.states && { status: resource.states.first }),
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

  /** A clock that is frozen twice gives the same uuids twice. */
  function freeId(): string {
    let id = resource.id(clock.uuid());
    while (records().has(id)) id = resource.id(clock.uuid());
    return id;
  }

  return {
    create,
    find,
    list,
    update(record, properties) {
      record.properties = properties;
      record.updatedAt = clock.now();
    },
    enter(record, status) {
      record.status = status;
      record.since = clock.now();
      record.updatedAt = record.since;
    },
    delete(record) {
      const refusal = resource.refuseDeletion?.(record, scope);
      if (refusal) throw refusal;
      records().delete(record.id);
    },
  };
}

/** Moves on as far as time has come: each status begins when the one before it ended, whenever somebody looks. */
function settle<Properties>(
  record: ResourceRecord<Properties>,
  { states }: Resource<Properties>,
  now: number,
): ResourceRecord<Properties> {
  for (;;) {
    const move = record.status === undefined ? undefined : states?.moves?.[record.status];
    if (!move || record.since + move.after > now) return record;
    record.status = move.to;
    record.since += move.after;
    record.updatedAt = record.since;
  }
}

/** The resource that an earlier request with the same token created. Throws where that request asked for something else. */
function findRepeated<Properties>(
  present: ResourceRecord<Properties>[],
  { request }: Draft<Properties>,
): ResourceRecord<Properties> | undefined {
  if (!request) return undefined;
  const repeated = present.find((record) => record.request?.clientRequestToken === request.clientRequestToken);
  if (repeated && repeated.request?.fingerprint !== request.fingerprint)
    throw conflict(`the clientRequestToken has created ${repeated.arn ?? repeated.id} from another input`);
  return repeated;
}

function refuse<Properties>(
  { kind, uniqueNames, quota = Number.POSITIVE_INFINITY }: Resource<Properties>,
  present: ResourceRecord<Properties>[],
  { name }: Draft<Properties>,
): void {
  const namesake = uniqueNames && name !== undefined && present.find((record) => record.name === name);
  if (namesake) throw conflict(`the name ${JSON.stringify(name)} is taken by ${namesake.arn ?? namesake.id}`);
  if (present.length >= quota) throw quotaExceeded(`${quota} of the kind ${kind} are here already`);
}
