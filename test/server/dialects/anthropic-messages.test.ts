import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicMessages } from '../../../src/server/dialects/anthropic-messages.js';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import type { ContentBlock, FoldedTurn } from '../../../src/server/inference/conversation.js';
import { foldClaude } from './shared/fold-claude.js';
import { answerOf, chunksOf, turnOf } from './shared/use-dialect.js';

const haiku = { id: 'anthropic.claude-haiku-4-5-20251001-v1:0', maxOutputTokens: 64_000 };
const oldHaiku = { id: 'anthropic.claude-3-haiku-20240307-v1:0', maxOutputTokens: 4096 };
const opus = { id: 'anthropic.claude-opus-4-8', maxOutputTokens: 128_000 };
const body: JsonObject = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 1000,
  messages: [{ role: 'user', content: 'Hi' }],
};
const id = `msg_bdrk_01${'A'.repeat(22)}`;

describe('anthropic-messages writes', () => {
  it("the oldest generation's message", () => {
    const reply = answerOf(anthropicMessages, body, [turnOf('Hello!')], oldHaiku);
    expect(reply).toEqual({
      id,
      type: 'message',
      role: 'assistant',
      model: 'claude-3-haiku-20240307',
      content: [{ type: 'text', text: 'Hello!' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 7, output_tokens: 3 },
    });
    expect(Object.keys(reply)[0]).toBe('id');
  });

  it('a later one with cache counts, and the model as its first key', () => {
    const usage = {
      inputTokens: 7,
      outputTokens: 3,
      totalTokens: 60,
      cacheReadInputTokens: 20,
      cacheWriteInputTokens: 30,
      cacheDetails: [{ ttl: '5m' as const, inputTokens: 30 }],
    };
    const reply = answerOf(anthropicMessages, body, [turnOf('Hello!', { usage })], haiku);
    expect(reply).toMatchObject({
      model: 'claude-haiku-4-5-20251001',
      stop_details: null,
      usage: {
        input_tokens: 7,
        cache_creation_input_tokens: 30,
        cache_read_input_tokens: 20,
        cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 0 },
        output_tokens: 3,
      },
    });
    expect(Object.keys(reply)[0]).toBe('model');
  });

  it('the newest ones with service tier and thinking tokens', () => {
    const reply = answerOf(anthropicMessages, body, [turnOf('Hello!')], opus);
    expect(reply.usage).toMatchObject({ output_tokens_details: { thinking_tokens: 0 }, service_tier: 'standard' });
  });

  it('thoughts with their signature, tool calls with ids of its own form', () => {
    const content = [
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
      { reasoningContent: { redactedContent: new Uint8Array([1, 2, 3]) } },
      { text: 'Let me see.' },
      { toolUse: { toolUseId: 'tooluse_abc', name: 'weather', input: { city: 'Oslo' } } },
      { toolUse: { toolUseId: 'mine', name: 'clock', input: {} } },
    ] as ContentBlock[];
    const reply = answerOf(anthropicMessages, body, [turnOf('', { content, stopReason: 'tool_use' })], haiku);
    expect(reply.stop_reason).toBe('tool_use');
    expect(reply.content).toEqual([
      { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' },
      { type: 'redacted_thinking', data: 'AQID' },
      { type: 'text', text: 'Let me see.' },
      { type: 'tool_use', id: `toolu_bdrk_01${'A'.repeat(22)}`, name: 'weather', input: { city: 'Oslo' } },
      { type: 'tool_use', id: 'mine', name: 'clock', input: {} },
    ]);
  });

  it('citations in its own words', () => {
    const citation = {
      title: 'Grass',
      sourceContent: [{ text: 'Grass is green.' }],
      location: { documentPage: { documentIndex: 1, start: 2, end: 3 } },
    };
    const content = [{ citationsContent: { content: [{ text: 'Green.' }], citations: [citation] } }] as ContentBlock[];
    const reply = answerOf(anthropicMessages, body, [turnOf('', { content })], haiku);
    const written = {
      type: 'page_location',
      cited_text: 'Grass is green.',
      document_index: 1,
      document_title: 'Grass',
      start_page_number: 2,
      end_page_number: 3,
    };
    expect(reply.content).toEqual([{ type: 'text', text: 'Green.', citations: [written] }]);
  });

  it.each([
    ['max_tokens', 'max_tokens', null],
    ['stop_sequence', 'stop_sequence', 'END'],
    ['content_filtered', 'refusal', null],
    ['guardrail_intervened', 'end_turn', null],
  ] as const)('an end by %s as %s', (stopReason, stop_reason, stop_sequence) => {
    const turn = turnOf('Hi', { stopReason, stopSequence: stop_sequence ?? undefined });
    expect(answerOf(anthropicMessages, body, [turn], haiku)).toMatchObject({ stop_reason, stop_sequence });
  });
});

describe('anthropic-messages streams', () => {
  it('message, blocks and end, in the order and with the keys of Claude', () => {
    const chunks = chunksOf(anthropicMessages, body, [turnOf('Hello!')], oldHaiku);
    expect(chunks).toEqual([
      {
        type: 'message_start',
        message: {
          id,
          type: 'message',
          role: 'assistant',
          model: 'claude-3-haiku-20240307',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: expect.any(Number), output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello!' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 3 } },
      { type: 'message_stop' },
    ]);
  });

  it("a tool's input in pieces, of which the first is empty", () => {
    const content = [
      { toolUse: { toolUseId: 'tooluse_a', name: 'weather', input: { city: 'Trondheim' } } },
    ] as ContentBlock[];
    const chunks = chunksOf(anthropicMessages, body, [turnOf('', { content, stopReason: 'tool_use' })], haiku);
    const pieces = chunks.flatMap((chunk) => (chunk.delta as JsonObject)?.partial_json ?? []);
    expect(chunks[1]).toMatchObject({ content_block: { type: 'tool_use', name: 'weather', input: {} } });
    expect(pieces[0]).toBe('');
    expect(pieces.filter((piece) => piece === '')).toHaveLength(1);
    expect(JSON.parse(pieces.join(''))).toEqual({ city: 'Trondheim' });
  });

  it('input counts once more at the end, since Claude 4.5', () => {
    const end = chunksOf(anthropicMessages, body, [turnOf('Hello!')], haiku).at(-2);
    expect(end).toEqual({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null, stop_details: null },
      usage: { input_tokens: 7, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 3 },
    });
  });

  it('no block for an empty text', () => {
    const types = chunksOf(anthropicMessages, body, [turnOf('')], haiku).map((chunk) => chunk.type);
    expect(types).toEqual(['message_start', 'message_delta', 'message_stop']);
  });

  it('what folds into the unary message, whatever the Turn and the generation', () => {
    const text = fc.string({ maxLength: 40 });
    const block = fc.oneof(
      text.map((words) => ({ text: words })),
      fc
        .record({ text, signature: fc.base64String() })
        .map((reasoningText) => ({ reasoningContent: { reasoningText } })),
      fc.jsonValue().map((input) => ({ toolUse: { toolUseId: 'tooluse_x', name: 'f', input: { input } } })),
    ) as fc.Arbitrary<ContentBlock>;
    const usage = { inputTokens: 7, outputTokens: 3, totalTokens: 10 };
    const turn: fc.Arbitrary<FoldedTurn> = fc.record({
      content: fc.array(block, { maxLength: 4 }),
      stopReason: fc.constantFrom('end_turn', 'max_tokens', 'tool_use', 'stop_sequence'),
      stopSequence: fc.option(text, { nil: undefined }),
      usage: fc.constant(usage),
      latencyMs: fc.constant(5),
    });
    fc.assert(
      fc.property(turn, fc.constantFrom(oldHaiku, haiku, opus), (folded, model) => {
        const unary = answerOf(anthropicMessages, body, [folded], model);
        const message = foldClaude(chunksOf(anthropicMessages, body, [folded], model));
        (message.usage as JsonObject).input_tokens = 7;
        expect(message).toEqual(JSON.parse(JSON.stringify(unary)));
      }),
      { numRuns: 150 },
    );
  });
});

describe('anthropic-messages', () => {
  it('tells cache counts for the generations that cache', () => {
    expect([oldHaiku, haiku, opus].map((model) => anthropicMessages.cacheCounts?.(model))).toEqual([false, true, true]);
  });
});
