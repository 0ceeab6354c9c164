/** Amazon Titan Image Generator G1: six tasks, the last two of them v2's. */
import type { ImageOutput, ImageRequest } from '../inference/image.js';
import type { DialectModel, ImageDialect, JsonObject } from './dialect.js';
import { commonTasks } from './shared/image-parameters.js';
import { type ImageFamily, imageConfig, readImageTask, writeImages } from './shared/image-tasks.js';

/** The heights that each width goes with. Source: Amazon Bedrock user guide, "Amazon Titan Image Generator G1". */
const heights: Record<number, number[]> = {
  320: [704],
  384: [576, 640, 704],
  448: [576],
  512: [512],
  576: [384, 448],
  640: [384, 1408],
  704: [320, 384],
  768: [768, 1152, 1280, 1408],
  896: [1152],
  1024: [1024],
  1152: [640, 768, 896],
  1173: [640],
  1280: [768],
  1408: [640, 768],
};
const widths = Object.keys(heights).map(Number);

const options = { maxLength: 512, mask: { returnMask: { type: 'boolean' } } } as const;
const secondTasks = commonTasks({ ...options, conditioned: true });
const { TEXT_IMAGE, INPAINTING, OUTPAINTING, IMAGE_VARIATION } = commonTasks({ ...options, conditioned: false });
const firstTasks = { TEXT_IMAGE, INPAINTING, OUTPAINTING, IMAGE_VARIATION };

const family: ImageFamily = {
  tasks: (model) => (model.id.includes('-v2') ? secondTasks : firstTasks),
  config: (width) =>
    imageConfig(2_147_483_646, {
      width: { type: 'integer', enum: widths },
      height: { type: 'integer', enum: heights[width] ?? Object.values(heights).flat() },
    }),
  isSize: (width, height) => heights[width]?.includes(height) ?? false,
  defaults: { width: 1024, height: 1024, seed: 42 },
  style: 'all',
};

export const amazonTitanImage: ImageDialect = {
  format: 'amazon-titan-image',
  kind: 'image',
  read: (body: JsonObject, model: DialectModel): ImageRequest => readImageTask(body, model, family),
  write: (output: ImageOutput): JsonObject => ({ images: writeImages(output), error: null }),
};
