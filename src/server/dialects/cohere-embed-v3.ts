/** Cohere Embed v3: texts, or one picture, in; a vector of 1024 numbers for each out. */
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import type { DialectModel, EmbeddingDialect, JsonObject, WriteContext } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { describePicture, embeddingTypesSchema, type VectorType, writeByType } from './shared/cohere-embed.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  texts?: string[];
  images?: string[];
  embedding_types?: VectorType[];
}

const dimensions = 1024;

/** What goes with each `input_type`; without one, each says what it misses (messages in public issues). */
const inputs: RequestSchema = {
  anyOf: [
    branch('image', 'images'),
    ...['search_document', 'search_query', 'classification', 'clustering'].map((type) => branch(type, 'texts')),
  ],
};

/** Source: Amazon Bedrock user guide, "Cohere Embed v3". */
const schema: RequestSchema = {
  allOf: [
    inputs,
    {
      type: 'object',
      required: ['input_type'],
      properties: {
        texts: { type: 'array', maxItems: 96, items: { type: 'string', maxLength: 2048 } },
        images: { type: 'array', maxItems: 1, items: { type: 'string' } },
        input_type: { type: 'string' },
        truncate: { type: 'string', enum: ['NONE', 'START', 'END'] },
        embedding_types: embeddingTypesSchema,
      },
    },
  ],
};

export const cohereEmbedV3: EmbeddingDialect = {
  format: 'cohere-embed-v3',
  kind: 'embedding',
  schema: () => schema,
  read,
  write,
};

function branch(inputType: string, key: 'texts' | 'images'): RequestSchema {
  return {
    type: 'object',
    open: true,
    required: [key],
    properties: { input_type: { type: 'string', enum: [inputType] } },
  };
}

function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body);
  const { texts = [], images = [] } = body as unknown as Body;
  return {
    kind: 'embedding',
    modelId: model.id,
    inputs: [...texts.map((text) => ({ text })), ...images.map((image) => ({ image: readBase64(image) }))],
    dimensions,
    normalize: true,
  };
}

/** The English model tells its texts back in lower case (recorded exchanges). */
function write({ vectors }: EmbeddingOutput, _: Embedding, { body, model, requestId }: WriteContext): JsonObject {
  const { texts, images, embedding_types: types } = body as unknown as Body;
  const told = model.id.includes('english') ? texts?.map((text) => text.toLowerCase()) : texts;
  return {
    embeddings: types ? writeByType(vectors, types) : vectors,
    id: requestId,
    response_type: types ? 'embeddings_by_type' : 'embeddings_floats',
    ...(told && { texts: told }),
    ...(images && { images: images.map((image) => describePicture(image, readBase64(image))) }),
  };
}
