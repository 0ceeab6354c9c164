import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import { mistralInstruct as dialect } from '../../../src/server/dialects/mistral-instruct.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'mistral.mistral-7b-instruct-v0:2', maxOutputTokens: 8192 };
const large = { id: 'mistral.mistral-large-2402-v1:0', maxOutputTokens: 8192 };
const body: JsonObject = { prompt: '<s>[INST] Hi [/INST]' };

describe('mistral-instruct reads', () => {
  it('the turns of its template, and its settings', () => {
    const settings = { max_tokens: 400, stop: ['|'], temperature: 0.7, top_p: 0.7, top_k: 50 };
    expect(dialect.read({ ...body, ...settings }, model, false)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [],
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: { maxTokens: 400, stopSequences: ['|'], temperature: 0.7, topP: 0.7, topK: 50 },
    });
  });

  it('the length that each model takes by default', () => {
    const lengths = [model, large].map((named) => dialect.read(body, named, false).sampling.maxTokens);
    expect(lengths).toEqual([512, 8192]);
  });

  it.each<[string, JsonObject, string]>([
    [
      "another family's body",
      { inputText: 'Hi' },
      '#: required key [prompt] not found#: extraneous key [inputText] is not permitted',
    ],
    ['a high temperature', { ...body, temperature: 2 }, '#/temperature: 2 is not less or equal to 1'],
    [
      'many stop sequences',
      { ...body, stop: Array(11).fill('x') },
      '#/stop: expected maximum item count: 10, found: 11',
    ],
  ])('and refuses %s', (_, asked, words) => {
    expect(refusalOf(dialect, asked, model)).toBe(words);
  });

  it('messages in a stream first, and refuses them as its only event', () => {
    const chat = { messages: [{ role: 'user', content: 'Hi' }] };
    expect(() => chunksOf(dialect, chat, [turnOf('Hello')], model)).toThrow('Validation Error');
  });

  it('messages, by the models that take both', () => {
    const chat = { messages: [{ role: 'user', content: 'Hi' }] };
    const message = { role: 'assistant', content: 'Hello' };
    const plain = { choices: [{ index: 0, message, stop_reason: 'stop' }] };
    expect(answerOf(dialect, chat, [turnOf('Hello')], large)).toEqual(plain);
    expect(chunksOf(dialect, chat, [turnOf('Hello')], large)).toEqual([
      { choices: [{ index: 0, message, stop_reason: null }] },
      { choices: [{ index: 0, message: { ...message, content: '' }, stop_reason: 'stop' }] },
    ]);
  });
});

describe('mistral-instruct writes', () => {
  it('an output for each Turn, with the blank that follows the prompt', () => {
    const turns = [turnOf('Hello!'), turnOf('Hey', { stopReason: 'max_tokens' })];
    expect(answerOf(dialect, body, turns, model)).toEqual({
      outputs: [
        { text: ' Hello!', stop_reason: 'stop' },
        { text: ' Hey', stop_reason: 'length' },
      ],
    });
  });

  it('pieces of text, and the reason at the end', () => {
    expect(chunksOf(dialect, body, [turnOf('Hello!')], model)).toEqual([
      { outputs: [{ text: ' Hello!', stop_reason: null }] },
      { outputs: [{ text: '', stop_reason: 'stop' }] },
    ]);
  });

  it('chunks that fold into the unary answer, whatever the text', () => {
    type Outputs = { outputs: { text: string }[] };
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const chunks = chunksOf(dialect, body, [turnOf(text)], model) as Outputs[];
        const unary = answerOf(dialect, body, [turnOf(text)], model) as Outputs;
        expect(chunks.map((chunk) => chunk.outputs[0]!.text).join('')).toBe(unary.outputs[0]!.text);
      }),
      { numRuns: 100 },
    );
  });
});
