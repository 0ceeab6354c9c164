/** Answers with the fixture that fits best: highest priority, then the most specific, then by weight, then the latest. */
import type { Fixture, FixtureReply } from '../../fixtures/fixture.js';
import { exception, validationException } from '../exception.js';
import type { Exchange, Reply } from '../exchange.js';
import { createSequence } from '../inference/sequence.js';
import { unfoldTurn } from '../inference/unfold.js';
import { nearestFixture, sayMismatch } from '../match-explain.js';
import { type Facts, factsOf } from '../match-facts.js';
import { fits, nextReply, rankOf } from '../match-fixture.js';
import { type Active, nextNumber } from '../namespace.js';
import { toOutput } from './shared/fixture-output.js';
import { toTurn } from './shared/fixture-turn.js';
import { fillTemplates } from './shared/template.js';

/** Throws where the settings say that every exchange needs a fixture and none fits. */
export function respondWithFixture(exchange: Exchange): Reply | undefined {
  const { fixtures, settings } = exchange.namespace;
  if (fixtures.length === 0 && !settings.strictFixtures) return undefined;
  const facts = factsOf(exchange);
  let candidates = fixtures.filter((fixture) => fits(fixture, facts));
  if (candidates.length === 0 && settings.strictFixtures) throw nothingFits(exchange);
  while (candidates.length > 0) {
    const chosen = choose(candidates, exchange);
    const reply = use(chosen, facts);
    if (!('fallthrough' in reply)) return answerWith(chosen, reply, exchange);
    candidates = candidates.filter((fixture) => fixture !== chosen && fits(fixture, facts));
  }
  return undefined;
}

/** The latest of the highest rank; where it has a weight, one is drawn of all in that rank that have one. */
function choose(candidates: Active<Fixture>[], exchange: Exchange): Active<Fixture> {
  const highest = Math.max(...candidates.map(({ item }) => rankOf(item)));
  const equals = candidates.filter(({ item }) => rankOf(item) === highest);
  const latest = equals.at(-1)!;
  if (latest.item.weight === undefined) return latest;
  const weighted = equals.filter(({ item }) => item.weight !== undefined);
  const total = weighted.reduce((sum, { item }) => sum + item.weight!, 0);
  let left = draw(exchange) * total;
  for (const fixture of weighted) {
    left -= fixture.item.weight!;
    if (left < 0) return fixture;
  }
  return latest;
}

/** By the seed and the count of draws, so that a run can be repeated. */
function draw({ namespace }: Exchange): number {
  return createSequence(namespace.settings.seed * 7919 + nextNumber(namespace, 'fixture draw')).next();
}

/** Counts the match, moves the story on, and gives the reply with its templates filled in. */
function use(fixture: Active<Fixture>, facts: Facts): FixtureReply {
  const reply = nextReply(fixture);
  const { scenario, template = true } = fixture.item;
  fixture.used += 1;
  if (scenario?.sets !== undefined) facts.exchange.namespace.states.set(scenario.name ?? '', scenario.sets);
  return template && !('raw' in reply) ? fillTemplates(reply, facts, fixture.used) : reply;
}

function answerWith({ id, item }: Active<Fixture>, reply: FixtureReply, exchange: Exchange): Reply | undefined {
  exchange.notes.answeredBy = `fixture:${id}`;
  exchange.notes.fixture = item.source ?? id;
  return toReply(reply, exchange);
}

function toReply(reply: FixtureReply, exchange: Exchange): Reply | undefined {
  if ('fallthrough' in reply) return undefined;
  if ('exception' in reply) {
    const { name, message = '', members } = reply.exception;
    return { kind: 'exception', exception: exception(name, message, { members }) };
  }
  if ('raw' in reply) return { kind: 'raw', raw: reply.raw };
  if ('output' in reply) {
    const output = toOutput(reply.output, exchange.operation.output) as Record<string, unknown>;
    return { kind: 'output', output: { output } };
  }
  if ('native' in reply) {
    const body = JSON.stringify(reply.native);
    return { kind: 'output', output: { output: { body, contentType: 'application/json' } } };
  }
  return { kind: 'inference', output: { kind: 'conversation', turns: [unfoldTurn(toTurn(reply, exchange))] } };
}

function nothingFits(exchange: Exchange) {
  const nearest = nearestFixture(exchange);
  const reason = nearest ? `the nearest is ${sayMismatch(nearest)}` : 'there are none';
  return validationException(`No fixture matches this call of ${exchange.operation.name}: ${reason}`, {
    hint: 'bedrock-local explain --last says it of every fixture; without --strict-fixtures the generator answers',
  });
}
