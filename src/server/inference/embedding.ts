/** The neutral form of an embedding: texts and pictures in, vectors out. */

export interface Embedding {
  kind: 'embedding';
  modelId: string;
  /** One vector is made for each. A picture is its bytes; an item with both is their mean. */
  inputs: { text?: string; image?: Uint8Array }[];
  dimensions: number;
  /** Whether the vectors have length 1. */
  normalize: boolean;
}

export interface EmbeddingOutput {
  kind: 'embedding';
  vectors: number[][];
  inputTokens: number;
  latencyMs: number;
}
