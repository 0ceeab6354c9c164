/** Titan Multimodal Embeddings G1: a text, a picture or both in, one vector out. */
import { validationException } from '../exception.js';
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import { pictureSize } from '../inference/picture-size.js';
import type { DialectModel, EmbeddingDialect, JsonObject } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  inputText?: string;
  inputImage?: string;
  embeddingConfig?: { outputEmbeddingLength?: number };
}

/** 2048 x 2048. */
const maxPixels = 4_194_304;

const single: RequestSchema = {
  allOf: [
    {
      anyOf: [
        { type: 'object', open: true, required: ['inputText'] },
        { type: 'object', open: true, required: ['inputImage'] },
      ],
    },
    {
      type: 'object',
      properties: {
        inputText: { type: 'string' },
        inputImage: { type: 'string' },
        embeddingConfig: {
          type: 'object',
          properties: { outputEmbeddingLength: { type: 'integer', enum: [256, 384, 1024] } },
        },
      },
    },
  ],
};

/**
 * Source: Amazon Bedrock user guide, "Amazon Titan Multimodal Embeddings G1". AWS's schema has a second branch, of several
 * `requests`, that no page describes; it shows in what is said of a bad body (messages in public issues).
 */
const schema: RequestSchema = {
  anyOf: [single, { type: 'object', required: ['requests'], properties: { requests: false } }],
};

export const amazonTitanEmbedMultimodal: EmbeddingDialect = {
  format: 'amazon-titan-embed-multimodal',
  kind: 'embedding',
  schema: () => schema,
  read,
  write,
};

function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body, 'listed');
  const { inputText, inputImage, embeddingConfig } = body as unknown as Body;
  const image = inputImage === undefined ? undefined : readBase64(inputImage);
  if (image) checkPixels(image);
  return {
    kind: 'embedding',
    modelId: model.id,
    inputs: [{ ...(inputText !== undefined && { text: inputText }), ...(image && { image }) }],
    dimensions: embeddingConfig?.outputEmbeddingLength ?? 1024,
    normalize: true,
  };
}

/** Throws what the back end says, its last blank too (messages in public issues). */
function checkPixels(image: Uint8Array): void {
  const { width, height } = pictureSize(image) ?? { width: 0, height: 0 };
  if (width * height > maxPixels) throw validationException('400 Bad Request: Image exceeds max pixels allowed. ');
}

function write({ vectors, inputTokens }: EmbeddingOutput): JsonObject {
  return { embedding: vectors[0] ?? [], inputTextTokenCount: inputTokens, message: null };
}
