import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicTextCompletions as dialect } from '../../../src/server/dialects/anthropic-text-completions.js';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'anthropic.claude-v2' };
const prompt = '\n\nHuman: What is the capital of France?\n\nAssistant:';
const body: JsonObject = { prompt, max_tokens_to_sample: 300 };

describe('anthropic-text-completions reads', () => {
  it('the turns of a prompt, and its settings', () => {
    const said = 'Be brief.\n\nHuman: Hi\n\nAssistant: Hello\n\nHuman: Who?\n\nAssistant:';
    const settings = { temperature: 0.5, top_k: 250, top_p: 1, stop_sequences: ['\n\nHuman:'] };
    expect(dialect.read({ ...body, ...settings, prompt: said }, model, false)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        { role: 'assistant', content: [{ text: 'Hello' }] },
        { role: 'user', content: [{ text: 'Who?' }] },
      ],
      sampling: { maxTokens: 300, temperature: 0.5, topK: 250, topP: 1, stopSequences: ['\n\nHuman:'] },
    });
  });

  it('a prompt of one line', () => {
    const said = 'Human: Tell me a joke Assistant:';
    expect(dialect.read({ ...body, prompt: said }, model, false).messages).toEqual([
      { role: 'user', content: [{ text: 'Tell me a joke' }] },
    ]);
  });

  it('messages too', () => {
    const messages = [{ role: 'user', content: 'Hi' }];
    const asked = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 10, messages };
    expect(answerOf(dialect, asked, [turnOf('Hello!')], model)).toMatchObject({
      type: 'message',
      model: 'claude-2.0',
      content: [{ type: 'text', text: 'Hello!' }],
      usage: { input_tokens: 7, output_tokens: 3 },
    });
    expect(chunksOf(dialect, asked, [turnOf('Hello!')], model)[0]).toMatchObject({ type: 'message_start' });
  });

  it.each<[string, JsonObject, string]>([
    [
      'a prompt without speakers',
      { ...body, prompt: 'Hi' },
      'prompt must start with "\n\nHuman:" turn after an optional system prompt, prompt must end with "\n\nAssistant:" turn',
    ],
    [
      'a prompt without an answer to begin',
      { ...body, prompt: '\n\nHuman: Hi' },
      'prompt must end with "\n\nAssistant:" turn',
    ],
    [
      "another family's body",
      { input: 'Hi' },
      '#: required key [prompt] not found#: required key [max_tokens_to_sample] not found#: extraneous key [input] is not permitted',
    ],
    ['a high temperature', { ...body, temperature: 2 }, '#/temperature: 2 is not less or equal to 1'],
  ])('and refuses %s', (_, asked, words) => {
    expect(refusalOf(dialect, asked, model)).toBe(words);
  });
});

describe('anthropic-text-completions writes', () => {
  it.each([
    ['end_turn', undefined, 'stop_sequence', '\n\nHuman:'],
    ['stop_sequence', 'END', 'stop_sequence', 'END'],
    ['max_tokens', undefined, 'max_tokens', null],
  ] as const)('an end by %s, %s', (stopReason, stopSequence, stop_reason, stop) => {
    const turn = turnOf('Paris.', { stopReason, stopSequence });
    expect(answerOf(dialect, body, [turn], model)).toEqual({
      type: 'completion',
      completion: ' Paris.',
      stop_reason,
      stop,
    });
    expect(chunksOf(dialect, body, [turn], model)).toEqual([
      { type: 'completion', completion: ' Paris.', stop_reason: null, stop: null },
      { type: 'completion', completion: '', stop_reason, stop },
    ]);
  });

  it('chunks that fold into the unary answer, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const chunks = chunksOf(dialect, body, [turnOf(text)], model);
        const unary = answerOf(dialect, body, [turnOf(text)], model);
        expect({ ...chunks.at(-1), completion: chunks.map((chunk) => chunk.completion).join('') }).toEqual(unary);
      }),
      { numRuns: 100 },
    );
  });
});
