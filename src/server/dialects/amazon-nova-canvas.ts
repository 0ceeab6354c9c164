/** Amazon Nova Canvas: Titan's six image tasks, with styles, and virtual try-on. */
import type { ImageOutput, ImageRequest } from '../inference/image.js';
import type { DialectModel, ImageDialect, JsonObject, WriteContext } from './dialect.js';
import { commonTasks } from './shared/image-parameters.js';
import { type ImageFamily, imageConfig, readImageTask, writeImages } from './shared/image-tasks.js';
import type { RequestSchema } from './shared/request-schema.js';

const styles = [
  ...['3D_ANIMATED_FAMILY_FILM', 'DESIGN_SKETCH', 'FLAT_VECTOR_ILLUSTRATION', 'GRAPHIC_NOVEL_ILLUSTRATION'],
  ...['MAXIMALISM', 'MIDCENTURY_RETRO', 'PHOTOREALISM', 'SOFT_DIGITAL_PAINTING'],
];
const garments = [
  ...[
    'UPPER_BODY',
    'LOWER_BODY',
    'FULL_BODY',
    'FOOTWEAR',
    'LONG_SLEEVE_SHIRT',
    'SHORT_SLEEVE_SHIRT',
    'NO_SLEEVE_SHIRT',
  ],
  ...['OTHER_UPPER_BODY', 'LONG_PANTS', 'SHORT_PANTS', 'OTHER_LOWER_BODY', 'LONG_DRESS', 'SHORT_DRESS'],
  ...['FULL_BODY_OUTFIT', 'OTHER_FULL_BODY', 'SHOES', 'BOOTS', 'OTHER_FOOTWEAR'],
];

const oneOf = (...words: string[]): RequestSchema => ({ type: 'string', enum: words });
const picture: RequestSchema = { type: 'string', minLength: 1 };
const kept = oneOf('ON', 'OFF', 'DEFAULT');
const maskShape = oneOf('CONTOUR', 'BOUNDING_BOX', 'DEFAULT');

/** Source: Amazon Nova user guide, "Image generation access and usage". */
const virtualTryOn: RequestSchema = {
  type: 'object',
  required: ['sourceImage', 'referenceImage', 'maskType'],
  properties: {
    sourceImage: picture,
    referenceImage: picture,
    maskType: oneOf('IMAGE', 'GARMENT', 'PROMPT'),
    imageBasedMask: { type: 'object', required: ['maskImage'], properties: { maskImage: picture } },
    garmentBasedMask: {
      type: 'object',
      required: ['garmentClass'],
      properties: {
        maskShape,
        garmentClass: oneOf(...garments),
        garmentStyling: {
          type: 'object',
          properties: {
            longSleeveStyle: oneOf('SLEEVE_DOWN', 'SLEEVE_UP'),
            tuckingStyle: oneOf('UNTUCKED', 'TUCKED'),
            outerLayerStyle: oneOf('CLOSED', 'OPEN'),
          },
        },
      },
    },
    promptBasedMask: {
      type: 'object',
      required: ['maskPrompt'],
      properties: { maskShape, maskPrompt: { type: 'string', minLength: 1, maxLength: 1024 } },
    },
    maskExclusions: {
      type: 'object',
      properties: { preserveBodyPose: kept, preserveHands: kept, preserveFace: kept },
    },
    mergeStyle: oneOf('BALANCED', 'SEAMLESS', 'DETAILED'),
    returnMask: { type: 'boolean' },
  },
};

const side = { minimum: 320, maximum: 4096, multipleOf: 16 };
const maxPixels = 4_194_304;

/** No side longer than four of the other, and no more pixels than 2048 x 2048. */
const heightRange = (width: number) => ({
  minimum: Math.max(side.minimum, Math.ceil(width / 4)),
  maximum: Math.min(side.maximum, width * 4, Math.floor(maxPixels / width)),
});

const tasks = {
  ...commonTasks({ maxLength: 1024, conditioned: true, textToImage: { style: oneOf(...styles) } }),
  VIRTUAL_TRY_ON: { key: 'virtualTryOnParams', parameters: virtualTryOn },
};

const family: ImageFamily = {
  tasks: () => tasks,
  config: (width) =>
    imageConfig(858_993_459, {
      width: { type: 'integer', ...side },
      height: { type: 'integer', ...side, ...heightRange(width) },
    }),
  isSize: (width, height) => isSide(width, side) && isSide(height, heightRange(width)),
  defaults: { width: 1024, height: 1024, seed: 12 },
  style: 'first',
};

export const amazonNovaCanvas: ImageDialect = {
  format: 'amazon-nova-canvas',
  kind: 'image',
  read: (body: JsonObject, model: DialectModel): ImageRequest => readImageTask(body, model, family),
  write,
};

function isSide(length: number, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return length % side.multipleOf === 0 && length >= minimum && length <= maximum;
}

/** `maskImage` is the mask that was drawn by the caller; one that the model would find is not made. */
function write(output: ImageOutput, _: ImageRequest, { body }: WriteContext): JsonObject {
  const parameters = body.virtualTryOnParams as
    | { returnMask?: boolean; imageBasedMask?: { maskImage: string } }
    | undefined;
  const mask = parameters?.returnMask ? parameters.imageBasedMask?.maskImage : undefined;
  return { images: writeImages(output), ...(mask !== undefined && { maskImage: mask }) };
}
