import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { stabilitySd3 } from '../../../src/server/dialects/stability-sd3.js';
import { imagesOf, pngOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'stability.sd3-5-large-v1:0' };
const read = (body: JsonObject) => stabilitySd3.read(body, model, false);

describe('stability-sd3 reads', () => {
  it('a prompt with its settings', () => {
    const body = { prompt: 'a cat', negative_prompt: 'dogs', aspect_ratio: '16:9', seed: 5, output_format: 'png' };
    expect(read({ ...body, mode: 'text-to-image' })).toEqual({
      kind: 'image',
      modelId: model.id,
      prompt: 'a cat',
      negativePrompt: 'dogs',
      width: 1344,
      height: 768,
      count: 1,
      seed: 5,
      format: 'png',
    });
    expect(read({ prompt: 'a cat' })).toMatchObject({ width: 1024, height: 1024, seed: 0 });
    expect(read({ prompt: 'a cat', output_format: 'jpeg' })).toMatchObject({ format: 'jpeg' });
  });

  it('a picture to begin with, and its size', () => {
    const body = { prompt: 'a cat', mode: 'image-to-image', image: pngOf(640, 480), strength: 0.7 };
    expect(read(body)).toMatchObject({ width: 640, height: 480 });
    expect(read({ ...body, image: pngOf(8, 8) })).toMatchObject({ width: 1024, height: 1024 });
  });

  it.each<[string, Json, string]>([
    ['no prompt', { seed: 1 }, '#: required key [prompt] not found'],
    ['a ratio that is none', { prompt: 'a', aspect_ratio: '4:3' }, '#/aspect_ratio: 4:3 is not a valid enum value'],
    ['a long prompt', { prompt: 'x'.repeat(10_001) }, '#/prompt: expected maxLength: 10000, actual: 10001'],
    ['a large seed', { prompt: 'a', seed: 4_294_967_295 }, '#/seed: 4294967295 is not less or equal to 4294967294'],
    [
      'a format that is none',
      { prompt: 'a', output_format: 'webp' },
      '#/output_format: webp is not a valid enum value',
    ],
    [
      'a picture without a strength',
      { prompt: 'a', mode: 'image-to-image', image: pngOf(64, 64) },
      '#: required key [strength] not found',
    ],
    [
      'a field that Stability does not know',
      { prompt: 'a', cfg_scale: 7 },
      "{\"detail\":\"Invalid field in request. Available fields: ['prompt', 'negative_prompt', 'mode', 'strength', " +
        "'seed', 'output_format', 'image', 'aspect_ratio']\"}",
    ],
  ])('and refuses %s', (_, body, words) => {
    expect(refusalOf(stabilitySd3, body, model)).toBe(words);
  });
});

it('stability-sd3 writes each picture with its seed and no reason', () => {
  expect(imagesOf(stabilitySd3, { prompt: 'a cat' }, [Uint8Array.of(1, 2, 3)], model)).toEqual({
    seeds: [40],
    finish_reasons: [null],
    images: ['AQID'],
  });
});
