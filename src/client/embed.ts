/** Vectors of texts, and how near the texts are to one another. */
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { invokeJson } from './invoke.js';
import { embeddingFormats } from './native/embedding-formats.js';
import { findFormat } from './native/model-id.js';
import { writeTable } from './table.js';
import { userError } from './user-error.js';

export interface EmbedOptions {
  client: Pick<BedrockRuntimeClient, 'send'>;
  modelId: string;
  /** Length of each vector. Default: the model's own. */
  dimensions?: number;
  signal?: AbortSignal;
}

export interface EmbeddedTexts {
  vectors: number[][];
  /** Where the model tells them. */
  inputTokens?: number;
}

/** One vector for each text, in their order. */
export async function embed(
  texts: string[],
  { client, modelId, dimensions, signal }: EmbedOptions,
): Promise<EmbeddedTexts> {
  const format = findFormat(embeddingFormats, modelId);
  if (!format)
    throw userError(
      `${modelId} is no embedding model that is known here; see "bedrock-local models --output-modality EMBEDDING"`,
    );
  const vectors: number[][] = [];
  let inputTokens: number | undefined;
  for (let start = 0; start < texts.length; start += format.most) {
    const body = format.body(texts.slice(start, start + format.most), dimensions);
    const answer = format.read((await invokeJson({ client, modelId, body, signal })) as never);
    vectors.push(...answer.vectors);
    if (answer.inputTokens !== undefined) inputTokens = (inputTokens ?? 0) + answer.inputTokens;
  }
  return { vectors, inputTokens };
}

/** The cosine of the angle between two vectors: 1 for the same direction, 0 for nothing in common. */
export function similarity(left: number[], right: number[]): number {
  const dot = (one: number[], other: number[]) =>
    one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  const lengths = Math.sqrt(dot(left, left) * dot(right, right));
  return lengths === 0 ? 0 : dot(left, right) / lengths;
}

/** Characters of a text that the table shows. */
const mostShown = 40;

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > mostShown ? `${line.slice(0, mostShown - 1)}…` : line;
}

/** A row and a column for each text: every pair's similarity. */
export function writeSimilarityTable(texts: string[], vectors: number[][]): string {
  const numbers = texts.map((_, index) => String(index + 1));
  const rows = texts.map((text, index) => [
    numbers[index]!,
    shorten(text),
    ...vectors.map((vector) => similarity(vectors[index]!, vector).toFixed(3)),
  ]);
  return writeTable([['', '', ...numbers], ...rows]);
}
