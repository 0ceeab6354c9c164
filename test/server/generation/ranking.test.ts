import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateRanking } from '../../../src/server/generation/ranking.js';
import { context } from './requests.js';

const rank = (query: string, documents: string[], topN?: number) =>
  generateRanking({ kind: 'ranking', modelId: 'm', query, documents, topN }, context());

const documents = [
  'Bananas are yellow and sweet.',
  'The ferry to the island leaves at noon.',
  'A ferry carries cars and passengers over water.',
];

describe('generateRanking', () => {
  it('puts the document that speaks of the query first, with a score near 1, and others near 0', () => {
    const { results } = rank('When does the ferry to the island leave?', documents);
    expect(results.map(({ index }) => index)).toEqual([1, 2, 0]);
    expect(results[0]!.relevanceScore).toBeGreaterThan(0.8);
    expect(results[2]!.relevanceScore).toBeLessThan(0.1);
  });

  it('scores the query itself nearly 1', () => {
    expect(rank(documents[0]!, documents).results[0]).toMatchObject({ index: 0, relevanceScore: expect.closeTo(1, 2) });
  });

  it('gives as many as were asked for', () => {
    expect(rank('ferry', documents, 2).results.map(({ index }) => index)).toEqual(
      rank('ferry', documents)
        .results.slice(0, 2)
        .map(({ index }) => index),
    );
    expect(rank('ferry', documents, 9).results).toHaveLength(3);
  });

  it('sorts, stays between 0 and 1, and names each document once', () => {
    const texts = fc.array(fc.oneof(fc.lorem({ maxCount: 5 }), fc.string()), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.lorem(), texts, (query, given) => {
        const { results } = rank(query, given);
        const scores = results.map(({ relevanceScore }) => relevanceScore);
        expect(scores).toEqual(scores.toSorted((left, right) => right - left));
        expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
        expect(results.map(({ index }) => index).toSorted((left, right) => left - right)).toEqual(
          given.map((_, at) => at),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('reads the query beside each document', () => {
    const one = rank('ferry', ['island']).inputTokens;
    expect(rank('ferry', ['island', 'island']).inputTokens).toBe(2 * one);
  });
});
