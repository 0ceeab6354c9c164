/** The generator of rankings: documents that have words in common with the query come first. */
import type { Ranking, RankingOutput } from '../inference/ranking.js';
import { countTokens } from '../inference/tokens.js';
import { generateEmbedding } from './embedding.js';
import type { GenerationContext } from './generator.js';
import { measureLatency } from './latency.js';

/** Enough for texts without a word in common to be nearly orthogonal. */
const dimensions = 512;
/** The cosine that scores one half, and how steeply the score rises there: no word in common scores about 0.02. */
const middle = 0.32;
const steepness = 12;

/** By the cosine of the embeddings, whatever the seed. Documents that score the same keep their order. */
export function generateRanking(ranking: Ranking, context: GenerationContext): RankingOutput {
  const { modelId, query, documents, topN = documents.length } = ranking;
  const inputs = [query, ...documents].map((text) => ({ text }));
  const { vectors, inputTokens } = generateEmbedding(
    { kind: 'embedding', modelId, inputs, dimensions, normalize: true },
    context,
  );
  const [wanted, ...given] = vectors as [number[], ...number[][]];
  const results = given
    .map((vector, index) => ({ index, relevanceScore: toScore(cosine(wanted, vector)) }))
    .sort((left, right) => right.relevanceScore - left.relevanceScore)
    .slice(0, topN);
  // A reranker reads the query beside each document.
  const repeated = countTokens(query) * (documents.length - 1);
  return { kind: 'ranking', results, inputTokens: inputTokens + repeated, latencyMs: measureLatency(context) };
}

/** The vectors have length 1. */
function cosine(left: number[], right: number[]): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0);
}

/** Eight digits, as a 32-bit number is written. */
function toScore(similarity: number): number {
  return Number((1 / (1 + Math.exp(-steepness * (similarity - middle)))).toPrecision(8));
}
