import { expect, it } from 'vitest';
import { amazonRerank } from '../../../src/server/dialects/amazon-rerank.js';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { contextOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'amazon.rerank-v1:0' };
const body = { query: 'Which is red?', documents: ['a poppy', 'a fir'], top_n: 1 };

it('amazon-rerank reads a query and documents, and writes places and scores', () => {
  const ranking = amazonRerank.read(body, model, false);
  expect(ranking).toEqual({
    kind: 'ranking',
    modelId: model.id,
    query: 'Which is red?',
    documents: ['a poppy', 'a fir'],
    topN: 1,
  });
  const output = {
    kind: 'ranking',
    results: [{ index: 1, relevanceScore: 0.9 }],
    inputTokens: 9,
    latencyMs: 5,
  } as const;
  expect(amazonRerank.write({ ...output, results: [...output.results] }, ranking, contextOf(body, model))).toEqual({
    results: [{ index: 1, relevance_score: 0.9 }],
  });
});

it.each<[string, Json, string]>([
  ['Cohere’s version', { ...body, api_version: 2 }, '#: extraneous key [api_version] is not permitted'],
  ['documents with fields', { ...body, documents: [{}] }, '#/documents/0: expected type: String, found: JSONObject'],
  ['no query', { documents: ['a'] }, '#: required key [query] not found'],
])('amazon-rerank refuses %s', (_, given, words) => {
  expect(refusalOf(amazonRerank, given, model)).toBe(words);
});
