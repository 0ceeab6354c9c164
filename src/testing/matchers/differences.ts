/** Where a value is not what was expected of it: member by member, and only the members that were named. */
import { readableBytes } from '../../server/journal-json.js';
import type { MatcherContext } from './matcher.js';

export interface Difference {
  /** `input.messages.0.role`. */
  path: string;
  expected: string;
  received: string;
}

/** Arrays must be as long as expected; matchers such as `expect.stringContaining` may stand anywhere. */
export function findDifferences(
  expected: unknown,
  received: unknown,
  path: string,
  context: MatcherContext,
): Difference[] {
  if (context.equals(received, expected)) return [];
  const here = [{ path, expected: say(expected), received: say(received) }];
  if (!hasMembers(expected) || !hasMembers(received) || Array.isArray(expected) !== Array.isArray(received))
    return here;
  if (Array.isArray(expected) && expected.length !== (received as unknown as unknown[]).length) return here;
  return Object.entries(expected).flatMap(([name, value]) =>
    findDifferences(value, received[name], `${path}.${name}`, context),
  );
}

/** Whether a value is looked into: an object or array, and no matcher, blob or moment. */
function hasMembers(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** A value on one line; a matcher by its name. */
export function say(value: unknown): string {
  return JSON.stringify(value, (name, member) => matcherName(member) ?? readableBytes(name, member)) ?? 'nothing';
}

function matcherName(value: unknown): string | undefined {
  const { asymmetricMatch, toAsymmetricMatcher } = (value ?? {}) as Record<string, unknown>;
  if (typeof asymmetricMatch !== 'function') return undefined;
  return typeof toAsymmetricMatcher === 'function' ? String(toAsymmetricMatcher.call(value)) : String(value);
}
