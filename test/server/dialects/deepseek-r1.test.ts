import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deepseekR1 as dialect } from '../../../src/server/dialects/deepseek-r1.js';
import type { JsonObject } from '../../../src/server/dialects/dialect.js';
import type { ContentBlock } from '../../../src/server/inference/conversation.js';
import { answerOf, chunksOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'deepseek.r1-v1:0', maxOutputTokens: 32_768 };
const body: JsonObject = { prompt: '<｜begin▁of▁sentence｜><｜User｜>Hi<｜Assistant｜><think>\n', max_tokens: 512 };
const thinking = (thought: string, text: string) =>
  turnOf('', { content: [{ reasoningContent: { reasoningText: { text: thought } } }, { text }] as ContentBlock[] });

describe('deepseek-r1', () => {
  it('reads the turns of its template, and thinks without being asked', () => {
    expect(dialect.read({ ...body, temperature: 0.5, top_p: 0.9, stop: ['|'] }, model, false)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [],
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: { maxTokens: 512, temperature: 0.5, topP: 0.9, stopSequences: ['|'] },
      reasoning: {},
    });
  });

  it.each<[string, JsonObject, string]>([
    ['no prompt', {}, '#: required key [prompt] not found'],
    ['too many tokens', { ...body, max_tokens: 32_769 }, '#/max_tokens: 32769 is not less or equal to 32768'],
  ])('refuses %s', (_, asked, words) => {
    expect(refusalOf(dialect, asked, model)).toBe(words);
  });

  it('writes its thoughts before the text', () => {
    expect(
      answerOf(dialect, body, [thinking('Hm.', 'Hello!'), turnOf('Hi', { stopReason: 'max_tokens' })], model),
    ).toEqual({
      choices: [
        { text: 'Hm.\n</think>\n\nHello!', stop_reason: 'stop' },
        { text: 'Hi', stop_reason: 'length' },
      ],
    });
  });

  it('streams what folds into the unary answer', () => {
    type Choices = { choices: { text: string; stop_reason: string | null }[] };
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 200 }), (thought, text) => {
        const chunks = chunksOf(dialect, body, [thinking(thought, text)], model) as Choices[];
        const unary = answerOf(dialect, body, [thinking(thought, text)], model) as Choices;
        expect(chunks.map((chunk) => chunk.choices[0]!.text).join('')).toBe(unary.choices[0]!.text);
        expect(chunks.map((chunk) => chunk.choices[0]!.stop_reason)).toEqual([
          ...chunks.slice(1).map(() => null),
          'stop',
        ]);
      }),
      { numRuns: 100 },
    );
  });
});
