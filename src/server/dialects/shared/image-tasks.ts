/** The image tasks of Amazon's two generators: which parameters each takes, and how they become an ImageRequest. */
import type { ImageOutput, ImageRequest } from '../../inference/image.js';
import { pictureSize } from '../../inference/picture-size.js';
import type { DialectModel, JsonObject } from '../dialect.js';
import { readBase64, writeBase64 } from './base64.js';
import { checkRequest, type ObjectSchema, type RequestSchema, type ViolationStyle } from './request-schema.js';

export interface ImageTask {
  /** The key of its parameters: `textToImageParams`. */
  key: string;
  parameters: RequestSchema;
  /** Whether it takes no `imageGenerationConfig`. Default no. */
  unconfigured?: boolean;
}

export interface ImageFamily {
  tasks(model: DialectModel): Record<string, ImageTask>;
  /** The schema of `imageGenerationConfig`; the height may depend on the width. */
  config(width: number): ObjectSchema;
  isSize(width: number, height: number): boolean;
  defaults: { width: number; height: number; seed: number };
  style: ViolationStyle;
}

interface Parameters {
  text?: string;
  negativeText?: string;
  maskPrompt?: string;
  promptBasedMask?: { maskPrompt?: string };
  image?: string;
  sourceImage?: string;
  images?: string[];
  maskImage?: string;
  imageBasedMask?: { maskImage?: string };
  conditionImage?: string;
  referenceImage?: string;
}

interface Config {
  width?: number;
  height?: number;
  numberOfImages?: number;
  seed?: number;
}

/** Throws what AWS's schema refuses: the task's own parameters are required, those of other tasks extraneous. */
export function readImageTask(body: JsonObject, model: DialectModel, family: ImageFamily): ImageRequest {
  const tasks = family.tasks(model);
  checkRequest(taskTypeSchema(Object.keys(tasks)), body, family.style);
  const taskType = body.taskType as string;
  const task = tasks[taskType]!;
  const config = (body.imageGenerationConfig ?? {}) as Config;
  const configSchema = family.config(typeof config.width === 'number' ? config.width : family.defaults.width);
  checkRequest(taskSchema(task, configSchema), body, family.style);
  const parameters = body[task.key] as Parameters;
  const sources = readSources(parameters);
  const { width, height } = chooseSize(config, sources[0], family);
  return {
    kind: 'image',
    modelId: model.id,
    prompt: readPrompt(parameters) ?? taskType.toLowerCase().replaceAll('_', ' '),
    ...(parameters.negativeText !== undefined && { negativePrompt: parameters.negativeText }),
    width,
    height,
    count: config.numberOfImages ?? 1,
    seed: config.seed ?? family.defaults.seed,
    ...(sources.length > 0 && { sources }),
  };
}

function taskTypeSchema(names: string[]): RequestSchema {
  return {
    type: 'object',
    open: true,
    required: ['taskType'],
    properties: { taskType: { type: 'string', enum: names } },
  };
}

function taskSchema(task: ImageTask, config: ObjectSchema): RequestSchema {
  return {
    type: 'object',
    required: ['taskType', task.key],
    properties: {
      taskType: { type: 'string' },
      [task.key]: task.parameters,
      ...(!task.unconfigured && { imageGenerationConfig: config }),
    },
  };
}

function readPrompt({ text, maskPrompt, promptBasedMask }: Parameters): string | undefined {
  return text ?? maskPrompt ?? promptBasedMask?.maskPrompt;
}

/** The picture to work on first, then what guides the work. */
function readSources(parameters: Parameters): Uint8Array[] {
  const { image, sourceImage, images = [], maskImage, imageBasedMask, conditionImage, referenceImage } = parameters;
  const all = [image, sourceImage, ...images, maskImage, imageBasedMask?.maskImage, conditionImage, referenceImage];
  return all.filter((picture) => picture !== undefined).map(readBase64);
}

/** What was asked for; else the size of the picture to work on, where the model can make it; else the family's own. */
function chooseSize(config: Config, source: Uint8Array | undefined, family: ImageFamily) {
  const { width, height } = family.defaults;
  if (config.width !== undefined || config.height !== undefined) return { width, height, ...config };
  const size = source && pictureSize(source);
  return size && family.isSize(size.width, size.height) ? size : { width, height };
}

export function writeImages({ images }: ImageOutput): string[] {
  return images.map(writeBase64);
}

/** The settings that both families have, beside the size. */
export function imageConfig(maxSeed: number, size: Record<'width' | 'height', RequestSchema>): ObjectSchema {
  return {
    type: 'object',
    properties: {
      numberOfImages: { type: 'integer', minimum: 1, maximum: 5 },
      quality: { type: 'string', enum: ['standard', 'premium'] },
      cfgScale: { type: 'number', minimum: 1.1, maximum: 10 },
      seed: { type: 'integer', minimum: 0, maximum: maxSeed },
      ...size,
    },
  };
}
