/** What finding one of many fixtures costs an exchange: in process, without HTTP. */
import type { Fixture } from '../src/fixtures/fixture.js';
import type { Exchange } from '../src/server/exchange.js';
import { importBuilt } from './built.js';

const { createNamespace, loadFixtures } =
  await importBuilt<typeof import('../src/server/namespace.js')>('server/namespace.js');
const { openConverse } = await importBuilt<typeof import('../src/server/operations/converse.js')>(
  'server/operations/converse.js',
);
const { respondWithFixture } = await importBuilt<typeof import('../src/server/responders/fixtures.js')>(
  'server/responders/fixtures.js',
);
const { defaultSettings } = await importBuilt<typeof import('../src/server/settings.js')>('server/settings.js');
const { findOperation } =
  await importBuilt<typeof import('../src/server/smithy/operation.js')>('server/smithy/operation.js');

const ROUNDS = 2000;
const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const prompts = {
  '138 characters': 'Why is the sky blue, and why are sunsets red? '.repeat(3),
  '920 characters': 'Why is the sky blue, and why are sunsets red? '.repeat(20),
};

/** Kinds of match, of which none holds; the last fixture of a set is the one that does. */
const misses: Record<string, (number: number) => Fixture['match']> = {
  prompt: (number) => ({ prompt: `weather in city ${number}` }),
  pattern: (number) => ({ lastUserTurn: { pattern: `weather in city ${number}\\b`, flags: 'i' } }),
  'model and prompt': (number) => ({ model: 'anthropic.*', prompt: `weather in city ${number}` }),
  'other models': () => ({ model: 'amazon.nova-*', turn: 1 }),
};

function createFixtures(count: number, miss: (number: number) => Fixture['match']): (Fixture & { id: string })[] {
  const reply = { exception: { name: 'ThrottlingException' } };
  const others = Array.from({ length: count }, (_, number) => ({ id: `miss-${number}`, match: miss(number), reply }));
  return [{ id: 'hit', match: { prompt: 'sky' }, reply }, ...others];
}

function createExchange(text: string, fixtures: (Fixture & { id: string })[]): () => Exchange {
  const namespace = createNamespace('bench', defaultSettings);
  loadFixtures(namespace, fixtures);
  const operation = findOperation('Converse')!;
  return () => {
    const exchange: Exchange = {
      id: 'bench',
      namespace,
      operation,
      caller: { kind: 'anonymous' },
      region: 'us-east-1',
      headers: {},
      input: { modelId, messages: [{ role: 'user', content: [{ text }] }] },
      signal: () => new AbortController().signal,
      startedAt: 0,
      seed: 0,
      notes: { model: modelId, faults: [] },
    };
    const { inference, model } = openConverse(exchange);
    return Object.assign(exchange, { inference, model });
  };
}

/** Microseconds of the median match. */
function measure(create: () => Exchange, expected: string | undefined): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const exchange = create();
    const start = performance.now();
    respondWithFixture(exchange);
    times.push(performance.now() - start);
    if (exchange.notes.fixture !== expected) throw new Error(`${exchange.notes.fixture} answered, not ${expected}`);
  }
  return times.sort((left, right) => left - right)[ROUNDS / 2]! * 1000;
}

export function measureFixtures(): void {
  console.log('\nFixtures: microseconds to find one (median; aim: under 200 for 1,000)');
  for (const [size, text] of Object.entries(prompts)) {
    console.log(
      `  a prompt of ${size}: ${measure(createExchange(text, []), undefined).toFixed(1)} where there are none`,
    );
    for (const [name, miss] of Object.entries(misses)) {
      const counts = [10, 1000].map((count) => {
        const median = measure(createExchange(text, createFixtures(count, miss)), 'hit');
        return `${median.toFixed(1).padStart(8)} of ${count}`;
      });
      console.log(`    ${name.padEnd(18)}${counts.join('')}`);
    }
  }
}
