import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateConversation } from '../../../src/server/generation/conversation.js';
import type { FoldedTurn, TurnEvent } from '../../../src/server/inference/conversation.js';
import { foldTurn } from '../../../src/server/inference/fold.js';
import { countInputTokens } from '../../../src/server/inference/prompt-text.js';
import { countTokens } from '../../../src/server/inference/tokens.js';
import { asking, context, reply, sampledText, textOf } from './requests.js';

const question = 'What is the capital of France?';
const eventsOf = (turn: unknown) => [...(turn as Iterable<TurnEvent>)];

describe('a reply', () => {
  it('shows what was asked, who answers and how the parameters were read', () => {
    expect(textOf(reply(asking(question)).content)).toMatch(
      /^You asked: "What is the capital of France\?" This is bedrock-local in place of claude-3-haiku; its words are made up\. [A-Z].*\.$/,
    );
    expect(textOf(reply(asking('Hello', { temperature: 0.5, topP: 0.9, topK: 20 })).content)).toMatch(
      /^You said: "Hello"\. .* with temperature 0\.5, top-p 0\.9, top-k 20; its words/,
    );
  });

  it('goes on where the caller began it', () => {
    const messages = [...asking(question).messages, { role: 'assistant' as const, content: [{ text: 'It is' }] }];
    expect(textOf(reply(asking('', {}, { messages })).content)).not.toContain('bedrock-local');
  });

  it('names the blocks of a message that holds nothing to speak of', () => {
    const messages = [{ role: 'user' as const, content: [{ cachePoint: { type: 'default' as const } }] }];
    expect(textOf(reply(asking('', {}, { messages })).content)).toMatch(/^You sent: cachePoint\. This is /);
  });

  it('has 40 to 110 tokens, and 80 on average at most', () => {
    const lengths = Array.from(
      { length: 60 },
      (_, seed) => reply(asking(`question ${seed}`), { seed }).usage.outputTokens,
    );
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(40);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(110);
    expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeLessThan(80);
  });

  it('comes as a stream of events, some fourteen of them words', () => {
    const events = eventsOf(generateConversation(asking(question), context()).turns[0]);
    expect(events[0]).toEqual({ messageStart: { role: 'assistant' } });
    expect(events.slice(-3).map((event) => Object.keys(event)[0])).toEqual([
      'contentBlockStop',
      'messageStop',
      'metadata',
    ]);
    const deltas = events.filter((event) => 'contentBlockDelta' in event);
    expect(deltas.length).toBeGreaterThan(10);
    expect(deltas.length).toBeLessThan(22);
    expect(events).toHaveLength(deltas.length + 4);
  });

  it('measures its latency: whole milliseconds, at least 1', () => {
    expect(reply(asking(question), { startedAt: 100, monotonic: () => 112.4 }).latencyMs).toBe(12);
    expect(reply(asking(question), { startedAt: 100, monotonic: () => 100 }).latencyMs).toBe(1);
  });
});

describe('sampling', () => {
  const texts = (sampling: object) =>
    new Set([1, 2, 3, 4, 5].map((seed) => sampledText(asking(question, sampling), { seed }))).size;

  it('repeats itself at temperature 0 and varies by seed above it', () => {
    expect(texts({ temperature: 0 })).toBe(1);
    expect(texts({ temperature: 1 })).toBe(5);
    expect(texts({})).toBe(5);
  });

  it('is narrowed by top-k and top-p', () => {
    expect(texts({ topK: 1 })).toBe(1);
    expect(texts({ topP: 0.01 })).toBe(1);
  });

  it('varies by the seed of the caller too', () => {
    expect(sampledText(asking(question, { seed: 1 }))).not.toBe(sampledText(asking(question, { seed: 2 })));
  });

  it('gives as many Turns as were asked for, each its own above temperature 0', () => {
    const turns = (temperature: number) =>
      generateConversation(asking(question, { temperature }, { count: 3 }), context()).turns.map((turn) =>
        textOf((foldTurn(turn) as FoldedTurn).content),
      );
    expect(new Set(turns(1)).size).toBe(3);
    expect(new Set(turns(0)).size).toBe(1);
  });
});

describe('limits', () => {
  it('cuts at maxTokens, and at the most that the model gives', () => {
    for (const cut of [reply(asking(question, { maxTokens: 10 })), reply(asking(question), { maxOutputTokens: 10 })]) {
      expect(cut.stopReason).toBe('max_tokens');
      expect(cut.usage.outputTokens).toBe(10);
      expect(textOf(cut.content)).toBe('You asked: "What is the capital of France');
    }
    expect(reply(asking(question, { maxTokens: 4096 })).stopReason).toBe('end_turn');
  });

  it('stops before a word of the reply', () => {
    const sampled = sampledText(asking(question));
    const word = sampled.split(' ')[3]!;
    const stopped = reply(asking(question, { stopSequences: ['not there', ` ${word}`] }));
    expect(stopped).toMatchObject({ stopReason: 'stop_sequence', stopSequence: ` ${word}` });
    expect(textOf(stopped.content)).toMatch(new RegExp(`${sampled.split(' ').slice(0, 3).join(' ')}$`));
  });

  it('keeps an empty text where the reply stops at once', () => {
    expect(reply(asking(question, { stopSequences: ['You'] })).content).toEqual([{ text: '' }]);
    expect(reply(asking(question, { stopSequences: ['You'] })).usage.outputTokens).toBe(0);
  });

  const hundredths = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 100);
  const sampling = fc.record(
    {
      maxTokens: fc.integer({ min: 1, max: 120 }),
      temperature: hundredths(0, 200),
      topP: hundredths(0, 100),
      topK: fc.nat(500),
      stopSequences: fc.array(fc.constantFrom('the', ' a ', '.', 'bedrock', '\n\nHuman:', 'France'), { maxLength: 3 }),
      frequencyPenalty: hundredths(-200, 50_000),
      presencePenalty: hundredths(-200, 500),
      countPenalty: hundredths(0, 100),
    },
    { requiredKeys: [] },
  );

  it('holds every limit for every request, and counts what it says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        sampling,
        fc.integer(),
        fc.boolean(),
        (text, parameters, seed, thinks) => {
          const conversation = asking(text, parameters, thinks ? { reasoning: { budgetTokens: 20 } } : {});
          const turn = reply(conversation, { seed });
          const said = textOf(turn.content);
          const thought = turn.content[0]!.reasoningContent?.reasoningText?.text ?? '';
          expect(turn.usage.outputTokens).toBe(countTokens(said) + countTokens(thought));
          expect(turn.usage.outputTokens).toBeLessThanOrEqual(parameters.maxTokens ?? 1000);
          expect(turn.usage.inputTokens).toBe(countInputTokens(conversation));
          expect(turn.usage.totalTokens).toBe(turn.usage.inputTokens + turn.usage.outputTokens);
          expect(countTokens(thought)).toBeLessThanOrEqual(20);
          for (const sequence of parameters.stopSequences ?? []) expect(said).not.toContain(sequence);
          expect(turn.stopSequence !== undefined).toBe(turn.stopReason === 'stop_sequence');
          expect(reply(conversation, { seed })).toEqual(turn);
        },
      ),
    );
  });
});

describe('the speed of a reply', () => {
  it('is far below a millisecond', () => {
    const turns = () =>
      eventsOf(generateConversation(asking(question, { temperature: 0.5, topP: 0.9 }), context()).turns[0]);
    for (let warm = 0; warm < 300; warm++) turns();
    const start = performance.now();
    for (let run = 0; run < 300; run++) turns();
    expect((performance.now() - start) / 300).toBeLessThan(0.5);
  });
});
