import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { writerPalmyra } from '../../../src/server/dialects/writer-palmyra.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'writer.palmyra-x5-v1:0' };
const body: JsonObject = { messages: [{ role: 'user', content: 'Hi' }] };
const id = 'chatcmpl-00000000000040008000000000000001';

describe('writer-palmyra reads', () => {
  it('messages, and how to sample', () => {
    const settings = { max_tokens: 9, temperature: 2, top_p: 0.5, stop: ['|'], seed: 7, min_tokens: 2 };
    expect(writerPalmyra.read({ ...body, ...settings, presence_penalty: -2 }, model, false)).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: { maxTokens: 9, temperature: 2, topP: 0.5, stopSequences: ['|'], seed: 7, presencePenalty: -2 },
    });
  });

  it('a message of one part, as the user guide writes it', () => {
    const messages = [{ role: 'user', content: { text: 'Hi' } }];
    expect(writerPalmyra.read({ messages }, model, false).messages).toEqual([
      { role: 'user', content: [{ text: 'Hi' }] },
    ]);
  });

  it('16 tokens where nobody says', () => {
    expect(writerPalmyra.read(body, model, false).sampling.maxTokens).toBe(16);
  });

  it.each<[string, Json, string]>([
    ['no messages', {}, '#: required key [messages] not found'],
    ['messages that are none', { messages: 'Hi' }, '#/messages: expected type: JSONArray, found: String'],
    ['too many tokens', { ...body, max_tokens: 8193 }, '#/max_tokens: 8193 is not less or equal to 8192'],
    ['a top-p of nothing', { ...body, top_p: 0 }, '#/top_p: 0 is not greater than 0'],
    [
      'five stop sequences',
      { ...body, stop: ['a', 'b', 'c', 'd', 'e'] },
      '#/stop: expected maximum item count: 4, found: 5',
    ],
    ['a large penalty', { ...body, frequency_penalty: 3 }, '#/frequency_penalty: 3 is not less or equal to 2'],
  ])('and refuses %s', (_, given, words) => {
    expect(refusalOf(writerPalmyra, given, model)).toBe(words);
  });
});

describe('writer-palmyra writes', () => {
  it('a chat completion with the members of vLLM', () => {
    expect(
      answerOf(writerPalmyra, body, [turnOf('Hello', { stopReason: 'stop_sequence', stopSequence: '|' })], model),
    ).toEqual({
      id,
      object: 'chat.completion',
      created: 1_700_000_000,
      model: model.id,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', reasoning_content: null, content: 'Hello', tool_calls: [] },
          logprobs: null,
          finish_reason: 'stop',
          stop_reason: '|',
        },
      ],
      usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10, prompt_tokens_details: null },
      prompt_logprobs: null,
    });
  });

  it('a call of a tool', () => {
    const toolUse = { toolUseId: 'tooluse_a', name: 'weather', input: { city: 'Oslo' } };
    const turn = turnOf('', { content: [{ toolUse }], stopReason: 'tool_use' });
    const call = { type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } };
    expect(answerOf(writerPalmyra, body, [turn], model)).toMatchObject({
      choices: [{ message: { tool_calls: [call] }, finish_reason: 'tool_calls' }],
    });
    const calls = chunksOf(writerPalmyra, body, [turn], model).flatMap(({ choices }) => {
      const [choice] = choices as { delta: { tool_calls?: { function: { arguments: string } }[] } }[];
      return choice?.delta.tool_calls ?? [];
    });
    expect(calls[0]).toMatchObject({ index: 0, type: 'function', function: { name: 'weather' } });
    expect(calls.map((part) => part.function.arguments).join('')).toBe('{"city":"Oslo"}');
  });

  it('chunks from the role to the end', () => {
    const chunks = chunksOf(writerPalmyra, body, [turnOf('Hello', { stopReason: 'max_tokens' })], model);
    const head = { id, object: 'chat.completion.chunk', created: 1_700_000_000, model: model.id };
    expect(chunks[0]).toEqual({
      ...head,
      choices: [{ index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null }],
    });
    expect(chunks.at(-1)).toEqual({
      ...head,
      choices: [{ index: 0, delta: { content: '' }, logprobs: null, finish_reason: 'length', stop_reason: null }],
    });
  });
});
