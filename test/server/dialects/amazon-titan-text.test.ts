import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amazonTitanText } from '../../../src/server/dialects/amazon-titan-text.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'amazon.titan-text-express-v1', maxOutputTokens: 8192 };
const read = (body: JsonObject) => amazonTitanText.read(body, model, false);
const configured = (config: JsonObject): JsonObject => ({ inputText: 'Hi', textGenerationConfig: config });

describe('amazon-titan-text reads', () => {
  it('a prompt with its settings', () => {
    const config = { maxTokenCount: 1000, stopSequences: ['|'], temperature: 0, topP: 0.9 };
    expect(read(configured(config))).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [],
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: { maxTokens: 1000, temperature: 0, topP: 0.9, stopSequences: ['|'] },
    });
  });

  it('a prompt alone, with the defaults of the family', () => {
    expect(read({ inputText: 'Hi' }).sampling).toEqual({ maxTokens: 128, temperature: 0.7, topP: 0.9 });
    expect(read(configured({})).sampling).toMatchObject({ maxTokens: 128 });
  });

  it('the chat template as turns', () => {
    const inputText = 'Be brief.\n\nUser: Hello\nBot: Hi there!\nUser: What is 2 + 2?\nAnswer in words.\nBot:';
    expect(read({ inputText })).toMatchObject({
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Hello' }] },
        { role: 'assistant', content: [{ text: 'Hi there!' }] },
        { role: 'user', content: [{ text: 'What is 2 + 2?\nAnswer in words.' }] },
      ],
    });
  });

  it('a text that only looks like the template as a plain prompt', () => {
    const inputText = 'Translate:\nUser: hello\nBot: hi';
    expect(read({ inputText }).messages).toEqual([{ role: 'user', content: [{ text: inputText }] }]);
  });

  it.each<[string, Json, string]>([
    ['no prompt', {}, 'required key [inputText] not found'],
    ['an empty prompt', { inputText: '' }, 'expected minLength: 1, actual: 0'],
    ['a list of prompts', { inputText: ['Hi'] }, 'expected type: String, found: JSONArray'],
    ['a key of another family', { inputText: 'Hi', max_tokens: 5 }, 'extraneous key [max_tokens] is not permitted'],
    ["another family's body", { prompt: 'Hi' }, '2 schema violations found'],
    ['a high temperature', configured({ temperature: 1.5 }), '1.5 is not less or equal to 1'],
    ['a temperature below 0', configured({ temperature: -1 }), '-1 is not greater or equal to 0'],
    ['topP 0', configured({ topP: 0 }), '0 is not greater than 0'],
    ['more tokens than the model gives', configured({ maxTokenCount: 8193 }), '8193 is not less or equal to 8192'],
    ['a fraction of a token', configured({ maxTokenCount: 1.5 }), 'expected type: Integer, found: BigDecimal'],
    ['one stop sequence', configured({ stopSequences: '|' }), 'expected type: JSONArray, found: String'],
    ['an unknown setting', configured({ topK: 5 }), 'extraneous key [topK] is not permitted'],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(amazonTitanText, body, model)).toBe(words);
  });
});

describe('amazon-titan-text writes', () => {
  it.each([
    ['end_turn', 'FINISH'],
    ['max_tokens', 'LENGTH'],
    ['stop_sequence', 'STOP_CRITERIA_MET'],
    ['content_filtered', 'CONTENT_FILTERED'],
  ] as const)('a result that ended by %s as %s', (stopReason, completionReason) => {
    expect(answerOf(amazonTitanText, { inputText: 'Hi' }, [turnOf('Hello!', { stopReason })], model)).toEqual({
      inputTextTokenCount: 7,
      results: [{ tokenCount: 3, outputText: '\nHello!', completionReason }],
    });
  });

  it('an answer to an open line on that line', () => {
    const reply = answerOf(amazonTitanText, { inputText: 'User: Hi\nBot:' }, [turnOf('Hello!')], model);
    expect(reply).toMatchObject({ results: [{ outputText: ' Hello!' }] });
  });
});

describe('amazon-titan-text streams', () => {
  it('a short answer as one chunk', () => {
    expect(chunksOf(amazonTitanText, { inputText: 'Hi' }, [turnOf('Hello, how are you?')], model)).toEqual([
      {
        outputText: '\nHello, how are you?',
        index: 0,
        totalOutputTextTokenCount: 3,
        completionReason: 'FINISH',
        inputTextTokenCount: 7,
      },
    ]);
  });

  it('a long one in several, the counts where they are known', () => {
    const chunks = chunksOf(amazonTitanText, { inputText: 'Hi' }, [turnOf('word '.repeat(150))], model);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.map((chunk) => Object.keys(chunk).length)).toEqual(chunks.map(() => 5));
    expect(chunks[0]).toMatchObject({ totalOutputTextTokenCount: null, completionReason: null });
    expect(chunks[0]!.inputTextTokenCount).toBeGreaterThan(0);
    expect(chunks[1]).toMatchObject({ inputTextTokenCount: null, completionReason: null });
    expect(chunks.at(-1)).toMatchObject({
      totalOutputTextTokenCount: 3,
      completionReason: 'FINISH',
      inputTextTokenCount: null,
    });
    expect(chunks.at(-1)!.outputText).not.toBe('');
  });

  it('what folds into the unary answer, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 900 }), (text) => {
        const body = { inputText: 'Hi' };
        const chunks = chunksOf(amazonTitanText, body, [turnOf(text)], model);
        const reply = answerOf(amazonTitanText, body, [turnOf(text)], model) as { results: { outputText: string }[] };
        expect(chunks.map((chunk) => chunk.outputText).join('')).toBe(reply.results[0]!.outputText);
      }),
      { numRuns: 100 },
    );
  });
});
