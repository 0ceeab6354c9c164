/** How both rerankers tell their results. */
import type { RankingOutput } from '../../inference/ranking.js';
import type { JsonObject } from '../dialect.js';

/** `documents`: where the caller wants them back beside their scores. */
export function writeRanking({ results }: RankingOutput, documents?: string[]): JsonObject {
  return {
    results: results.map(({ index, relevanceScore }) => ({
      index,
      relevance_score: relevanceScore,
      ...(documents && { document: { text: documents[index] ?? '' } }),
    })),
  };
}
