/** Places in JSON that a JSONPath (RFC 9535) finds. The library is loaded by the first path. */
import { createRequire } from 'node:module';
import type * as JsonP3 from 'json-p3';

/** From the root: names and indexes. */
export type Place = (string | number)[];

/** Throws an Error of one sentence where it is no JSONPath. */
export function compileJsonPath(path: string): (value: unknown) => Place[] {
  const library = createRequire(import.meta.url)('json-p3') as typeof JsonP3;
  try {
    const query = library.compile(path);
    return (value) => query.query(value as JsonP3.JSONValue).nodes.map(({ location }) => location);
  } catch (cause) {
    const [words] = (cause as Error).message.split('\n');
    throw new Error(`${JSON.stringify(path)} is no JSONPath, such as "$.messages[0].content": ${words}`);
  }
}

/** Changes the value at a place, or takes it out where the new one is undefined. Gives the root. */
export function putAt(root: unknown, place: Place, value: unknown): unknown {
  const last = place.at(-1);
  if (last === undefined) return value ?? null;
  const parent = place
    .slice(0, -1)
    .reduce<unknown>((inside, step) => (inside as Record<string, unknown> | undefined)?.[step], root);
  if (parent === null || typeof parent !== 'object') return root;
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
  return root;
}
