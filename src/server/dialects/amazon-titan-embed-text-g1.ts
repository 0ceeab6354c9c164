/** Titan Embeddings G1 - Text and its forerunners: one text in, one vector out. */
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import type { DialectModel, EmbeddingDialect, JsonObject } from './dialect.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';
import { checkTitanTokens, titanEmbedText } from './shared/titan-embed.js';

/** Source: Amazon Bedrock user guide, "Amazon Titan Embeddings G1 - Text". */
const schema: RequestSchema = {
  type: 'object',
  required: ['inputText'],
  properties: { inputText: titanEmbedText },
};

const dimensions = 1536;
const dimensionsOf: Record<string, number> = { 'amazon.titan-e1t-medium': 4096 };

export const amazonTitanEmbedTextG1: EmbeddingDialect = {
  format: 'amazon-titan-embed-text-g1',
  kind: 'embedding',
  schema: () => schema,
  read,
  write,
};

/** Its vectors are not of length 1 (recorded exchanges). */
function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body, 'bare');
  const text = body.inputText as string;
  checkTitanTokens(text);
  return {
    kind: 'embedding',
    modelId: model.id,
    inputs: [{ text }],
    dimensions: dimensionsOf[model.id] ?? dimensions,
    normalize: false,
  };
}

function write({ vectors, inputTokens }: EmbeddingOutput): JsonObject {
  return { embedding: vectors[0] ?? [], inputTextTokenCount: inputTokens };
}
