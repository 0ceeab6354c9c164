/** What Stability's models have in common since Stable Diffusion 3. */
import { validationException } from '../../exception.js';
import type { ImageOutput } from '../../inference/image.js';
import { type PictureSize, pictureSize } from '../../inference/picture-size.js';
import type { JsonObject } from '../dialect.js';
import { writeBase64 } from './base64.js';
import type { RequestSchema } from './request-schema.js';

const size = (width: number, height: number): PictureSize => ({ width, height });

/** About a million pixels in each ratio. */
export const ratioSizes: Record<string, PictureSize> = {
  '16:9': size(1344, 768),
  '1:1': size(1024, 1024),
  '21:9': size(1536, 640),
  '2:3': size(832, 1216),
  '3:2': size(1216, 832),
  '4:5': size(896, 1088),
  '5:4': size(1088, 896),
  '9:16': size(768, 1344),
  '9:21': size(640, 1536),
};

export const stylePresets = [
  ...['3d-model', 'analog-film', 'anime', 'cinematic', 'comic-book', 'digital-art', 'enhance', 'fantasy-art'],
  ...['isometric', 'line-art', 'low-poly', 'modeling-compound', 'neon-punk', 'origami', 'photographic', 'pixel-art'],
  'tile-texture',
];

export const promptSchema: RequestSchema = { type: 'string', maxLength: 10_000 };
export const pictureSchema: RequestSchema = { type: 'string', minLength: 1 };
export const ratioSchema: RequestSchema = { type: 'string', enum: Object.keys(ratioSizes) };
export const seedSchema: RequestSchema = { type: 'integer', minimum: 0, maximum: 4_294_967_294 };

/** Bedrock asks for what is required and lets the rest pass; Stability's own answer for unknown fields (messages in public issues). */
export function checkKnown(body: JsonObject, properties: Readonly<Record<string, RequestSchema>>): void {
  if (Object.keys(body).every((key) => Object.hasOwn(properties, key))) return;
  const known = Object.keys(properties).map((key) => `'${key}'`);
  throw validationException(
    JSON.stringify({ detail: `Invalid field in request. Available fields: [${known.join(', ')}]` }),
  );
}

/** The size of a picture whose sides and number of pixels are within bounds; `undefined` for any other. */
export function sizeWithin(source: Uint8Array, leastSide: number, mostPixels: number): PictureSize | undefined {
  const found = pictureSize(source);
  const fits = found && Math.min(found.width, found.height) >= leastSide && found.width * found.height <= mostPixels;
  return fits ? found : undefined;
}

export function writePictures({ images, seeds }: ImageOutput): JsonObject {
  return { seeds, finish_reasons: images.map(() => null), images: images.map(writeBase64) };
}
