/** Titan Text Embeddings V2: one text in, one vector out, of a chosen length, as floats, bits or both. */
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import type { DialectModel, EmbeddingDialect, JsonObject } from './dialect.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';
import { checkTitanTokens, titanEmbedText } from './shared/titan-embed.js';

interface Body {
  inputText: string;
  dimensions?: number;
  normalize?: boolean;
  embeddingTypes?: ('float' | 'binary')[];
}

/** Source: Amazon Bedrock user guide, "Amazon Titan Embeddings G1 - Text". */
const schema: RequestSchema = {
  type: 'object',
  required: ['inputText'],
  properties: {
    inputText: titanEmbedText,
    dimensions: { type: 'integer', enum: [256, 512, 1024] },
    normalize: { type: 'boolean' },
    embeddingTypes: { type: 'array', minItems: 1, items: { type: 'string', enum: ['float', 'binary'] } },
  },
};

export const amazonTitanEmbedTextV2: EmbeddingDialect = {
  format: 'amazon-titan-embed-text-v2',
  kind: 'embedding',
  schema: () => schema,
  read,
  write,
};

function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body, 'bare');
  const { inputText, dimensions = 1024, normalize = true } = body as unknown as Body;
  checkTitanTokens(inputText);
  return { kind: 'embedding', modelId: model.id, inputs: [{ text: inputText }], dimensions, normalize };
}

/** `embedding` repeats the floats, where floats are asked for. A bit is whether the number is above zero. */
function write({ vectors, inputTokens }: EmbeddingOutput, _: Embedding, { body }: { body: JsonObject }): JsonObject {
  const { embeddingTypes = ['float'] } = body as unknown as Body;
  const [vector = []] = vectors;
  const embeddingsByType: JsonObject = {};
  if (embeddingTypes.includes('float')) embeddingsByType.float = vector;
  if (embeddingTypes.includes('binary')) embeddingsByType.binary = vector.map((value) => Number(value > 0));
  return {
    ...(embeddingsByType.float && { embedding: vector }),
    embeddingsByType,
    inputTextTokenCount: inputTokens,
  };
}
