/** Does the work of resources that is due: before somebody looks, and by itself when its time has come. */
import { openStore } from '../../resources/engine.js';
import type { Resource, ResourceRecord, Scope, Store } from '../../resources/resource.js';
import type { Answer } from '../behaviour.js';
import { createInfer } from './infer.js';

/** The work on a record that is under way: one step at a time, whoever asks for it. */
const underWay = new WeakMap<ResourceRecord, Promise<void>>();
/** When somebody will look at a record again. */
const expected = new WeakMap<ResourceRecord, number>();

/** Resolves when nothing of this kind in the scope is due any more. Rejects where a step fails for no reason that it knows. */
export async function catchUp(resource: Resource, { namespace, region }: Scope, answer: Answer): Promise<void> {
  const scope: Scope = { namespace, region };
  const store = openStore(resource, scope);
  const now = namespace.clock.now();
  for (const record of store.list()) {
    const next = resource.work?.due(record, scope);
    if (next === undefined) continue;
    const before = underWay.get(record);
    if (next > now && !before) expectNext(resource, record, next, scope, answer);
    else await follow(before, resource, record, store, scope, answer);
  }
}

async function follow(
  before: Promise<void> | undefined,
  resource: Resource,
  record: ResourceRecord,
  store: Store,
  scope: Scope,
  answer: Answer,
): Promise<void> {
  const work = Promise.resolve(before)
    .catch(() => {})
    .then(() => doDue(resource, record, store, scope, answer));
  underWay.set(record, work);
  try {
    await work;
  } finally {
    if (underWay.get(record) === work) underWay.delete(record);
  }
}

async function doDue(
  resource: Resource,
  record: ResourceRecord,
  store: Store,
  scope: Scope,
  answer: Answer,
): Promise<void> {
  const { clock } = scope.namespace;
  const { due, step } = resource.work!;
  const isGone = () => store.find(record.id) !== record;
  const tools = { ...scope, store, infer: createInfer(scope, answer) };
  let next = due(record, scope);
  while (next !== undefined && next <= clock.now() && !isGone()) {
    await step(record, tools);
    next = due(record, scope);
  }
  if (next !== undefined && !isGone()) expectNext(resource, record, next, scope, answer);
}

/** Whoever looks next is told of a failure. */
function expectNext(resource: Resource, record: ResourceRecord, next: number, scope: Scope, answer: Answer): void {
  if (expected.get(record) === next) return;
  expected.set(record, next);
  const { clock } = scope.namespace;
  clock.later(next - clock.now(), () => void catchUp(resource, scope, answer).catch(() => {}));
}
