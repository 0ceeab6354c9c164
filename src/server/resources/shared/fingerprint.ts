/** A short text that is equal for equal inputs, whatever the order of their keys. */
import { createHash } from 'node:crypto';

export function fingerprintOf(input: Record<string, unknown>): string {
  return createHash('sha256').update(JSON.stringify(input, sortKeys)).digest('base64');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
