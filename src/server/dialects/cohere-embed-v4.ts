/** Cohere Embed v4: texts, pictures, or both interleaved, in; vectors of a chosen length out. */
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import type { DialectModel, EmbeddingDialect, JsonObject, WriteContext } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { describePicture, embeddingTypesSchema, type VectorType, writeByType } from './shared/cohere-embed.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

type Part = { type: 'text'; text: string } | { type: 'image_url'; image_url: string | { url: string } };

interface Body {
  texts?: string[];
  images?: string[];
  inputs?: { content: Part[] }[];
  output_dimension?: number;
  embedding_types?: VectorType[];
}

const imageUrl: RequestSchema = {
  anyOf: [
    { type: 'string' },
    { type: 'object', required: ['url'], properties: { url: { type: 'string' }, detail: { type: 'string' } } },
  ],
};
const part: RequestSchema = {
  byKey: {
    image_url: {
      type: 'object',
      required: ['type', 'image_url'],
      properties: { type: { type: 'string', enum: ['image_url'] }, image_url: imageUrl },
    },
    text: {
      type: 'object',
      required: ['type', 'text'],
      properties: { type: { type: 'string', enum: ['text'] }, text: { type: 'string' } },
    },
  },
};
const input: RequestSchema = {
  type: 'object',
  required: ['content'],
  properties: { content: { type: 'array', minItems: 1, items: part } },
};

/** Source: Amazon Bedrock user guide, "Cohere Embed v4"; START and END are v3's words and accepted too (recorded exchanges). */
const schema: RequestSchema = {
  allOf: [
    { anyOf: ['texts', 'images', 'inputs'].map((key) => ({ type: 'object', open: true, required: [key] }) as const) },
    {
      type: 'object',
      required: ['input_type'],
      properties: {
        input_type: { type: 'string', enum: ['search_document', 'search_query', 'classification', 'clustering'] },
        texts: { type: 'array', maxItems: 96, items: { type: 'string' } },
        images: { type: 'array', maxItems: 96, items: { type: 'string' } },
        inputs: { type: 'array', maxItems: 96, items: input },
        embedding_types: embeddingTypesSchema,
        output_dimension: { type: 'integer', enum: [256, 512, 1024, 1536] },
        max_tokens: { type: 'integer', minimum: 1, maximum: 128_000 },
        truncate: { type: 'string', enum: ['NONE', 'LEFT', 'RIGHT', 'START', 'END'] },
      },
    },
  ],
};

export const cohereEmbedV4: EmbeddingDialect = {
  format: 'cohere-embed-v4',
  kind: 'embedding',
  schema: () => schema,
  read,
  write,
};

function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body);
  const { texts = [], images = [], inputs = [], output_dimension: dimensions = 1536 } = body as unknown as Body;
  return {
    kind: 'embedding',
    modelId: model.id,
    inputs: [
      ...texts.map((text) => ({ text })),
      ...images.map((image) => ({ image: readBase64(image) })),
      ...inputs.map(({ content }) => fuse(content)),
    ],
    dimensions,
    normalize: true,
  };
}

/** One item of interleaved parts: all of its text, and its first picture. */
function fuse(content: Part[]): Embedding['inputs'][number] {
  const texts = content.flatMap((item) => (item.type === 'text' ? [item.text] : []));
  const [image] = content.flatMap((item) => (item.type === 'image_url' ? [urlOf(item.image_url)] : []));
  return {
    ...(texts.length > 0 && { text: texts.join('\n') }),
    ...(image !== undefined && { image: readBase64(image) }),
  };
}

function urlOf(imageUrl: string | { url: string }): string {
  return typeof imageUrl === 'string' ? imageUrl : imageUrl.url;
}

/** By type even where no type is asked for: then it is float (recorded exchanges; the user guide says a bare array). */
function write({ vectors }: EmbeddingOutput, _: Embedding, { body, requestId }: WriteContext): JsonObject {
  const { texts, images, embedding_types: types = ['float'] } = body as unknown as Body;
  return {
    id: requestId,
    ...(texts && { texts }),
    ...(images && { images: images.map((image) => describePicture(image, readBase64(image))) }),
    embeddings: writeByType(vectors, types),
    response_type: 'embeddings_by_type',
  };
}
