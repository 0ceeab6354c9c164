/** Stable Diffusion XL, 0.8 and 1.0: weighted prompts, and a picture to begin with, in; one picture out. */
import { validationException } from '../exception.js';
import type { ImageOutput, ImageRequest } from '../inference/image.js';
import { pictureSize } from '../inference/picture-size.js';
import type { DialectModel, ImageDialect, JsonObject } from './dialect.js';
import { readBase64, writeBase64 } from './shared/base64.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';
import { stylePresets } from './shared/stability.js';

interface Body {
  text_prompts: { text: string; weight?: number }[];
  width?: number;
  height?: number;
  samples?: number;
  seed?: number;
  init_image?: string;
  mask_image?: string;
}

const oneOf = (...words: string[]): RequestSchema => ({ type: 'string', enum: words });
const picture: RequestSchema = { type: 'string', minLength: 1 };

const samplers = [
  ...['DDIM', 'DDPM', 'K_DPMPP_2M', 'K_DPMPP_2S_ANCESTRAL', 'K_DPM_2', 'K_DPM_2_ANCESTRAL', 'K_EULER'],
  ...['K_EULER_ANCESTRAL', 'K_HEUN', 'K_LMS'],
];

/** What 0.8 and 1.0 do not share. 1.0 makes nine sizes only, 0.8 any of a step of 64. */
interface Version {
  steps: number;
  cfgScale: number;
  side: RequestSchema;
  size: number;
}
const first: Version = {
  steps: 150,
  cfgScale: 30,
  side: { type: 'integer', minimum: 128, maximum: 1024, multipleOf: 64 },
  size: 512,
};
const second: Version = { steps: 50, cfgScale: 35, side: { type: 'integer' }, size: 1024 };

const sizes = [
  ...['1024x1024', '1152x896', '1216x832', '1344x768', '1536x640', '640x1536', '768x1344', '832x1216', '896x1152'],
];

/** Source: Amazon Bedrock user guide, "Stability.ai Diffusion 1.0 text to image", "... image to image", "... (masking)". */
const schemaOf = ({ steps, cfgScale, side }: Version): RequestSchema => ({
  type: 'object',
  required: ['text_prompts'],
  properties: {
    text_prompts: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string', maxLength: 2000 }, weight: { type: 'number' } },
      },
    },
    cfg_scale: { type: 'number', minimum: 0, maximum: cfgScale },
    clip_guidance_preset: oneOf('FAST_BLUE', 'FAST_GREEN', 'NONE', 'SIMPLE', 'SLOW', 'SLOWER', 'SLOWEST'),
    height: side,
    width: side,
    sampler: oneOf(...samplers),
    samples: { type: 'integer', minimum: 1, maximum: 1 },
    seed: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
    steps: { type: 'integer', minimum: 10, maximum: steps },
    style_preset: oneOf(...stylePresets),
    extras: { type: 'object', open: true },
    init_image: picture,
    init_image_mode: oneOf('IMAGE_STRENGTH', 'STEP_SCHEDULE'),
    image_strength: { type: 'number', minimum: 0, maximum: 1 },
    step_schedule_start: { type: 'number', minimum: 0, maximum: 1 },
    step_schedule_end: { type: 'number', minimum: 0, maximum: 1 },
    mask_source: oneOf('MASK_IMAGE_WHITE', 'MASK_IMAGE_BLACK', 'INIT_IMAGE_ALPHA'),
    mask_image: picture,
  },
});

export const stabilitySdxl: ImageDialect = {
  format: 'stability-sdxl',
  kind: 'image',
  schema: (model) => schemaOf(versionOf(model)),
  read,
  write,
};

function versionOf({ id }: DialectModel): Version {
  return id.includes('-v1') ? second : first;
}

/** Prompts of a weight below zero are what not to show. Seed 0 is a seed of the model's choice. */
function read(body: JsonObject, model: DialectModel): ImageRequest {
  const version = versionOf(model);
  checkRequest(schemaOf(version), body);
  const { text_prompts: prompts, samples = 1, seed = 0, init_image, mask_image } = body as unknown as Body;
  const negative = prompts.filter(({ weight = 1 }) => weight < 0).map(({ text }) => text);
  const sources = [init_image, mask_image].filter((source) => source !== undefined).map(readBase64);
  const size = chooseSize(body as unknown as Body, version, sources[0]);
  return {
    kind: 'image',
    modelId: model.id,
    prompt: prompts.flatMap(({ text, weight = 1 }) => (weight < 0 ? [] : [text])).join(', '),
    ...(negative.length > 0 && { negativePrompt: negative.join(', ') }),
    ...size,
    count: samples,
    seed,
    ...(sources.length > 0 && { sources }),
  };
}

/** Throws what Stability says of a size that 1.0 does not make (its own API's words). */
function chooseSize({ width, height }: Body, version: Version, source: Uint8Array | undefined) {
  const asked = { width: width ?? version.size, height: height ?? version.size };
  const own = source && width === undefined && height === undefined ? pictureSize(source) : undefined;
  if (version === first) return asked;
  if (own && isSize(own)) return own;
  if (isSize(asked)) return asked;
  const models = 'for stable-diffusion-xl-1024-v0-9 and stable-diffusion-xl-1024-v1-0 the allowed dimensions are';
  throw validationException(`${models} ${sizes.join(', ')}, but we received ${asked.width}x${asked.height}`);
}

function isSize({ width, height }: { width: number; height: number }): boolean {
  return sizes.includes(`${width}x${height}`);
}

function write({ images, seeds }: ImageOutput): JsonObject {
  return {
    result: 'success',
    artifacts: images.map((image, index) => ({
      seed: seeds[index] ?? 0,
      base64: writeBase64(image),
      finishReason: 'SUCCESS',
    })),
  };
}
