/** Whether an exchange is one that a fixture or a fault was written for. */
import type { FixtureMatch } from '../fixtures/fixture.js';
import type { Exchange } from './exchange.js';
import { compileGlob, criteria, type Test } from './match-criteria.js';
import { factsOf } from './match-facts.js';

const compiled = new WeakMap<FixtureMatch, Test[]>();
const names = Object.keys(criteria) as (keyof FixtureMatch)[];

/** The tests of a match, made once. Throws an Error of one sentence where a pattern or path cannot be read. */
export function testsOf(match: FixtureMatch): Test[] {
  const known = compiled.get(match);
  if (known) return known;
  const tests = names.flatMap((name) => {
    const value = match[name];
    return value === undefined ? [] : (criteria[name] as (value: unknown, name: string) => Test[])(value, name);
  });
  compiled.set(match, tests);
  return tests;
}

/** Whether all criteria hold. An absent one does. */
export function matches(match: FixtureMatch | undefined, exchange: Exchange): boolean {
  if (!match) return true;
  const facts = factsOf(exchange);
  return testsOf(match).every((test) => test.holds(facts));
}

/** How many criteria a match has: the more specific wins. */
export function specificity(match: FixtureMatch | undefined): number {
  return match ? names.filter((name) => match[name] !== undefined).length : 0;
}

/** `*` stands for any run of characters. */
export function matchesGlob(glob: string, text: string): boolean {
  return compileGlob(glob)(text);
}
