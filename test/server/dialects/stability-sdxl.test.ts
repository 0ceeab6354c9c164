import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { stabilitySdxl } from '../../../src/server/dialects/stability-sdxl.js';
import { imagesOf, pngOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'stability.stable-diffusion-xl-v1' };
const first = { id: 'stability.stable-diffusion-xl-v0' };
const read = (body: JsonObject) => stabilitySdxl.read(body, model, false);
const draw = (more: JsonObject = {}): JsonObject => ({ text_prompts: [{ text: 'a cat' }], ...more });
const dimensions =
  'for stable-diffusion-xl-1024-v0-9 and stable-diffusion-xl-1024-v1-0 the allowed dimensions are 1024x1024, 1152x896, ' +
  '1216x832, 1344x768, 1536x640, 640x1536, 768x1344, 832x1216, 896x1152, but we received';

describe('stability-sdxl reads', () => {
  it('a prompt with its settings', () => {
    expect(read(draw({ cfg_scale: 10, seed: 0, steps: 50, style_preset: 'photographic' }))).toEqual({
      kind: 'image',
      modelId: model.id,
      prompt: 'a cat',
      width: 1024,
      height: 1024,
      count: 1,
      seed: 0,
    });
  });

  it('what not to show off the weights', () => {
    const text_prompts: JsonObject[] = [
      { text: 'a cat' },
      { text: 'in a hat', weight: 0.5 },
      { text: 'dogs', weight: -1 },
    ];
    expect(read({ text_prompts })).toMatchObject({ prompt: 'a cat, in a hat', negativePrompt: 'dogs' });
  });

  it('a picture to begin with, and its size', () => {
    const body = draw({ init_image: pngOf(1152, 896), init_image_mode: 'IMAGE_STRENGTH', image_strength: 0.5 });
    const request = read({ ...body, mask_source: 'MASK_IMAGE_BLACK', mask_image: 'bWFzaw==' });
    expect(request).toMatchObject({ width: 1152, height: 896 });
    expect(request.sources!.map((source) => Buffer.from(source).toString('base64'))).toEqual([
      pngOf(1152, 896),
      'bWFzaw==',
    ]);
  });

  it('0.8, smaller and of more steps', () => {
    expect(stabilitySdxl.read(draw({ steps: 150 }), first, false)).toMatchObject({ width: 512, height: 512 });
    expect(refusalOf(stabilitySdxl, draw({ width: 500 }), first)).toBe('#/width: 500 is not a multiple of 64');
  });

  it.each<[string, Json, string]>([
    ['no prompt', {}, '#: required key [text_prompts] not found'],
    ['an empty list', { text_prompts: [] }, '#/text_prompts: expected minimum item count: 1, found: 0'],
    ['a prompt without text', { text_prompts: [{ weight: 1 }] }, '#/text_prompts/0: required key [text] not found'],
    [
      'a long prompt',
      { text_prompts: [{ text: 'x'.repeat(2001) }] },
      '#/text_prompts/0/text: expected maxLength: 2000, actual: 2001',
    ],
    ["Titan's key", draw({ taskType: 'TEXT_IMAGE' }), '#: extraneous key [taskType] is not permitted'],
    ['a high scale', draw({ cfg_scale: 36 }), '#/cfg_scale: 36 is not less or equal to 35'],
    ['many steps', draw({ steps: 51 }), '#/steps: 51 is not less or equal to 50'],
    ['few steps', draw({ steps: 9 }), '#/steps: 9 is not greater or equal to 10'],
    ['two samples', draw({ samples: 2 }), '#/samples: 2 is not less or equal to 1'],
    ['a large seed', draw({ seed: 4_294_967_296 }), '#/seed: 4294967296 is not less or equal to 4294967295'],
    ['a sampler that is none', draw({ sampler: 'EULER' }), '#/sampler: EULER is not a valid enum value'],
    ['a style that is none', draw({ style_preset: 'cubism' }), '#/style_preset: cubism is not a valid enum value'],
    ['a size that is none', draw({ width: 512, height: 512 }), `${dimensions} 512x512`],
    ['a side that needs another', draw({ width: 1152 }), `${dimensions} 1152x1024`],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(stabilitySdxl, body, model)).toBe(words);
  });
});

it('stability-sdxl writes each picture with its seed', () => {
  expect(imagesOf(stabilitySdxl, draw(), [Uint8Array.of(1, 2, 3)], model)).toEqual({
    result: 'success',
    artifacts: [{ seed: 40, base64: 'AQID', finishReason: 'SUCCESS' }],
  });
});
