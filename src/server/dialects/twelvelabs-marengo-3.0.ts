/** TwelveLabs Marengo Embed 3.0: a text, pictures or both in, a vector of 512 numbers out; sounds and videos by StartAsyncInvoke. */
import type { Embedding } from '../inference/embedding.js';
import { takeTokens } from '../inference/tokens.js';
import type { DialectModel, EmbeddingDialect, JsonObject } from './dialect.js';
import { type MediaSource, mediaSchema, object, readMedia, writeVectors } from './shared/marengo.js';
import { checkModelInput } from './shared/model-input.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Input {
  inputText?: string;
  mediaSource?: MediaSource;
  mediaSources?: MediaSource[];
}

const maxTokens = 500;

const inputText: RequestSchema = { type: 'string', minLength: 1 };
const mediaSource = mediaSchema();
const seconds: RequestSchema = { type: 'number', minimum: 0 };
const oneOf = (...words: string[]): RequestSchema => ({ type: 'string', enum: words });
const someOf = (...words: string[]): RequestSchema => ({ type: 'array', minItems: 1, items: oneOf(...words) });

const fixed = object(['durationSec'], { durationSec: { type: 'integer', minimum: 1, maximum: 10 } });
const dynamic = object(['minDurationSec'], { minDurationSec: { type: 'integer', minimum: 1, maximum: 5 } });

/** A sound or a video, with what is to be made of it. */
function clip(segmentation: Record<string, RequestSchema>, ...options: string[]): RequestSchema {
  return object(['mediaSource'], {
    mediaSource,
    startSec: seconds,
    endSec: seconds,
    segmentation: object(['method'], { method: oneOf(...Object.keys(segmentation)), ...segmentation }),
    embeddingOption: someOf(...options),
    embeddingType: someOf('separate_embedding', 'fused_embedding'),
    embeddingScope: someOf('clip', 'asset'),
  });
}

const named = mediaSchema({ name: inputText, mediaType: oneOf('image') }, ['name', 'mediaType']);

/** By `inputType`, under whose name the input stands. Source: Amazon Bedrock user guide, "TwelveLabs Marengo Embed 3.0". */
const inputs: Record<string, RequestSchema> = {
  text: object(['inputText'], { inputText }),
  image: object(['mediaSource'], { mediaSource }),
  text_image: object(['inputText', 'mediaSource'], { inputText, mediaSource }),
  multi_input: object(['mediaSources'], { inputText, mediaSources: { type: 'array', minItems: 1, items: named } }),
};
const clips: Record<string, RequestSchema> = {
  audio: clip({ fixed }, 'audio', 'transcription'),
  video: clip({ fixed, dynamic }, 'visual', 'audio', 'transcription'),
};

function byType(types: Record<string, RequestSchema>): RequestSchema {
  const branches = Object.entries(types).map(([type, input]) => {
    const properties = { inputType: { type: 'string' }, inferenceId: inputText, [type]: input } as const;
    return [type, object(['inputType', type], properties)];
  });
  return { byTag: { key: 'inputType', branches: Object.fromEntries(branches) } };
}

const schema = byType(inputs);
const asyncSchema = byType({ ...inputs, ...clips });

export const twelvelabsMarengo30: EmbeddingDialect = {
  format: 'twelvelabs-marengo-3.0',
  kind: 'embedding',
  schema: () => schema,
  read,
  checkAsync: (modelInput: JsonObject) => checkModelInput(asyncSchema, modelInput),
  write: writeVectors,
};

/** One vector of all: of several pictures the first counts. */
function read(body: JsonObject, model: DialectModel): Embedding {
  checkRequest(schema, body);
  const { inputText, mediaSource, mediaSources } = body[String(body.inputType)] as unknown as Input;
  const source = mediaSource ?? mediaSources?.[0];
  const medium = source ? readMedia(source) : {};
  const said = [inputText, medium.text].filter((part) => part !== undefined).join('\n');
  const input = { ...medium, ...(said !== '' && { text: takeTokens(said, maxTokens) }) };
  return { kind: 'embedding', modelId: model.id, inputs: [input], dimensions: 512, normalize: true };
}
