import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ai21Jamba as dialect } from '../../../src/server/dialects/ai21-jamba.js';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import type { ContentBlock } from '../../../src/server/inference/conversation.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'ai21.jamba-1-5-mini-v1:0', maxOutputTokens: 4096 };
const body: JsonObject = { messages: [{ role: 'user', content: 'Hi' }] };
const id = 'chatcmpl-00000000-0000-4000-8000-000000000001';

describe('ai21-jamba reads', () => {
  it('messages and settings', () => {
    const asked = { ...body, n: 2, max_tokens: 9, temperature: 2, stop: ['|'], frequency_penalty: { scale: 1 } };
    expect(dialect.read(asked, model, false)).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: { maxTokens: 9, temperature: 2, stopSequences: ['|'], frequencyPenalty: 1 },
      count: 2,
    });
    expect(dialect.read(body, model, false).sampling.maxTokens).toBe(4096);
  });

  it.each<[string, JsonObject, string]>([
    [
      "another family's body",
      { prompt: 'Hi' },
      '#: required key [messages] not found#: extraneous key [prompt] is not permitted',
    ],
    ['a long answer', { ...body, max_tokens: 5000 }, '#/max_tokens: 5000 is not less or equal to 4096'],
    [
      'a speaker of no known name',
      { messages: [{ role: 'robot', content: 'Hi' }] },
      '#/messages/0/role: robot is not a valid enum value',
    ],
    ['top_p 0', { ...body, top_p: 0 }, '#/top_p: 0 is not greater than 0'],
  ])('and refuses %s', (_, asked, words) => {
    expect(refusalOf(dialect, asked, model)).toBe(words);
  });
});

describe('ai21-jamba writes', () => {
  it('a choice for each Turn', () => {
    const turns = [turnOf('Hello!'), turnOf('Hey', { stopReason: 'max_tokens' })];
    const message = (content: string) => ({ role: 'assistant', content, tool_calls: null });
    expect(answerOf(dialect, body, turns, model)).toEqual({
      id,
      choices: [
        { index: 0, message: message(' Hello!'), finish_reason: 'stop' },
        { index: 1, message: message(' Hey'), finish_reason: 'length' },
      ],
      usage: { prompt_tokens: 7, completion_tokens: 6, total_tokens: 13 },
      meta: { requestDurationMillis: 5 },
      model: 'jamba-1.5-mini',
    });
  });

  it('chunks that count as they go, and an empty one for the metrics', () => {
    const chunks = chunksOf(dialect, body, [turnOf('Hello!')], model);
    const usage = (completion_tokens: number) => expect.objectContaining({ completion_tokens });
    expect(chunks).toEqual([
      { id, choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }], usage: usage(0) },
      { id, choices: [{ index: 0, delta: { content: ' Hello!' }, finish_reason: null }], usage: expect.anything() },
      {
        id,
        choices: [{ index: 0, delta: { content: '' }, finish_reason: 'stop', stop_reason: expect.any(Number) }],
        usage: { prompt_tokens: 7, total_tokens: 10, completion_tokens: 3 },
        meta: { requestDurationMillis: 5 },
      },
      {},
    ]);
  });

  it('calls in deltas', () => {
    const content = [{ toolUse: { toolUseId: 'mine', name: 'f', input: { a: 1 } } }] as ContentBlock[];
    const chunks = chunksOf(dialect, body, [turnOf('', { content, stopReason: 'tool_use' })], model);
    expect(chunks[1]).toMatchObject({
      choices: [{ delta: { tool_calls: [{ id: 'mine', function: { name: 'f', arguments: '{"a":1}' } }] } }],
    });
    expect(chunks[2]).toMatchObject({ choices: [{ finish_reason: 'tool_calls' }] });
  });

  it('chunks that fold into the unary answer, whatever the text', () => {
    type Choice = { choices?: { delta: { content?: string }; message: { content: string } }[] };
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const chunks = chunksOf(dialect, body, [turnOf(text)], model) as Choice[];
        const unary = answerOf(dialect, body, [turnOf(text)], model) as Choice;
        const streamed = chunks.map((chunk) => chunk.choices?.[0]?.delta.content ?? '').join('');
        expect(streamed).toBe(unary.choices![0]!.message.content);
      }),
      { numRuns: 100 },
    );
  });
});
