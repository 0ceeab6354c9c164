import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohereCommandText } from '../../../src/server/dialects/cohere-command-text.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { answerOf, chunksOf, refusalOf, requestId, turnOf } from './shared/use-dialect.js';

const model = { id: 'cohere.command-text-v14', maxOutputTokens: 4096 };
const firstId = '00000000-0000-4000-8000-000000000001';
const read = (body: JsonObject) => cohereCommandText.read(body, model, false);

describe('cohere-command-text reads', () => {
  it('a prompt with its settings', () => {
    const body = {
      prompt: 'Write a haiku',
      max_tokens: 200,
      temperature: 0.6,
      p: 1,
      k: 0,
      num_generations: 2,
      return_likelihoods: 'GENERATION',
    };
    expect(read(body)).toEqual({
      kind: 'conversation',
      modelId: model.id,
      system: [],
      messages: [{ role: 'user', content: [{ text: 'Write a haiku' }] }],
      sampling: { maxTokens: 200, temperature: 0.6, topP: 1 },
      count: 2,
    });
  });

  it('a prompt alone, with the defaults of the family', () => {
    expect(read({ prompt: 'Hi' })).toMatchObject({
      sampling: { maxTokens: 20, temperature: 0.9, topP: 0.75 },
      count: 1,
    });
    expect(read({ prompt: 'Hi', k: 40, stop_sequences: ['.'] }).sampling).toMatchObject({
      topK: 40,
      stopSequences: ['.'],
    });
  });

  it.each<[string, Json, string]>([
    ['no prompt', {}, '#: required key [prompt] not found'],
    [
      "another family's names",
      { prompt: 'Hi', top_p: 1, max_tokens_to_sample: 5 },
      '#: extraneous key [top_p] is not permitted#: extraneous key [max_tokens_to_sample] is not permitted',
    ],
    ['a high temperature', { prompt: 'Hi', temperature: 6 }, '#/temperature: 6 is not less or equal to 5'],
    ['a high p', { prompt: 'Hi', p: 1.1 }, '#/p: 1.1 is not less or equal to 1'],
    ['a high k', { prompt: 'Hi', k: 501 }, '#/k: 501 is not less or equal to 500'],
    ['no tokens', { prompt: 'Hi', max_tokens: 0 }, '#/max_tokens: 0 is not greater or equal to 1'],
    ['many tokens', { prompt: 'Hi', max_tokens: 4097 }, '#/max_tokens: 4097 is not less or equal to 4096'],
    [
      'five stop sequences',
      { prompt: 'Hi', stop_sequences: ['a', 'b', 'c', 'd', 'e'] },
      '#/stop_sequences: expected maximum item count: 4, found: 5',
    ],
    ['six answers', { prompt: 'Hi', num_generations: 6 }, '#/num_generations: 6 is not less or equal to 5'],
    ['a word for a flag', { prompt: 'Hi', stream: 'yes' }, '#/stream: expected type: Boolean, found: String'],
    [
      'an unknown choice',
      { prompt: 'Hi', return_likelihoods: 'SOME' },
      '#/return_likelihoods: SOME is not a valid enum value',
    ],
    ['an unknown end', { prompt: 'Hi', truncate: 'LEFT' }, '#/truncate: LEFT is not a valid enum value'],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(cohereCommandText, body, model)).toBe(words);
  });
});

describe('cohere-command-text writes', () => {
  it('each generation with its id', () => {
    const turns = [turnOf('One.'), turnOf('Two', { stopReason: 'max_tokens' })];
    expect(answerOf(cohereCommandText, { prompt: 'Count', num_generations: 2 }, turns, model)).toEqual({
      id: requestId,
      generations: [
        { id: firstId, text: ' One.', finish_reason: 'COMPLETE' },
        { id: '00000000-0000-4000-8000-000000000002', text: ' Two', finish_reason: 'MAX_TOKENS' },
      ],
      prompt: 'Count',
    });
  });

  it('the likelihood of each token that was generated', () => {
    const body = { prompt: 'Name a city', return_likelihoods: 'GENERATION' };
    const [generation] = tellGenerations(body);
    expect(generation!.token_likelihoods.map(({ token }) => token).join('')).toBe(' Paris it is.');
    for (const { likelihood } of generation!.token_likelihoods) expect(likelihood).toBeLessThanOrEqual(0);
    const mean =
      generation!.token_likelihoods.reduce((sum, { likelihood }) => sum + likelihood, 0) /
      generation!.token_likelihoods.length;
    expect(generation!.likelihood).toBeCloseTo(mean, 6);
  });

  it('the likelihood of the prompt too, if all are asked for', () => {
    const [generation] = tellGenerations({ prompt: 'Name a city', return_likelihoods: 'ALL' });
    expect(generation!.token_likelihoods.map(({ token }) => token).join('')).toBe('Name a city Paris it is.');
  });

  function tellGenerations(body: JsonObject) {
    const reply = answerOf(cohereCommandText, body, [turnOf('Paris it is.')], model);
    return reply.generations as unknown as {
      likelihood: number;
      token_likelihoods: { token: string; likelihood: number }[];
    }[];
  }
});

describe('cohere-command-text streams', () => {
  it('the whole reply as one chunk where the body does not ask for a stream', () => {
    const body = { prompt: 'Hi' };
    expect(chunksOf(cohereCommandText, body, [turnOf('Hello there, friend.')], model)).toEqual([
      answerOf(cohereCommandText, body, [turnOf('Hello there, friend.')], model),
    ]);
  });

  it('all generations in that one chunk', () => {
    const body = { prompt: 'Hi', num_generations: 2 };
    const turns = [turnOf('One.'), turnOf('Two.', { stopReason: 'max_tokens' })];
    expect(chunksOf(cohereCommandText, body, turns, model)).toEqual([answerOf(cohereCommandText, body, turns, model)]);
  });

  it('pieces, and an end, where it does', () => {
    const chunks = chunksOf(cohereCommandText, { prompt: 'Hi', stream: true }, [turnOf('In the beginning was')], model);
    expect(chunks).toEqual([
      { is_finished: false, text: ' In' },
      { is_finished: false, text: ' the beginning was' },
      { finish_reason: 'COMPLETE', is_finished: true },
    ]);
  });

  it('the index of each generation where there are several, and one end', () => {
    const body = { prompt: 'Hi', stream: true, num_generations: 2 };
    expect(chunksOf(cohereCommandText, body, [turnOf('One.'), turnOf('Two.')], model)).toEqual([
      { index: 0, is_finished: false, text: ' One.' },
      { index: 1, is_finished: false, text: ' Two.' },
      { finish_reason: 'COMPLETE', is_finished: true },
    ]);
  });

  it('what folds into the unary answer, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const body = { prompt: 'Hi', stream: true };
        const chunks = chunksOf(cohereCommandText, body, [turnOf(text)], model);
        const reply = answerOf(cohereCommandText, body, [turnOf(text)], model) as { generations: { text: string }[] };
        expect(chunks.map((chunk) => chunk.text ?? '').join('')).toBe(reply.generations[0]!.text);
      }),
      { numRuns: 100 },
    );
  });
});
