import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentBlock, FoldedTurn, TurnEvent } from '../../../src/server/inference/conversation.js';
import { foldTurn } from '../../../src/server/inference/fold.js';
import { textPieces, unfoldTurn } from '../../../src/server/inference/unfold.js';

const usage = { inputTokens: 3, outputTokens: 2, totalTokens: 5 };

const turn = (content: ContentBlock[], stopReason: FoldedTurn['stopReason'] = 'end_turn'): FoldedTurn => ({
  content,
  stopReason,
  usage,
  latencyMs: 7,
});

describe('unfoldTurn', () => {
  it('gives a text block no start, and ends with metadata', () => {
    const events = [...unfoldTurn(turn([{ text: 'Hello there, you.' }]))];
    expect(events).toEqual([
      { messageStart: { role: 'assistant' } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Hello' } } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: ' there, you.' } } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage, metrics: { latencyMs: 7 } } },
    ]);
  });

  it('starts a tool call with its name, and sends its input as parts of JSON', () => {
    const toolUse = { toolUseId: 'tooluse_1', name: 'get_weather', input: { city: 'São Paulo 🌧', days: 3 } };
    const events = [...unfoldTurn(turn([{ toolUse }], 'tool_use'))];
    expect(events[1]).toEqual({
      contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'tooluse_1', name: 'get_weather' } } },
    });
    const inputs = events.flatMap((event) =>
      'contentBlockDelta' in event && 'toolUse' in event.contentBlockDelta.delta
        ? [event.contentBlockDelta.delta.toolUse.input]
        : [],
    );
    expect(inputs.length).toBeGreaterThan(2);
    expect(inputs.every((input) => Buffer.from(input).toString() === input)).toBe(true);
    expect(JSON.parse(inputs.join(''))).toEqual(toolUse.input);
  });

  it('refuses a block that no stream carries', () => {
    expect(() => [...unfoldTurn(turn([{ cachePoint: { type: 'default' } }]))]).toThrow('no cachePoint block');
  });
});

describe('textPieces', () => {
  it('joins to the text, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => textPieces(text).join('') === text));
  });

  it('gives about fourteen pieces for fifty words', () => {
    expect(textPieces('word '.repeat(50).trim())).toHaveLength(15);
  });
});

describe('foldTurn', () => {
  it('folds a Turn that waits when it has ended', async () => {
    async function* slow(): AsyncGenerator<TurnEvent> {
      yield* unfoldTurn(turn([{ text: 'a b' }]));
    }
    expect(foldTurn(slow())).toBeInstanceOf(Promise);
    expect(await foldTurn(slow())).toEqual(turn([{ text: 'a b' }]));
  });

  it('keeps the input of a tool call that was cut off as text', () => {
    const events: TurnEvent[] = [
      { contentBlockStart: { contentBlockIndex: 2, start: { toolUse: { toolUseId: 't', name: 'add' } } } },
      { contentBlockDelta: { contentBlockIndex: 2, delta: { toolUse: { input: '{"x":' } } } },
      { contentBlockStop: { contentBlockIndex: 2 } },
      { messageStop: { stopReason: 'max_tokens' } },
    ];
    expect(foldTurn(events)).toMatchObject({
      content: [{ toolUse: { toolUseId: 't', name: 'add', input: '{"x":' } }],
      stopReason: 'max_tokens',
    });
  });

  const block: fc.Arbitrary<ContentBlock> = fc.oneof(
    fc.record({ text: fc.string({ unit: 'grapheme' }) }),
    fc.record({
      toolUse: fc.record({
        toolUseId: fc.stringMatching(/^tooluse_[A-Za-z0-9]{5}$/),
        name: fc.stringMatching(/^[a-z_]{1,9}$/),
        input: fc.dictionary(fc.string(), fc.jsonValue()).map((input) => JSON.parse(JSON.stringify(input))),
      }),
    }),
    fc
      .record({ text: fc.string(), signature: fc.string() }, { requiredKeys: ['text'] })
      .map((reasoningText) => ({ reasoningContent: { reasoningText } })),
    fc.uint8Array().map((redactedContent) => ({ reasoningContent: { redactedContent } })),
    fc
      .record({ text: fc.string(), title: fc.string() })
      .map(({ text, title }) => ({ citationsContent: { content: [{ text }], citations: [{ title }] } })),
  );

  it('undoes unfoldTurn', () => {
    const stop = fc.record(
      { stopReason: fc.constantFrom('end_turn' as const, 'stop_sequence' as const), stopSequence: fc.string() },
      { requiredKeys: ['stopReason'] },
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 4 }), stop, (content, end) => {
        const folded = { content, ...end, usage, latencyMs: 12 };
        expect(foldTurn([...unfoldTurn(folded)])).toEqual(folded);
        expect(foldTurn(unfoldTurn(folded))).toEqual(folded);
      }),
    );
  });
});
