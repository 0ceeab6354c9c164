/** Stable Diffusion 3 and 3.5, Stable Image Core and Ultra: one prompt, and a picture to begin with, in; one picture out. */
import { validationException } from '../exception.js';
import type { ImageOutput, ImageRequest } from '../inference/image.js';
import { pictureSize } from '../inference/picture-size.js';
import type { DialectModel, ImageDialect, JsonObject } from './dialect.js';
import { readBase64, writeBase64 } from './shared/base64.js';
import { checkRequest, type ObjectSchema, type RequestSchema } from './shared/request-schema.js';

interface Body {
  prompt: string;
  mode?: 'text-to-image' | 'image-to-image';
  image?: string;
  aspect_ratio?: string;
  seed?: number;
  negative_prompt?: string;
}

/** About a million pixels in each ratio. */
const sizes: Record<string, [width: number, height: number]> = {
  '16:9': [1344, 768],
  '1:1': [1024, 1024],
  '21:9': [1536, 640],
  '2:3': [832, 1216],
  '3:2': [1216, 832],
  '4:5': [896, 1088],
  '5:4': [1088, 896],
  '9:16': [768, 1344],
  '9:21': [640, 1536],
};

const text: RequestSchema = { type: 'string', maxLength: 10_000 };

/** Source: Amazon Bedrock user guide, "Stable Diffusion 3.5 Large", "Stable Image Ultra". */
const properties: Record<string, RequestSchema> = {
  prompt: text,
  negative_prompt: text,
  mode: { type: 'string', enum: ['text-to-image', 'image-to-image'] },
  strength: { type: 'number', minimum: 0, maximum: 1 },
  seed: { type: 'integer', minimum: 0, maximum: 4_294_967_294 },
  output_format: { type: 'string', enum: ['jpeg', 'png', 'webp'] },
  image: { type: 'string', minLength: 1 },
  aspect_ratio: { type: 'string', enum: Object.keys(sizes) },
};

const textToImage: ObjectSchema = { type: 'object', open: true, required: ['prompt'], properties };
const imageToImage: ObjectSchema = { ...textToImage, required: ['prompt', 'image', 'strength'] };

export const stabilitySd3: ImageDialect = { format: 'stability-sd3', kind: 'image', read, write };

function read(body: JsonObject, model: DialectModel): ImageRequest {
  checkRequest(body.mode === 'image-to-image' || body.image !== undefined ? imageToImage : textToImage, body);
  checkKnown(body);
  const { prompt, negative_prompt, image, aspect_ratio = '1:1', seed = 0 } = body as unknown as Body;
  const source = image === undefined ? undefined : readBase64(image);
  const [width, height] = sizes[aspect_ratio]!;
  return {
    kind: 'image',
    modelId: model.id,
    prompt,
    ...(negative_prompt !== undefined && { negativePrompt: negative_prompt }),
    ...((source && sizeOf(source)) ?? { width, height }),
    count: 1,
    seed,
    ...(source && { sources: [source] }),
  };
}

/** Bedrock asks for a prompt and lets the rest pass; Stability's own answer for unknown fields (messages in public issues). */
function checkKnown(body: JsonObject): void {
  if (Object.keys(body).every((key) => Object.hasOwn(properties, key))) return;
  const known = Object.keys(properties).map((key) => `'${key}'`);
  throw validationException(
    JSON.stringify({ detail: `Invalid field in request. Available fields: [${known.join(', ')}]` }),
  );
}

/** A picture keeps its size, from 64 to 2048 pixels a side. */
function sizeOf(source: Uint8Array): { width: number; height: number } | undefined {
  const size = pictureSize(source);
  return size && [size.width, size.height].every((side) => side >= 64 && side <= 2048) ? size : undefined;
}

function write({ images, seeds }: ImageOutput): JsonObject {
  return { seeds, finish_reasons: images.map(() => null), images: images.map(writeBase64) };
}
