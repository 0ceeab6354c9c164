import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amazonNovaCanvas } from '../../../src/server/dialects/amazon-nova-canvas.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { imagesOf, pngOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'amazon.nova-canvas-v1:0' };
const read = (body: JsonObject) => amazonNovaCanvas.read(body, model, false);
const draw = (config: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  taskType: 'TEXT_IMAGE',
  textToImageParams: { text: 'a cat', ...more },
  imageGenerationConfig: config,
});
const image = pngOf(640, 480);
const tryOn = (more: JsonObject): JsonObject => ({
  taskType: 'VIRTUAL_TRY_ON',
  virtualTryOnParams: { sourceImage: image, referenceImage: 'cmVm', maskType: 'IMAGE', ...more },
});

describe('amazon-nova-canvas reads', () => {
  it('a prompt with its settings', () => {
    const config = { numberOfImages: 2, quality: 'standard', cfgScale: 6.5, width: 1280, height: 720, seed: 0 };
    expect(read(draw(config, { negativeText: 'dogs', style: 'PHOTOREALISM' }))).toEqual({
      kind: 'image',
      modelId: model.id,
      prompt: 'a cat',
      negativePrompt: 'dogs',
      width: 1280,
      height: 720,
      count: 2,
      seed: 0,
    });
    expect(read(draw())).toMatchObject({ width: 1024, height: 1024, count: 1, seed: 12 });
  });

  it('a garment to try on', () => {
    const garmentBasedMask = { garmentClass: 'UPPER_BODY', garmentStyling: { tuckingStyle: 'TUCKED' } };
    const request = read(tryOn({ maskType: 'GARMENT', garmentBasedMask, mergeStyle: 'SEAMLESS' }));
    expect(request).toMatchObject({ prompt: 'virtual try on', width: 640, height: 480 });
    expect(request.sources!.map((source) => Buffer.from(source).toString('base64'))).toEqual([image, 'cmVm']);
    const promptBasedMask = { maskPrompt: 'the coat', maskShape: 'CONTOUR' };
    expect(read(tryOn({ maskType: 'PROMPT', promptBasedMask })).prompt).toBe('the coat');
  });

  it.each<[string, Json, string]>([
    ['a small width', draw({ width: 304 }), '#/imageGenerationConfig/width: 304 is not greater or equal to 320'],
    ['a crooked width', draw({ width: 1000 }), '#/imageGenerationConfig/width: 1000 is not a multiple of 16'],
    [
      'many pixels',
      draw({ width: 4096, height: 4096 }),
      '#/imageGenerationConfig/height: 4096 is not less or equal to 1024',
    ],
    [
      'a narrow picture',
      draw({ width: 320, height: 1296 }),
      '#/imageGenerationConfig/height: 1296 is not less or equal to 1280',
    ],
    [
      'many words',
      draw({}, { text: 'x'.repeat(1025) }),
      '#/textToImageParams/text: expected maxLength: 1024, actual: 1025',
    ],
    [
      'a style that is none',
      draw({}, { style: 'CUBISM' }),
      '#/textToImageParams/style: CUBISM is not a valid enum value',
    ],
    [
      'a large seed',
      draw({ seed: 858_993_460 }),
      '#/imageGenerationConfig/seed: 858993460 is not less or equal to 858993459',
    ],
    [
      'a mask that is returned where none is',
      { taskType: 'INPAINTING', inPaintingParams: { image, maskPrompt: 'a', returnMask: true } },
      '#/inPaintingParams: extraneous key [returnMask] is not permitted',
    ],
    [
      'a try-on of nothing',
      { taskType: 'VIRTUAL_TRY_ON', virtualTryOnParams: {} },
      '#/virtualTryOnParams: required key [sourceImage] not found',
    ],
    ['only the first of two faults', { ...draw({ seed: -1 }), extra: 1 }, '#: extraneous key [extra] is not permitted'],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(amazonNovaCanvas, body, model)).toBe(words);
  });

  it('and takes a size exactly if its sides, its shape and its pixels are within bounds', () => {
    const side = fc.integer({ min: 15, max: 260 }).map((steps) => steps * 16);
    fc.assert(
      fc.property(side, side, (width, height) => {
        const sides = [width, height].every((length) => length >= 320 && length <= 4096);
        const shape = Math.max(width, height) <= 4 * Math.min(width, height);
        const isSize = sides && shape && width * height <= 4_194_304;
        expect(refusalOf(amazonNovaCanvas, draw({ width, height }), model) === undefined).toBe(isSize);
      }),
    );
  });
});

describe('amazon-nova-canvas writes', () => {
  it('base64', () => {
    expect(imagesOf(amazonNovaCanvas, draw(), [Uint8Array.of(1, 2, 3)], model)).toEqual({ images: ['AQID'] });
  });

  it('the mask of the caller where it is asked for', () => {
    const body = tryOn({ imageBasedMask: { maskImage: 'bWFzaw==' }, returnMask: true });
    expect(imagesOf(amazonNovaCanvas, body, [Uint8Array.of(1)], model)).toEqual({
      images: ['AQ=='],
      maskImage: 'bWFzaw==',
    });
  });
});
