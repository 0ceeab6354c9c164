/** Whether a fixture answers an exchange: its match, the state of its story, its count, and what its reply can serve. */
import type { Fixture, FixtureReply } from '../fixtures/fixture.js';
import { specificity, testsOf } from './match.js';
import type { Test } from './match-criteria.js';
import type { Facts } from './match-facts.js';
import type { Active } from './namespace.js';

/** The state in which every story begins. */
const START = 'start';

/** The forms of a reply by the member that tells them apart; what has none of these is a Turn. */
const forms = ['exception', 'output', 'native', 'raw', 'fallthrough'] as const;

export type ReplyForm = (typeof forms)[number] | 'turn';

export function formOf(reply: FixtureReply): ReplyForm {
  return forms.find((form) => form in reply) ?? 'turn';
}

/** What a fixture answers, as a list. */
export function repliesOf({ reply }: Fixture): FixtureReply[] {
  return Array.isArray(reply) ? reply : [reply];
}

/** The reply that the next match gets: the nth of a sequence, whose last one stays. */
export function nextReply({ item, used }: Active<Fixture>): FixtureReply {
  const replies = repliesOf(item);
  return replies[Math.min(used, replies.length - 1)]!;
}

/** A Turn serves what carries a conversation; a native body serves InvokeModel; the others serve everything. */
function serves(reply: FixtureReply, { exchange }: Facts): boolean {
  const form = formOf(reply);
  if (form === 'turn') return exchange.inference?.kind === 'conversation';
  return form !== 'native' || exchange.operation.name === 'InvokeModel';
}

export function stateOf({ item }: Active<Fixture>, { exchange }: Facts): string {
  return exchange.namespace.states.get(item.scenario?.name ?? '') ?? START;
}

/** Higher is asked first: the priority before the number of criteria. */
export function rankOf({ priority = 0, match, scenario }: Fixture): number {
  return priority * 1000 + specificity(match) + (scenario?.requires === undefined ? 0 : 1);
}

/** The quick answer, for every exchange. Of many fixtures most fail a test of their match, so those come first. */
export function fits(active: Active<Fixture>, facts: Facts): boolean {
  active.tests ??= active.item.match ? testsOf(active.item.match) : [];
  for (const test of active.tests) if (!test.holds(facts)) return false;
  const { times, scenario } = active.item;
  if (times !== undefined && active.used >= times) return false;
  if (scenario?.requires !== undefined && stateOf(active, facts) !== scenario.requires) return false;
  return serves(nextReply(active), facts) && (active.when?.(facts.exchange) ?? true);
}

/** The same as tests, for who wants to be told. */
export function allTestsOf(active: Active<Fixture>): Test[] {
  const { match, times, scenario } = active.item;
  const { requires } = scenario ?? {};
  const reply = nextReply(active);
  const wanted = { turn: 'an operation that carries a conversation', native: 'InvokeModel' }[formOf(reply) as string];
  const tests: (Test | undefined | false)[] = [
    times !== undefined && {
      criterion: 'times',
      expected: () => `at most ${times} matches`,
      received: () => `${active.used} so far`,
      holds: () => active.used < times,
    },
    ...(match ? testsOf(match) : []),
    requires !== undefined && {
      criterion: 'scenario.requires',
      expected: () => `the state ${requires}`,
      received: (facts) => stateOf(active, facts),
      holds: (facts) => stateOf(active, facts) === requires,
    },
    wanted !== undefined && {
      criterion: 'reply',
      expected: () => wanted,
      received: ({ exchange }) => exchange.operation.name,
      holds: (facts) => serves(reply, facts),
    },
    active.when && {
      criterion: 'predicate',
      expected: () => 'true from the function of the test',
      received: ({ exchange }) => active.when?.(exchange) ?? true,
      holds: ({ exchange }) => active.when?.(exchange) ?? true,
    },
  ];
  return tests.filter((test) => test !== undefined && test !== false);
}
