import { describe, expect, it } from 'vitest';
import { amazonTitanImage } from '../../../src/server/dialects/amazon-titan-image.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { imagesOf, pngOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'amazon.titan-image-generator-v2:0' };
const first = { id: 'amazon.titan-image-generator-v1' };
const read = (body: JsonObject) => amazonTitanImage.read(body, model, false);
const draw = (config: JsonObject = {}, text: Json = 'a cat'): JsonObject => ({
  taskType: 'TEXT_IMAGE',
  textToImageParams: { text },
  imageGenerationConfig: config,
});
const image = pngOf(512, 512);
const base64 = (sources: Uint8Array[] | undefined) => sources?.map((source) => Buffer.from(source).toString('base64'));

describe('amazon-titan-image reads', () => {
  it('a prompt with its settings', () => {
    const config = { numberOfImages: 3, quality: 'premium', cfgScale: 8.5, width: 1280, height: 768, seed: 7 };
    expect(read({ ...draw(config), textToImageParams: { text: 'a cat', negativeText: 'dogs' } })).toEqual({
      kind: 'image',
      modelId: model.id,
      prompt: 'a cat',
      negativePrompt: 'dogs',
      width: 1280,
      height: 768,
      count: 3,
      seed: 7,
    });
  });

  it('a prompt alone, with the defaults of the family', () => {
    const { imageGenerationConfig: _, ...bare } = draw();
    expect(read(bare)).toMatchObject({ width: 1024, height: 1024, count: 1, seed: 42 });
  });

  it.each<[string, JsonObject, string, string[]]>([
    ['INPAINTING', { inPaintingParams: { image, text: 'a hat', maskPrompt: 'head' } }, 'a hat', [image]],
    ['INPAINTING', { inPaintingParams: { image, maskPrompt: 'head' } }, 'head', [image]],
    [
      'OUTPAINTING',
      { outPaintingParams: { image, text: 'a sea', maskImage: 'bWFzaw==' } },
      'a sea',
      [image, 'bWFzaw=='],
    ],
    ['IMAGE_VARIATION', { imageVariationParams: { images: [image, image] } }, 'image variation', [image, image]],
    [
      'COLOR_GUIDED_GENERATION',
      { colorGuidedGenerationParams: { text: 'a jar', colors: ['#ff8800'], referenceImage: image } },
      'a jar',
      [image],
    ],
    ['BACKGROUND_REMOVAL', { backgroundRemovalParams: { image } }, 'background removal', [image]],
    ['TEXT_IMAGE', { textToImageParams: { text: 'a cat', conditionImage: image } }, 'a cat', [image]],
  ])('%s, its words and pictures', (taskType, parameters, prompt, sources) => {
    const request = read({ taskType, ...parameters });
    expect(request.prompt).toBe(prompt);
    expect(base64(request.sources)).toEqual(sources);
    expect(request).toMatchObject({ width: 512, height: 512 });
  });

  it.each<[string, Json, string]>([
    ['no task', {}, '#: required key [taskType] not found'],
    ['an unknown task', { taskType: 'PAINT' }, '#/taskType: PAINT is not a valid enum value'],
    ['a task without its parameters', { taskType: 'TEXT_IMAGE' }, '#: required key [textToImageParams] not found'],
    [
      "another task's parameters",
      { ...draw(), inPaintingParams: {} },
      '#: extraneous key [inPaintingParams] is not permitted',
    ],
    ['no words', { ...draw(), textToImageParams: {} }, '#/textToImageParams: required key [text] not found'],
    ['many words', draw({}, 'x'.repeat(536)), '#/textToImageParams/text: expected maxLength: 512, actual: 536'],
    [
      'six pictures',
      draw({ numberOfImages: 6 }),
      '#/imageGenerationConfig/numberOfImages: 6 is not less or equal to 5',
    ],
    ['a high scale', draw({ cfgScale: 11 }), '#/imageGenerationConfig/cfgScale: 11 is not less or equal to 10'],
    [
      'a quality that is none',
      draw({ quality: 'best' }),
      '#/imageGenerationConfig/quality: best is not a valid enum value',
    ],
    [
      'a large seed',
      draw({ seed: 2_147_483_647 }),
      '#/imageGenerationConfig/seed: 2147483647 is not less or equal to 2147483646',
    ],
    [
      'a width that is none',
      draw({ width: 1000, height: 768 }),
      '#/imageGenerationConfig/width: 1000 is not a valid enum value',
    ],
    [
      'a height that does not go with the width',
      draw({ width: 1024, height: 768 }),
      '#/imageGenerationConfig/height: 768 is not a valid enum value',
    ],
    [
      'two masks',
      { taskType: 'INPAINTING', inPaintingParams: { image, maskPrompt: 'a', maskImage: image } },
      '#/inPaintingParams: subject must not be valid against schema {"required":["maskPrompt","maskImage"]}',
    ],
    [
      'no mask',
      { taskType: 'INPAINTING', inPaintingParams: { image } },
      '#/inPaintingParams: required key [maskPrompt] not found#/inPaintingParams: required key [maskImage] not found',
    ],
    [
      'six pictures to vary',
      { taskType: 'IMAGE_VARIATION', imageVariationParams: { images: Array(6).fill(image) } },
      '#/imageVariationParams/images: expected maximum item count: 5, found: 6',
    ],
    [
      'a name for a colour',
      { taskType: 'COLOR_GUIDED_GENERATION', colorGuidedGenerationParams: { text: 'a', colors: ['red'] } },
      '#/colorGuidedGenerationParams/colors/0: string [red] does not match pattern ^#[A-Fa-f0-9]{6}$',
    ],
    [
      'settings where nothing is drawn',
      { taskType: 'BACKGROUND_REMOVAL', backgroundRemovalParams: { image }, imageGenerationConfig: {} },
      '#: extraneous key [imageGenerationConfig] is not permitted',
    ],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(amazonTitanImage, body, model)).toBe(words);
  });

  it('and refuses of v1 what is v2’s', () => {
    const removal = { taskType: 'BACKGROUND_REMOVAL', backgroundRemovalParams: { image } };
    expect(refusalOf(amazonTitanImage, removal, first)).toBe(
      '#/taskType: BACKGROUND_REMOVAL is not a valid enum value',
    );
    const conditioned = { taskType: 'TEXT_IMAGE', textToImageParams: { text: 'a', conditionImage: image } };
    expect(refusalOf(amazonTitanImage, conditioned, first)).toBe(
      '#/textToImageParams: extraneous key [conditionImage] is not permitted',
    );
    expect(refusalOf(amazonTitanImage, draw(), first)).toBeUndefined();
  });
});

it('amazon-titan-image writes base64 and no error', () => {
  const images = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
  expect(imagesOf(amazonTitanImage, draw({ numberOfImages: 2 }), images, model)).toEqual({
    images: ['AQID', 'BA=='],
    error: null,
  });
});
