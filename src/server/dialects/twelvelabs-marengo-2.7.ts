/** TwelveLabs Marengo Embed 2.7: a text or picture in, a vector of 1024 numbers out; sounds and videos by StartAsyncInvoke. */
import type { Embedding } from '../inference/embedding.js';
import { takeTokens } from '../inference/tokens.js';
import type { DialectModel, EmbeddingDialect, JsonObject } from './dialect.js';
import { type MediaSource, mediaSchema, object, readMedia, writeVectors } from './shared/marengo.js';
import { checkModelInput } from './shared/model-input.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

type Body =
  | { inputType: 'text'; inputText: string; textTruncate?: 'end' | 'none' }
  | { inputType: 'image'; mediaSource: MediaSource };

/** Tokens of a text; more are cut off at the end, or left if the caller wants that (a refusal's words are not known). */
const maxTokens = 77;

/** Source: Amazon Bedrock user guide, "TwelveLabs Marengo Embed 2.7". */
const properties: Record<string, RequestSchema> = {
  inputType: { type: 'string' },
  inputText: { type: 'string', minLength: 1 },
  textTruncate: { type: 'string', enum: ['end', 'none'] },
  mediaSource: mediaSchema(),
  startSec: { type: 'number', minimum: 0 },
  lengthSec: { type: 'number', minimum: 0 },
  useFixedLengthSec: { type: 'number', minimum: 2, maximum: 10 },
  minClipSec: { type: 'integer', minimum: 1, maximum: 5 },
  embeddingOption: { type: 'array', items: { type: 'string', enum: ['visual-text', 'visual-image', 'audio'] } },
};

const text = object(['inputType', 'inputText'], properties);
const media = object(['inputType', 'mediaSource'], properties);

const schema: RequestSchema = { byTag: { key: 'inputType', branches: { text, image: media } } };
const asyncSchema: RequestSchema = {
  byTag: { key: 'inputType', branches: { video: media, text, audio: media, image: media } },
};

export const twelvelabsMarengo27: EmbeddingDialect = {
  format: 'twelvelabs-marengo-2.7',
  kind: 'embedding',
  schema: () => schema,
  read,
  checkAsync: (modelInput: JsonObject) => checkModelInput(asyncSchema, modelInput),
  write: writeVectors,
};

function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body);
  const input = readInput(body as unknown as Body);
  return { kind: 'embedding', modelId: model.id, inputs: [input], dimensions: 1024, normalize: true };
}

function readInput(body: Body): Embedding['inputs'][number] {
  if (body.inputType === 'image') return readMedia(body.mediaSource);
  const { inputText, textTruncate } = body;
  return { text: textTruncate === 'none' ? inputText : takeTokens(inputText, maxTokens) };
}
