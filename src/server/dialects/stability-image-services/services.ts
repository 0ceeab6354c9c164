/** Stability's thirteen image services: what each takes, and how large its picture is. */
import type { PictureSize } from '../../inference/picture-size.js';
import type { JsonObject } from '../dialect.js';
import type { ObjectSchema, RequestSchema } from '../shared/request-schema.js';
import { pictureSchema, promptSchema, ratioSchema, ratioSizes, seedSchema, stylePresets } from '../shared/stability.js';

export interface ImageService {
  properties: Record<string, RequestSchema>;
  required: readonly string[];
  /** What must hold beside. */
  also?: RequestSchema;
  /** The keys of the caller's pictures, the one to work on first. */
  sources: readonly string[];
  /** How large the result is, by the size of the picture to work on. Default: as large. */
  size?(source: PictureSize, body: JsonObject): PictureSize;
  /** Pixels of the largest picture that is taken. Default 9,437,184. */
  mostPixels?: number;
}

const megapixel = 1_048_576;

const number = (minimum: number, maximum: number): RequestSchema => ({ type: 'number', minimum, maximum });
const growMask: RequestSchema = { type: 'integer', minimum: 0, maximum: 20 };
const margin: RequestSchema = { type: 'integer', minimum: 0, maximum: 2000 };
const format = (...formats: string[]): RequestSchema => ({ type: 'string', enum: formats });

const common: Record<string, RequestSchema> = {
  negative_prompt: promptSchema,
  seed: seedSchema,
  output_format: format('jpeg', 'png', 'webp'),
  style_preset: { type: 'string', enum: stylePresets },
};

/** A service that works on `image` as `prompt` says, with these properties beside. */
function prompted(own: Record<string, RequestSchema>, more: Partial<ImageService> = {}): ImageService {
  return {
    properties: { image: pictureSchema, prompt: promptSchema, ...own, ...common },
    required: ['image', 'prompt'],
    sources: ['image'],
    ...more,
  };
}

/** To about four megapixels; a larger one stays as large as it is. */
function enlarge({ width, height }: PictureSize): PictureSize {
  const scale = Math.max(1, Math.sqrt((4 * megapixel) / (width * height)));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function byRatio(source: PictureSize, { aspect_ratio: ratio }: JsonObject): PictureSize {
  return typeof ratio === 'string' ? ratioSizes[ratio]! : source;
}

const margins = ['left', 'right', 'up', 'down'];

/** At least one margin is to be drawn. */
const anyMargin: RequestSchema = {
  anyOf: margins.map((key): ObjectSchema => {
    return { type: 'object', open: true, required: [key], properties: { [key]: { type: 'integer', minimum: 1 } } };
  }),
};

function addMargins(source: PictureSize, body: JsonObject): PictureSize {
  const [left, right, up, down] = margins.map((key) => Number(body[key] ?? 0)) as [number, number, number, number];
  return { width: left + source.width + right, height: up + source.height + down };
}

const control = prompted({ control_strength: number(0, 1), aspect_ratio: ratioSchema }, { size: byRatio });
const creativity = number(0.1, 0.5);

/** By what stands in the model's id. Sources: Amazon Bedrock user guide, "Stability AI Image Services"; Stability's API reference. */
export const imageServices: Record<string, ImageService> = {
  'creative-upscale': prompted({ creativity }, { size: enlarge, mostPixels: megapixel }),
  'conservative-upscale': prompted({ creativity }, { size: enlarge }),
  'fast-upscale': {
    properties: { image: pictureSchema, output_format: format('jpeg', 'png', 'webp') },
    required: ['image'],
    sources: ['image'],
    size: ({ width, height }) => ({ width: 4 * width, height: 4 * height }),
    mostPixels: megapixel,
  },
  inpaint: prompted({ mask: pictureSchema, grow_mask: growMask }, { sources: ['image', 'mask'] }),
  outpaint: prompted(
    { left: margin, right: margin, up: margin, down: margin, creativity: number(0.1, 1) },
    { required: ['image'], also: anyMargin, size: addMargins },
  ),
  'search-recolor': prompted(
    { select_prompt: promptSchema, grow_mask: growMask },
    { required: ['image', 'prompt', 'select_prompt'] },
  ),
  'search-replace': prompted(
    { search_prompt: promptSchema, grow_mask: growMask, aspect_ratio: ratioSchema },
    { required: ['image', 'prompt', 'search_prompt'], size: byRatio },
  ),
  'erase-object': {
    properties: { image: pictureSchema, mask: pictureSchema, grow_mask: growMask, ...common },
    required: ['image'],
    sources: ['image', 'mask'],
  },
  'remove-background': {
    properties: { image: pictureSchema, output_format: format('png', 'webp') },
    required: ['image'],
    sources: ['image'],
  },
  'control-sketch': control,
  'control-structure': control,
  'style-guide': prompted(
    { aspect_ratio: ratioSchema, fidelity: number(0, 1) },
    { size: (_, body) => byRatio(ratioSizes['1:1']!, body) },
  ),
  'style-transfer': {
    properties: {
      init_image: pictureSchema,
      style_image: pictureSchema,
      prompt: promptSchema,
      style_strength: number(0, 1),
      composition_fidelity: number(0, 1),
      change_strength: number(0.1, 1),
      ...common,
    },
    required: ['init_image', 'style_image'],
    sources: ['init_image', 'style_image'],
  },
};
