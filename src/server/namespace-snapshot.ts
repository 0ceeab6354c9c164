/** The resources of a namespace as JSON and back: what a state folder keeps, and what a test suite starts from. */
import type { Namespace } from './namespace.js';

/** `kind/region/account` to id to record. Blobs are `{ "$bytes": base64 }`, times `{ "$date": ISO 8601 }`. */
export interface Snapshot {
  /** Of the form, for later versions. */
  version: 1;
  resources: Record<string, Record<string, unknown>>;
}

/** A record as text: equal for equal records. */
export function writeRecord(record: unknown): string {
  return JSON.stringify(toPlain(record), undefined, 2);
}

export function readRecord(text: string): unknown {
  return fromPlain(JSON.parse(text));
}

export function takeSnapshot({ resources }: Namespace): Snapshot {
  const shelves = [...resources].map(([shelf, records]) => [shelf, Object.fromEntries(records)] as const);
  return { version: 1, resources: toPlain(Object.fromEntries(shelves)) as Snapshot['resources'] };
}

/** Puts the snapshot's resources in place of those that are there. Throws an Error of one sentence where it is none. */
export function restoreSnapshot(namespace: Namespace, snapshot: unknown): void {
  const { version, resources } = (snapshot ?? {}) as Partial<Snapshot>;
  if (version !== 1 || resources === null || typeof resources !== 'object')
    throw new Error('a snapshot is {"version": 1, "resources": {...}}, as GET /_local/state gives it');
  for (const [shelf, records] of Object.entries(resources)) {
    if (shelf.split('/').length !== 3 || records === null || typeof records !== 'object')
      throw new Error(`the snapshot’s resources must stand under "kind/region/account", not ${JSON.stringify(shelf)}`);
    for (const [id, record] of Object.entries(records))
      if ((record as { id?: unknown } | null)?.id !== id)
        throw new Error(`the snapshot’s resource ${shelf}/${id} must be an object whose id is ${JSON.stringify(id)}`);
  }
  namespace.resources.clear();
  for (const [shelf, records] of Object.entries(resources))
    namespace.resources.set(shelf, new Map(Object.entries(fromPlain(records) as object)));
}

function toPlain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toPlain);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(members.map(([name, item]) => [name, toPlain(item)]));
}

function fromPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPlain);
  if (value === null || typeof value !== 'object') return value;
  const { $bytes, $date, ...rest } = value as Record<string, unknown>;
  const alone = Object.keys(rest).length === 0;
  if (alone && typeof $bytes === 'string') return new Uint8Array(Buffer.from($bytes, 'base64'));
  if (alone && typeof $date === 'string') return new Date($date);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fromPlain(item)]));
}
