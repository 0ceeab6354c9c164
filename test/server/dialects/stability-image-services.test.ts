import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { stabilityImageServices } from '../../../src/server/dialects/stability-image-services.js';
import { imagesOf, pngOf, refusalOf } from './shared/use-dialect.js';

const modelOf = (service: string) => ({ id: `stability.stable-${service}-v1:0` });
const read = (service: string, body: JsonObject) => stabilityImageServices.read(body, modelOf(service), false);
const image = pngOf(640, 320);
const prompt = 'a cat';

describe('stability-image-services reads', () => {
  it('a picture with its settings', () => {
    const body = { image, prompt, negative_prompt: 'dogs', seed: 5, output_format: 'jpeg', mask: pngOf(640, 320) };
    expect(read('image-inpaint', body)).toMatchObject({
      kind: 'image',
      prompt,
      negativePrompt: 'dogs',
      width: 640,
      height: 320,
      count: 1,
      seed: 5,
      format: 'jpeg',
      sources: [Buffer.from(image, 'base64'), Buffer.from(image, 'base64')],
    });
  });

  it.each<[string, JsonObject, [width: number, height: number]]>([
    ['fast-upscale', { image }, [2560, 1280]],
    ['creative-upscale', { image, prompt, creativity: 0.2 }, [2896, 1448]],
    ['conservative-upscale', { image: pngOf(3000, 2000), prompt }, [3000, 2000]],
    ['outpaint', { image, left: 100, down: 7 }, [740, 327]],
    ['image-search-recolor', { image, prompt, select_prompt: 'coat' }, [640, 320]],
    ['image-search-replace', { image, prompt, search_prompt: 'coat' }, [640, 320]],
    ['image-erase-object', { image }, [640, 320]],
    ['image-remove-background', { image }, [640, 320]],
    ['image-control-sketch', { image, prompt }, [640, 320]],
    ['image-control-structure', { image, prompt, aspect_ratio: '2:3' }, [832, 1216]],
    ['image-style-guide', { image, prompt }, [1024, 1024]],
    ['image-style-guide', { image, prompt, aspect_ratio: '16:9' }, [1344, 768]],
    ['style-transfer', { init_image: image, style_image: pngOf(64, 64) }, [640, 320]],
  ])('%s, and gives a picture of its size', (service, body, [width, height]) => {
    expect(read(service, body)).toMatchObject({ width, height });
  });

  it('a picture that is none, or too large, as one of 1024 by 1024', () => {
    expect(read('image-erase-object', { image: 'AQID' })).toMatchObject({ width: 1024, height: 1024 });
    expect(read('fast-upscale', { image: pngOf(30_000, 30_000) })).toMatchObject({ width: 4096, height: 4096 });
  });

  it('a service that needs no prompt, and says then what it does', () => {
    expect(read('image-remove-background', { image }).prompt).toBe('remove background');
  });

  it('WebP as PNG', () => {
    expect(read('image-erase-object', { image, output_format: 'webp' })).not.toHaveProperty('format');
  });

  it.each<[string, string, Json, string]>([
    ['no picture', 'fast-upscale', {}, '#: required key [image] not found'],
    [
      'a setting out of bounds',
      'image-erase-object',
      { image, grow_mask: 21 },
      '#/grow_mask: 21 is not less or equal to 20',
    ],
    [
      'JPEG without a background',
      'image-remove-background',
      { image, output_format: 'jpeg' },
      '#/output_format: jpeg is not a valid enum value',
    ],
    [
      'nothing to paint',
      'outpaint',
      { image, left: 0 },
      '#/left: 0 is not greater or equal to 1#: required key [right] not found#: required key [up] not found#: required key [down] not found',
    ],
    [
      'a field that the service does not know',
      'fast-upscale',
      { image, prompt },
      '{"detail":"Invalid field in request. Available fields: [\'image\', \'output_format\']"}',
    ],
  ])('and refuses %s', (_, service, body, words) => {
    expect(refusalOf(stabilityImageServices, body, modelOf(service))).toBe(words);
  });
});

it('stability-image-services writes each picture with its seed and no reason', () => {
  expect(imagesOf(stabilityImageServices, { image }, [Uint8Array.of(1, 2, 3)], modelOf('fast-upscale'))).toEqual({
    seeds: [40],
    finish_reasons: [null],
    images: ['AQID'],
  });
});

it('a model that a user added under an id of its own is one that paints into a picture', () => {
  expect(stabilityImageServices.read({ image, prompt }, { id: 'my.painter' }, false)).toMatchObject({ width: 640 });
});
