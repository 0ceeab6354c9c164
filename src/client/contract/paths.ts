/** Values by path, partial equality, and references to the outputs of earlier steps. */
import type { ExpectedText, Params } from './case.js';

/** `output.message.content.0.text`; undefined where it leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inside, step) => (inside !== null && typeof inside === 'object' ? (inside as Params)[step] : undefined),
      value,
    );
}

export function fitsText(expected: ExpectedText, actual: unknown): boolean {
  if (typeof actual !== 'string') return false;
  return typeof expected === 'string' ? actual === expected : new RegExp(expected.pattern, 's').test(actual);
}

/** The paths at which `actual` lacks what `expected` has: `modelSummaries.0.modelId: expected "a", received "b"`. */
export function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (isPlain(expected) && isPattern(expected))
    return fitsText(expected, actual) ? [] : [`${path}: expected /${expected.pattern}/, received ${show(actual)}`];
  if (Array.isArray(expected) || isPlain(expected)) {
    if (actual === null || typeof actual !== 'object')
      return [`${path || 'it'}: expected an object, received ${show(actual)}`];
    const own = Object.entries(expected);
    const short = Array.isArray(expected) && Array.isArray(actual) && actual.length !== expected.length;
    const length = short
      ? [`${path}: expected ${expected.length} items, received ${(actual as unknown[]).length}`]
      : [];
    const inside = own.flatMap(([name, value]) =>
      differences(value, (actual as Params)[name], path ? `${path}.${name}` : name),
    );
    return [...length, ...inside];
  }
  return Object.is(expected, actual) ? [] : [`${path}: expected ${show(expected)}, received ${show(actual)}`];
}

function isPattern(value: Params): value is { pattern: string } {
  return typeof value.pattern === 'string' && Object.keys(value).length === 1;
}

function isPlain(value: unknown): value is Params {
  return (
    value !== null &&
    typeof value === 'object' &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Date) &&
    !(Symbol.asyncIterator in value)
  );
}

export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

/** Puts what earlier steps gave in place of `{ $ref: 'name.path' }`. Throws where there is nothing of the kind. */
export function resolveReferences(value: unknown, outputs: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, outputs));
  if (!isPlain(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const { $ref: reference } = value;
  if (typeof reference !== 'string')
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolveReferences(item, outputs)]));
  const [name = '', ...path] = reference.split('.');
  const found = path.length > 0 ? valueAt(outputs.get(name), path.join('.')) : outputs.get(name);
  if (found === undefined) throw new Error(`${reference} refers to nothing that an earlier step gave`);
  return found;
}
