/** What Cohere's embedding models have in common: the kinds of number, and the pictures as they are told back. */
import { pictureSize } from '../../inference/picture-size.js';
import type { JsonObject } from '../dialect.js';
import type { ArraySchema } from './request-schema.js';

export const vectorTypes = ['float', 'int8', 'uint8', 'binary', 'ubinary'] as const;
export type VectorType = (typeof vectorTypes)[number];

export const embeddingTypesSchema: ArraySchema = { type: 'array', items: { type: 'string', enum: vectorTypes } };

/**
 * int8 spreads each vector over -127 to 127 and uint8 is 128 above it. ubinary packs the signs of eight numbers into a
 * byte, the first into its highest bit, and binary is 128 below it. Source: Cohere's page on embedding types.
 */
const writers: Record<VectorType, (vector: number[]) => number[]> = {
  float: (vector) => vector,
  int8: (vector) => spread(vector),
  uint8: (vector) => spread(vector).map((value) => value + 128),
  binary: (vector) => packSigns(vector).map((byte) => byte - 128),
  ubinary: (vector) => packSigns(vector),
};

export function writeByType(vectors: number[][], types: readonly VectorType[]): JsonObject {
  return Object.fromEntries([...new Set(types)].map((type) => [type, vectors.map(writers[type])]));
}

function spread(vector: number[]): number[] {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return vector.map((value) => Math.round((value / largest) * 127));
}

function packSigns(vector: number[]): number[] {
  return Array.from({ length: Math.ceil(vector.length / 8) }, (_, byte) =>
    vector.slice(byte * 8, byte * 8 + 8).reduce((bits, value, bit) => bits | (value > 0 ? 0x80 >> bit : 0), 0),
  );
}

/** How a picture is told back. Source: Amazon Bedrock user guide, "Cohere Embed v3". */
export function describePicture(dataUri: string, bytes: Uint8Array): JsonObject {
  const { width, height } = pictureSize(bytes) ?? { width: 0, height: 0 };
  const format = /^data:image\/(\w+)/.exec(dataUri)?.[1] ?? 'png';
  return { width, height, format, bit_depth: 24 };
}
