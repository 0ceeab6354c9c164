import { describe, expect, it } from 'vitest';
import { paceTurn } from '../../../../src/server/faults/shared/pace.js';
import type { Turn, TurnEvent } from '../../../../src/server/inference/conversation.js';
import { createSequence } from '../../../../src/server/inference/sequence.js';
import { fakeExchange } from '../../operations/fake-exchange.js';

const delta = (text: string): TurnEvent => ({ contentBlockDelta: { contentBlockIndex: 0, delta: { text } } });
const said: TurnEvent[] = [
  { messageStart: { role: 'assistant' } },
  delta('One'),
  delta('two'),
  delta('three'),
  {
    metadata: { metrics: { latencyMs: 5 }, usage: { inputTokens: 1, outputTokens: 3, totalTokens: 4 } },
  },
];

/** A Turn with 100 ms before the first token and 1,000 for each, and what of it has come when `advance` has moved its time. */
function pace(turn: (exchange: ReturnType<typeof fakeExchange>) => Turn) {
  const exchange = fakeExchange('ConverseStream', {});
  const { clock } = exchange.namespace;
  clock.freeze();
  const came: TurnEvent[] = [];
  const paced = paceTurn(turn(exchange), { firstToken: 100, token: 1000 }, exchange, createSequence(1));
  const ended = (async () => {
    for await (const event of paced) came.push(event);
  })();
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const advance = async (milliseconds: number) => {
    await settle();
    clock.advance(milliseconds);
    await settle();
    return came.length;
  };
  return { advance, came, ended };
}

describe('a paced Turn', () => {
  it('gives each delta when its tokens are due, by the clock', async () => {
    const { advance, came, ended } = pace(() => said);
    expect(await advance(1099)).toBe(1);
    expect(await advance(1)).toBe(2);
    expect(await advance(999)).toBe(2);
    expect(await advance(1)).toBe(3);
    expect(await advance(1000)).toBe(5);
    await ended;
    expect(came.at(-1)).toMatchObject({ metadata: { metrics: { latencyMs: 3105 } } });
  });

  it('makes up for time that passed unseen: a late timer delays nothing after it', async () => {
    const { advance, ended } = pace(() => said);
    expect(await advance(2500)).toBe(3);
    expect(await advance(599)).toBe(3);
    expect(await advance(1)).toBe(5);
    await ended;
  });

  it('adds to what the Turn itself takes', async () => {
    const { advance, ended } = pace(({ namespace }) =>
      (async function* () {
        for (const event of said) {
          if ('contentBlockDelta' in event) await namespace.clock.sleep(500);
          yield event;
        }
      })(),
    );
    expect(await advance(500)).toBe(1);
    expect(await advance(1099)).toBe(1);
    expect(await advance(1)).toBe(2);
    expect(await advance(500)).toBe(2);
    expect(await advance(1000)).toBe(3);
    expect(await advance(500)).toBe(3);
    expect(await advance(1000)).toBe(5);
    await ended;
  });
});
