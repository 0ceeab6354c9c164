/** Nova Multimodal Embeddings, synchronous: a text, picture, sound or video in, one vector out (two of a video in two parts). */
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import type { DialectModel, EmbeddingDialect, JsonObject } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { checkModelInput } from './shared/model-input.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

type Source = { bytes: string } | { s3Location: { uri: string } };
type TruncationMode = 'START' | 'END' | 'NONE';

interface Parameters {
  embeddingDimension?: number;
  text?: { truncationMode: TruncationMode; value?: string; source?: Source };
  image?: { source: Source };
  audio?: { source: Source };
  video?: { source: Source; embeddingMode: 'AUDIO_VIDEO_COMBINED' | 'AUDIO_VIDEO_SEPARATE' };
}

/** Characters of an inline text. */
const maxLength = 8192;

const source: RequestSchema = {
  byKey: {
    s3Location: {
      type: 'object',
      required: ['s3Location'],
      properties: {
        s3Location: {
          type: 'object',
          required: ['uri'],
          properties: { uri: { type: 'string' }, bucketOwner: { type: 'string' } },
        },
      },
    },
    bytes: { type: 'object', required: ['bytes'], properties: { bytes: { type: 'string' } } },
  },
};

const media = (
  formats: string[],
  more: Record<string, RequestSchema> = {},
  required: string[] = [],
): RequestSchema => ({
  type: 'object',
  required: ['format', 'source', ...required],
  properties: { format: { type: 'string', enum: formats }, source, ...more },
});

/** The kinds of input, of which one must stand in `singleEmbeddingParams`. */
const inputs: Record<'text' | 'image' | 'audio' | 'video', RequestSchema> = {
  image: media(['png', 'jpeg', 'gif', 'webp'], {
    detailLevel: { type: 'string', enum: ['STANDARD_IMAGE', 'DOCUMENT_IMAGE'] },
  }),
  audio: media(['mp3', 'wav', 'ogg']),
  video: media(
    ['mp4', 'mov', 'mkv', 'webm', 'flv', 'mpeg', 'mpg', 'wmv', '3gp'],
    { embeddingMode: { type: 'string', enum: ['AUDIO_VIDEO_COMBINED', 'AUDIO_VIDEO_SEPARATE'] } },
    ['embeddingMode'],
  ),
  text: {
    type: 'object',
    required: ['truncationMode'],
    properties: {
      truncationMode: { type: 'string', enum: ['START', 'END', 'NONE'] },
      value: { type: 'string' },
      source,
    },
  },
};

const purposes = [
  ...['GENERIC_INDEX', 'GENERIC_RETRIEVAL', 'TEXT_RETRIEVAL', 'IMAGE_RETRIEVAL', 'VIDEO_RETRIEVAL'],
  ...['DOCUMENT_RETRIEVAL', 'AUDIO_RETRIEVAL', 'CLASSIFICATION', 'CLUSTERING'],
];

const embeddingPurpose: RequestSchema = { type: 'string', enum: purposes };
const embeddingDimension: RequestSchema = { type: 'integer', enum: [256, 384, 1024, 3072] };

const parameters = (kind: keyof typeof inputs): RequestSchema => ({
  type: 'object',
  required: ['embeddingPurpose', kind],
  properties: { embeddingPurpose, embeddingDimension, [kind]: inputs[kind] },
});

/** Source: Amazon Nova user guide, "Embeddings request and response schema". SEGMENTED_EMBEDDING is for StartAsyncInvoke. */
const schema: RequestSchema = {
  type: 'object',
  required: ['taskType', 'singleEmbeddingParams'],
  properties: {
    schemaVersion: { type: 'string', enum: ['nova-multimodal-embed-v1'] },
    taskType: { type: 'string', enum: ['SINGLE_EMBEDDING'] },
    singleEmbeddingParams: {
      byKey: {
        image: parameters('image'),
        audio: parameters('audio'),
        video: parameters('video'),
        text: parameters('text'),
      },
    },
  },
};

/** What holds as well where the text must not be cut. */
const uncut: RequestSchema = nest('singleEmbeddingParams', nest('text', nest('value', { type: 'string', maxLength })));

/** What StartAsyncInvoke takes beside: longer texts, sounds and videos, in segments. */
const segmented: RequestSchema = {
  type: 'object',
  required: ['taskType', 'segmentedEmbeddingParams'],
  properties: {
    schemaVersion: { type: 'string', enum: ['nova-multimodal-embed-v1'] },
    taskType: { type: 'string' },
    segmentedEmbeddingParams: {
      type: 'object',
      open: true,
      required: ['embeddingPurpose'],
      properties: { embeddingPurpose, embeddingDimension },
    },
  },
};
const asyncSchema: RequestSchema = {
  byTag: { key: 'taskType', branches: { SINGLE_EMBEDDING: schema, SEGMENTED_EMBEDDING: segmented } },
};

export const amazonNovaEmbeddings: EmbeddingDialect = {
  format: 'amazon-nova-embeddings',
  kind: 'embedding',
  schema: () => schema,
  read,
  checkAsync: (modelInput: JsonObject) => checkModelInput(asyncSchema, modelInput),
  write,
};

function nest(key: string, within: RequestSchema): RequestSchema {
  return { type: 'object', open: true, properties: { [key]: within } };
}

function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body, 'first');
  const parameters = body.singleEmbeddingParams as unknown as Parameters;
  if (parameters.text?.truncationMode === 'NONE') checkRequest(uncut, body, 'first');
  const dimensions = parameters.embeddingDimension ?? 3072;
  return { kind: 'embedding', modelId: model.id, inputs: readInputs(parameters), dimensions, normalize: true };
}

/** Nothing is fetched: what lies in S3 is known by its URI. Bytes of sound and video stand where a picture's would. */
function readInputs({ text, image, audio, video }: Parameters): Embedding['inputs'] {
  if (text)
    return [text.value === undefined ? readSource(text.source) : { text: cut(text.value, text.truncationMode) }];
  const input = readSource((image ?? audio ?? video)?.source);
  return video?.embeddingMode === 'AUDIO_VIDEO_SEPARATE' ? [input, input] : [input];
}

function readSource(source: Source | undefined): Embedding['inputs'][number] {
  if (!source) return { text: '' };
  return 'bytes' in source ? { image: readBase64(source.bytes) } : { text: source.s3Location.uri };
}

function cut(text: string, mode: TruncationMode): string {
  return mode === 'START' ? text.slice(-maxLength) : text.slice(0, maxLength);
}

function write({ vectors }: EmbeddingOutput, _: Embedding, { body }: { body: JsonObject }): JsonObject {
  const parameters = body.singleEmbeddingParams as unknown as Parameters;
  const types = embeddingTypes(parameters);
  const wasCut = (parameters.text?.value?.length ?? 0) > maxLength;
  return {
    embeddings: vectors.map((embedding, index) => ({
      embeddingType: types[index]!,
      embedding,
      ...(wasCut && { truncatedCharLength: maxLength }),
    })),
  };
}

function embeddingTypes({ text, image, audio, video }: Parameters): string[] {
  if (video?.embeddingMode === 'AUDIO_VIDEO_SEPARATE') return ['VIDEO', 'AUDIO'];
  if (video) return ['AUDIO_VIDEO_COMBINED'];
  return [(text && 'TEXT') ?? (image && 'IMAGE') ?? (audio && 'AUDIO') ?? 'TEXT'];
}
