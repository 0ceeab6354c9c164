import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import { mistralChat as dialect } from '../../../src/server/dialects/mistral-chat.js';
import type { ContentBlock } from '../../../src/server/inference/conversation.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'mistral.pixtral-large-2502-v1:0', maxOutputTokens: 8192 };
const body: JsonObject = { messages: [{ role: 'user', content: 'Hi' }] };
const head = { id: '00000000-0000-4000-8000-000000000001', created: 1_700_000_000, model: 'pixtral-large-2502' };
const content = [{ toolUse: { toolUseId: 'tooluse_a', name: 'f', input: { a: 1 } } }] as ContentBlock[];
const called = turnOf('', { content, stopReason: 'tool_use' });
const extra = (loc: (string | number)[], input: unknown) => ({
  type: 'extra_forbidden',
  loc: ['body', 'ChatCompletionRequest', ...loc],
  msg: 'Extra inputs are not permitted',
  input,
});

describe('mistral-chat reads', () => {
  it('messages, settings and its own word for a forced call', () => {
    const tools = [{ type: 'function', function: { name: 'f', parameters: {} } }];
    const asked = { ...body, tools, tool_choice: 'any', max_tokens: 9, random_seed: 3 };
    expect(dialect.read(asked, model, false)).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: { maxTokens: 9, seed: 3 },
      toolConfig: { toolChoice: { any: {} } },
    });
    expect(dialect.read(body, model, false).sampling.maxTokens).toBe(8192);
  });

  it('and refuses in the words of its back end: fields first, then keys that it does not know', () => {
    const asked = { ...body, seed: 42, stream_options: { include_usage: true } };
    const detail = [extra(['stream_options', 'include_usage'], true), extra(['seed'], 42)];
    expect(refusalOf(dialect, asked, model)).toBe(JSON.stringify({ detail }));
    expect(() => chunksOf(dialect, asked, [turnOf('Hello')], model)).toThrow(JSON.stringify({ detail }));
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['no messages', { temperature: 0 }, { type: 'missing', msg: 'Field required', input: { temperature: 0 } }],
    [
      'a cold temperature',
      { ...body, temperature: -1 },
      { type: 'greater_than_equal', msg: 'Input should be greater than or equal to 0', input: -1 },
    ],
    [
      'a high one',
      { ...body, temperature: 2 },
      { type: 'less_than_equal', msg: 'Input should be less than or equal to 1', input: 2 },
    ],
    [
      'a text for a number',
      { ...body, max_tokens: '5' },
      { type: 'integer_type', msg: 'Input should be a valid integer', input: '5' },
    ],
  ])('and refuses %s', (_, asked, detail) => {
    expect(JSON.parse(refusalOf(dialect, asked, model)!).detail).toMatchObject([detail]);
  });
});

describe('mistral-chat writes', () => {
  it("a reply in OpenAI's form with ids of its own", () => {
    const call = { id: 'A'.repeat(9), type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
    expect(answerOf(dialect, body, [called], model)).toEqual({
      ...head,
      object: 'chat.completion',
      choices: [
        { index: 0, message: { role: 'assistant', content: '', tool_calls: [call] }, finish_reason: 'tool_calls' },
      ],
      usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    });
  });

  it('chunks that add up to it', () => {
    const chunk = (delta: JsonObject, finish_reason: string | null = null) => ({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason }],
    });
    expect(chunksOf(dialect, body, [turnOf('Hello there')], model)).toEqual([
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'Hello' }),
      chunk({ content: ' there' }),
      chunk({ content: '' }, 'stop'),
    ]);
    expect(chunksOf(dialect, body, [called], model).at(1)).toMatchObject({
      choices: [{ delta: { tool_calls: [{ index: 0, function: { name: 'f', arguments: '{"a":1}' } }] } }],
    });
  });
});
