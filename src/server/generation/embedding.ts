/** The generator of embeddings: vectors in which texts with words in common lie near each other. */
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import { countTokens } from '../inference/tokens.js';
import type { GenerationContext } from './generator.js';
import { measureLatency } from './latency.js';
import { pictureColours } from './picture-colours.js';
import { hashBytes, hashText } from './random.js';
import { isCommon, stemOf, wordsOf } from './words.js';

/** What a text or picture is made of, and how much each part weighs. */
type Features = Map<string, number>;

/**
 * The same input gives the same vector, whatever the seed: case, punctuation and accents do not count, the order of words
 * does not either. Texts without a word in common are nearly orthogonal. A picture lies near the names of its colours.
 */
export function generateEmbedding(embedding: Embedding, context: GenerationContext): EmbeddingOutput {
  const { inputs, dimensions, normalize } = embedding;
  const vectors = inputs.map(({ text, image }) => {
    const parts = [
      ...(text !== undefined || !image ? [textFeatures(text ?? '')] : []),
      ...(image ? [imageFeatures(image)] : []),
    ].map((features) => project(features, dimensions));
    const vector = parts.length === 1 ? parts[0]! : mean(parts.map(toUnit));
    return Array.from(normalize ? toUnit(vector) : vector);
  });
  const inputTokens = inputs.reduce((sum, { text }) => sum + countTokens(text ?? ''), 0);
  return { kind: 'embedding', vectors, inputTokens, latencyMs: measureLatency(context) };
}

/** The cosine of two texts' vectors, were they of any number of dimensions: 0 where they share nothing, 1 where they are alike. */
export function textSimilarity(one: string, other: string): number {
  const [first, second] = [textFeatures(one), textFeatures(other)];
  const dot = [...first].reduce((sum, [feature, weight]) => sum + Math.sqrt(weight * (second.get(feature) ?? 0)), 0);
  return dot / Math.sqrt(total(first) * total(second));
}

function total(features: Features): number {
  return [...features.values()].reduce((sum, weight) => sum + weight, 0);
}

function textFeatures(text: string): Features {
  const features: Features = new Map();
  for (const word of wordsOf(text)) {
    if (isCommon(word)) {
      add(features, word, 0.15);
      continue;
    }
    add(features, word, 1);
    add(features, `${stemOf(word)}~`, 0.8);
    const padded = `<${word}>`;
    for (let start = 0; start + 3 <= padded.length; start++) add(features, padded.slice(start, start + 3), 0.25);
  }
  if (features.size === 0) add(features, text.trim(), 1);
  return features;
}

function imageFeatures(image: Uint8Array): Features {
  const features: Features = new Map([[`image ${hashBytes(image)}`, 1]]);
  for (const [colour, share] of pictureColours(image)) add(features, colour, 2 * share);
  return features;
}

function add(features: Features, feature: string, weight: number): void {
  features.set(feature, (features.get(feature) ?? 0) + weight);
}

/** Each feature is a direction of its own: random numbers that its hash begins. A feature that stands twice weighs less than twice. */
function project(features: Features, dimensions: number): Float64Array {
  const vector = new Float64Array(dimensions);
  for (const [feature, weight] of features) {
    const scale = Math.sqrt(weight) / 128 / Math.sqrt(dimensions);
    let state = hashText(feature) || 1;
    for (let index = 0; index < dimensions; ) {
      // xorshift32: each draw gives four numbers of a byte each.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      for (let shift = 0; shift < 32 && index < dimensions; shift += 8) {
        vector[index++]! += (((state >>> shift) & 255) - 127.5) * scale;
      }
    }
  }
  return vector;
}

function mean(vectors: Float64Array[]): Float64Array {
  return vectors[0]!.map((_, index) => vectors.reduce((sum, vector) => sum + vector[index]!, 0) / vectors.length);
}

function toUnit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  return vector.map((value) => value / length);
}
