/** Luma Ray 2, for StartAsyncInvoke: a prompt, and pictures to begin and end with, in. */
import type { JsonObject, VideoDialect } from './dialect.js';
import { checkModelInput, refuseInvokeModel } from './shared/model-input.js';
import type { RequestSchema } from './shared/request-schema.js';

const oneOf = (...words: string[]): RequestSchema => ({ type: 'string', enum: words });

const frame: RequestSchema = {
  type: 'object',
  required: ['type', 'source'],
  properties: {
    type: oneOf('image'),
    source: {
      type: 'object',
      required: ['type', 'media_type', 'data'],
      properties: {
        type: oneOf('base64'),
        media_type: oneOf('image/jpeg', 'image/png'),
        data: { type: 'string', minLength: 1 },
      },
    },
  },
};

/** Source: Amazon Bedrock user guide, "Luma AI models". */
const schema: RequestSchema = {
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', minLength: 1, maxLength: 5000 },
    aspect_ratio: oneOf('1:1', '16:9', '9:16', '4:3', '3:4', '21:9', '9:21'),
    loop: { type: 'boolean' },
    duration: oneOf('5s', '9s'),
    resolution: oneOf('540p', '720p'),
    keyframes: { type: 'object', properties: { frame0: frame, frame1: frame } },
  },
};

export const lumaRay: VideoDialect = {
  format: 'luma-ray',
  kind: 'video',
  schema: () => schema,
  read: refuseInvokeModel,
  checkAsync: (modelInput: JsonObject) => checkModelInput(schema, modelInput),
};
