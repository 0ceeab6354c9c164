import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { importedModel } from '../../../src/server/dialects/imported-model.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'arn:aws:bedrock:us-east-1:123456789012:imported-model/a1b2c3d4e5f6' };
const read = (body: JsonObject) => importedModel.read(body, model, false);
const answer = (body: JsonObject) => answerOf(importedModel, body, [turnOf('Hello')], model);
const chunks = (body: JsonObject) => chunksOf(importedModel, body, [turnOf('Hello')], model);

const bedrock: JsonObject = { prompt: 'Hi', max_gen_len: 9 };
const completion: JsonObject = { prompt: 'Hi', max_tokens: 9 };
const chat: JsonObject = { messages: [{ role: 'user', content: 'Hi' }], max_tokens: 9 };
const messages = [{ role: 'user', content: [{ text: 'Hi' }] }];

describe('imported-model reads', () => {
  it.each([bedrock, completion, chat])('%j', (body) => {
    expect(read({ ...body, temperature: 0.5 })).toMatchObject({
      modelId: model.id,
      messages,
      sampling: { maxTokens: 9, temperature: 0.5 },
    });
  });

  it('512 tokens of a prompt that has no limit', () => {
    expect(read({ prompt: 'Hi' }).sampling.maxTokens).toBe(512);
  });

  it('several completions in OpenAI’s forms alone', () => {
    expect([bedrock, completion, chat].map((body) => read({ ...body, n: 3 }).count)).toEqual([1, 3, 3]);
  });

  it('no tools beside a prompt', () => {
    expect(read({ ...completion, tools: 5, random_seed: {} })).not.toHaveProperty('toolConfig.tools');
  });

  it.each<[string, Json, string]>([
    ['neither prompt nor messages', { max_tokens: 9 }, '#: required key [prompt] not found'],
    ['no messages', { messages: [] }, '#/messages: expected minimum item count: 1, found: 0'],
    ['no tokens', { prompt: 'Hi', max_tokens: 0 }, '#/max_tokens: 0 is not greater or equal to 1'],
    ['an empty prompt', { prompt: '' }, '#/prompt: expected minLength: 1, actual: 0'],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(importedModel, body, model)).toBe(words);
  });
});

describe('imported-model writes', () => {
  it('a generation for a prompt', () => {
    const generation = { generation: 'Hello', prompt_token_count: 7, generation_token_count: 3, stop_reason: 'stop' };
    expect(answer(bedrock)).toEqual(generation);
    expect(answer({ prompt: 'Hi' })).toEqual(generation);
    const [first, ...rest] = chunks(bedrock);
    expect(first).toMatchObject({ prompt_token_count: expect.any(Number), stop_reason: null });
    expect(rest.every((chunk) => chunk.prompt_token_count === null)).toBe(true);
    expect(rest.at(-1)).toEqual({
      generation: '',
      prompt_token_count: null,
      generation_token_count: 3,
      stop_reason: 'stop',
    });
  });

  it('a text completion for a prompt with max_tokens', () => {
    const head = {
      id: 'cmpl-00000000000040008000000000000001',
      object: 'text_completion',
      created: 1_700_000_000,
      model: model.id,
    };
    const end = { index: 0, logprobs: null, finish_reason: 'stop', stop_reason: null };
    expect(answer(completion)).toEqual({
      ...head,
      choices: [{ ...end, text: 'Hello' }],
      usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    });
    expect(chunks(completion).at(-1)).toEqual({ ...head, choices: [{ ...end, text: '' }] });
  });

  it('a chat completion for messages', () => {
    expect(answer(chat)).toMatchObject({ object: 'chat.completion', choices: [{ message: { content: 'Hello' } }] });
    expect(chunks(chat)[0]).toMatchObject({ object: 'chat.completion.chunk' });
  });
});
