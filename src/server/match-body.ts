/** JSONPath (RFC 9535) over native bodies. The library is loaded by the first fixture that has such a path. */
import { createRequire } from 'node:module';
import type * as JsonP3 from 'json-p3';

const load = createRequire(import.meta.url);
let library: typeof JsonP3 | undefined;

/** Gives the values that a path finds. Throws an Error of one sentence where it is no JSONPath. */
export function compileJsonPath(path: string): (value: unknown) => unknown[] {
  library ??= load('json-p3') as typeof JsonP3;
  try {
    const query = library.compile(path);
    return (value) => query.query(value as JsonP3.JSONValue).values();
  } catch (cause) {
    const [words] = (cause as Error).message.split('\n');
    throw new Error(`${JSON.stringify(path)} is no JSONPath, such as "$.messages[0].content": ${words}`);
  }
}
