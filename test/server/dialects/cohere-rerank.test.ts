import { describe, expect, it } from 'vitest';
import { cohereRerank } from '../../../src/server/dialects/cohere-rerank.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import type { RankingOutput } from '../../../src/server/inference/ranking.js';
import { contextOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'cohere.rerank-v3-5:0' };
const body = { query: 'Which is red?', documents: ['a poppy', 'a fir'], api_version: 2 };
const output: RankingOutput = {
  kind: 'ranking',
  results: [
    { index: 1, relevanceScore: 0.9 },
    { index: 0, relevanceScore: 0.1 },
  ],
  inputTokens: 9,
  latencyMs: 5,
};
const write = (given: JsonObject) =>
  cohereRerank.write(output, cohereRerank.read(given, model, false), contextOf(given, model));

describe('cohere-rerank reads', () => {
  it('a query and documents', () => {
    expect(cohereRerank.read({ ...body, top_n: 1 }, model, false)).toEqual({
      kind: 'ranking',
      modelId: model.id,
      query: 'Which is red?',
      documents: ['a poppy', 'a fir'],
      topN: 1,
    });
    expect(cohereRerank.read(body, model, false)).not.toHaveProperty('topN');
  });

  it('documents with fields, and of long ones the beginning', () => {
    const documents: Json[] = [{ text: 'a poppy', id: 7 }, { name: 'fir', height: 40 }, 'one two three four'];
    const read = cohereRerank.read({ ...body, documents, max_tokens_per_doc: 2 }, model, false);
    expect(read.documents[2]).toBe('one two');
    expect(cohereRerank.read({ ...body, documents }, model, false).documents).toEqual([
      'a poppy',
      'name: fir\nheight: 40',
      'one two three four',
    ]);
  });

  it.each<[string, Json, string]>([
    ['no version', { query: 'a', documents: ['b'] }, '#: required key [api_version] not found'],
    ['a version in words', { ...body, api_version: '2' }, '#/api_version: expected type: Integer, found: String'],
    ['the first version', { ...body, api_version: 1 }, '#/api_version: 1 is not greater or equal to 2'],
    ['no documents', { ...body, documents: [] }, '#/documents: expected minimum item count: 1, found: 0'],
    [
      'too many documents',
      { ...body, documents: Array(1001).fill('a') },
      '#/documents: expected maximum item count: 1000, found: 1001',
    ],
    ['an unknown key', { ...body, model: 'rerank' }, '#: extraneous key [model] is not permitted'],
  ])('and refuses %s', (_, given, words) => {
    expect(refusalOf(cohereRerank, given, model)).toBe(words);
  });
});

describe('cohere-rerank writes', () => {
  it('places and scores', () => {
    expect(write(body)).toEqual({
      results: [
        { index: 1, relevance_score: 0.9 },
        { index: 0, relevance_score: 0.1 },
      ],
    });
  });

  it('the documents too, where they are wanted back', () => {
    expect(write({ ...body, return_documents: true })).toEqual({
      results: [
        { index: 1, relevance_score: 0.9, document: { text: 'a fir' } },
        { index: 0, relevance_score: 0.1, document: { text: 'a poppy' } },
      ],
    });
  });
});
