/** Why a fixture does, or does not, answer an exchange: each criterion with what it expects and what it received. */
import type { Fixture } from '../fixtures/fixture.js';
import type { Exchange } from './exchange.js';
import { factsOf } from './match-facts.js';
import { allTestsOf, rankOf } from './match-fixture.js';
import type { Active } from './namespace.js';

export interface Criterion {
  /** `prompt`, `headers.x-tenant`, `times`, `scenario.requires`, `reply`. */
  criterion: string;
  holds: boolean;
  /** `to contain "weather"`. */
  expected: string;
  /** As JSON, at most 200 characters of it; `nothing` where there is none. */
  received: string;
}

export interface Explanation {
  id: string;
  /** `file:line`, of a fixture from a file. */
  source?: string;
  matches: boolean;
  criteria: Criterion[];
}

const LONGEST = 200;

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

/** Of one fixture, as its count and the state of its story now stand. */
export function explain(fixture: Active<Fixture>, exchange: Exchange): Explanation {
  const facts = factsOf(exchange);
  const criteria = allTestsOf(fixture).map((test) => ({
    criterion: test.criterion,
    holds: test.holds(facts),
    expected: test.expected(),
    received: show(test.received(facts)),
  }));
  const { id, item } = fixture;
  const matches = criteria.every((criterion) => criterion.holds);
  return { id, ...(item.source !== undefined && { source: item.source }), matches, criteria };
}

/** Of all fixtures in force, in the order in which they are asked. */
export function explainAll(exchange: Exchange): Explanation[] {
  const { fixtures } = exchange.namespace;
  return fixtures
    .map((fixture, index) => ({ fixture, index, rank: rankOf(fixture.item) }))
    .sort((left, right) => right.rank - left.rank || right.index - left.index)
    .map(({ fixture }) => explain(fixture, exchange));
}

/** The fixture that fails the fewest criteria, and of those the one that holds the most. */
export function nearestFixture(exchange: Exchange): Explanation | undefined {
  const count = ({ criteria }: Explanation, holds: boolean) => criteria.filter((one) => one.holds === holds).length;
  return explainAll(exchange).sort(
    (left, right) => count(left, false) - count(right, false) || count(right, true) - count(left, true),
  )[0];
}

/** `fixtures/a.yaml:3: prompt: expected to contain "weather", received "Hello"`. */
export function sayMismatch({ id, source, criteria }: Explanation): string {
  const failed = criteria
    .filter((one) => !one.holds)
    .map(({ criterion, expected, received }) => `${criterion}: expected ${expected}, received ${received}`);
  return `${source ?? id}: ${failed.join('; ')}`;
}
