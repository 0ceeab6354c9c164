import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ai21J2 } from '../../../src/server/dialects/ai21-j2.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { answerOf, refusalOf, turnOf } from './shared/use-dialect.js';

const model = { id: 'ai21.j2-ultra-v1', maxOutputTokens: 8191 };
const read = (body: JsonObject) => ai21J2.read(body, model, false);

interface Token {
  generatedToken: { token: string; logprob: number; raw_logprob: number };
  topTokens: { token: string; logprob: number }[] | null;
  textRange: { start: number; end: number };
}
interface Reply {
  id: number;
  prompt: { text: string; tokens: Token[] };
  completions: { data: { text: string; tokens: Token[] }; finishReason: JsonObject }[];
}
const answer = (body: JsonObject, ...turns: ReturnType<typeof turnOf>[]) =>
  answerOf(ai21J2, body, turns, model) as unknown as Reply;

/** A turn whose counts are those of the words. */
const counted = (text: string, outputTokens: number, more = {}) =>
  turnOf(text, { usage: { inputTokens: 9, outputTokens, totalTokens: 9 + outputTokens }, ...more });

describe('ai21-j2 reads', () => {
  it('a prompt with its settings and penalties', () => {
    const body = {
      prompt: 'Hi',
      maxTokens: 200,
      temperature: 0.7,
      topP: 1,
      numResults: 3,
      minTokens: 4,
      stopSequences: ['##'],
      countPenalty: { scale: 0.5 },
      presencePenalty: { scale: 5, applyToWhitespaces: false, applyToEmojis: false },
      frequencyPenalty: { scale: 500 },
    };
    expect(read(body)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [],
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      sampling: {
        maxTokens: 200,
        temperature: 0.7,
        topP: 1,
        stopSequences: ['##'],
        countPenalty: 0.5,
        presencePenalty: 5,
        frequencyPenalty: 5,
      },
      count: 3,
      additional: { minTokens: 4 },
    });
  });

  it('a prompt alone, with the defaults of the family', () => {
    expect(read({ prompt: 'Hi' })).toMatchObject({
      sampling: { maxTokens: 200, temperature: 0.5, topP: 0.5 },
      count: 1,
    });
  });

  it.each<[string, Json, string]>([
    ['no prompt', {}, '#: required key [prompt] not found'],
    ['a misspelt name', { prompt: 'Hi', max_tokens: 1 }, '#: extraneous key [max_tokens] is not permitted'],
    [
      'one stop sequence',
      { prompt: 'Hi', stopSequences: '##' },
      '#/stopSequences: expected type: JSONArray, found: String',
    ],
    ['a high temperature', { prompt: 'Hi', temperature: 2 }, '#/temperature: 2 is not less or equal to 1'],
    ['a high topP', { prompt: 'Hi', topP: 1.01 }, '#/topP: 1.01 is not less or equal to 1'],
    ['many tokens', { prompt: 'Hi', maxTokens: 8192 }, '#/maxTokens: 8192 is not less or equal to 8191'],
    ['no results', { prompt: 'Hi', numResults: 0 }, '#/numResults: 0 is not greater or equal to 1'],
    ['a bare penalty', { prompt: 'Hi', countPenalty: 1 }, '#/countPenalty: expected type: JSONObject, found: Integer'],
    ['a penalty without scale', { prompt: 'Hi', countPenalty: {} }, '#/countPenalty: required key [scale] not found'],
    [
      'a count penalty over 1',
      { prompt: 'Hi', countPenalty: { scale: 2 } },
      '#/countPenalty/scale: 2 is not less or equal to 1',
    ],
    [
      'a presence penalty over 5',
      { prompt: 'Hi', presencePenalty: { scale: 6 } },
      '#/presencePenalty/scale: 6 is not less or equal to 5',
    ],
    [
      'a frequency penalty over 500',
      { prompt: 'Hi', frequencyPenalty: { scale: 501 } },
      '#/frequencyPenalty/scale: 501 is not less or equal to 500',
    ],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(ai21J2, body, model)).toBe(words);
  });
});

describe('ai21-j2 writes', () => {
  it('the completion after a line break, and why it ended', () => {
    const reply = answer({ prompt: 'Name a city' }, counted('Paris', 3));
    expect(reply.id).toBe(1234);
    expect(reply.prompt.text).toBe('Name a city');
    expect(reply.completions).toHaveLength(1);
    expect(reply.completions[0]!.data.text).toBe('\nParis');
    expect(reply.completions[0]!.finishReason).toEqual({ reason: 'endoftext' });
    expect(Object.keys(reply.completions[0]!.data.tokens[0]!)).toEqual(['generatedToken', 'topTokens', 'textRange']);
  });

  it('a length where the length ended it', () => {
    const stopped = counted('One', 5, { stopReason: 'stop_sequence' });
    const cut = counted('One two', 5, { stopReason: 'max_tokens' });
    const reply = answer({ prompt: 'Count', numResults: 2 }, stopped, cut);
    expect(reply.completions.map(({ finishReason }) => finishReason)).toEqual([
      { reason: 'stop' },
      { reason: 'length', length: 5 },
    ]);
  });

  it('tokens in the spelling of its vocabulary, with their places', () => {
    const { prompt, completions } = answer({ prompt: 'Hello world' }, counted('Paris is big', 20));
    expect(prompt.tokens.map((token) => token.generatedToken.token)).toEqual(['▁Hello', '▁world']);
    expect(prompt.tokens.map((token) => token.textRange)).toEqual([
      { start: 0, end: 5 },
      { start: 5, end: 11 },
    ]);
    const spelling = completions[0]!.data.tokens.map((token) => token.generatedToken.token);
    expect(spelling).toEqual(['<|newline|>', '▁Paris', '▁is', '▁big', '<|endoftext|>']);
    expect(completions[0]!.data.tokens.at(-1)!.textRange).toEqual({ start: 13, end: 13 });
    for (const { generatedToken } of prompt.tokens) expect(generatedToken.logprob).toBe(generatedToken.raw_logprob);
  });

  it('as many alternatives to a token as were asked for', () => {
    const { completions } = answer({ prompt: 'Hi', topKReturn: 2 }, counted('Paris is big', 20));
    for (const token of completions[0]!.data.tokens) {
      expect(token.topTokens).toHaveLength(2);
      expect(token.topTokens![0]!.token).toBe(token.generatedToken.token);
    }
    expect(answer({ prompt: 'Hi' }, counted('Paris', 3)).completions[0]!.data.tokens[0]!.topTokens).toBeNull();
  });

  it('no more tokens than are counted, that cover the text without a gap, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, count) => {
        const [{ data }] = answer({ prompt: 'Hi' }, counted(text, count)).completions as [Reply['completions'][0]];
        expect(data.tokens.length).toBeLessThanOrEqual(count);
        let end = 0;
        for (const { textRange } of data.tokens) {
          expect(textRange.start).toBe(end);
          end = textRange.end;
        }
        expect(end).toBe(data.text.length);
      }),
      { numRuns: 100 },
    );
  });
});
