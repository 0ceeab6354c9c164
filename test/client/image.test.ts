import { describe, expect, it } from 'vitest';
import { imageFormatOf, makeImages, pictureNames, pngSize } from '../../src/client/image.js';
import { collect, useClient } from './use-client.js';

const own = useClient();

describe('images', () => {
  it.each([
    ['amazon.titan-image-generator-v2:0', { width: 512, height: 512 }, '512x512'],
    ['stability.sd3-5-large-v1:0', { width: 1536, height: 640 }, '1536x640'],
    ['stability.stable-image-ultra-v1:1', undefined, '1024x1024'],
  ])('%s', async (modelId, size, drawn) => {
    const ask = { prompt: 'a cat', negative: 'dogs', size, seed: 5, count: 2 };
    const pictures = await collect(makeImages({ client: own.client, modelId, ...ask }));
    expect(pictures.map(pngSize)).toEqual([drawn, drawn]);
    expect(pictures[0]).not.toEqual(pictures[1]);
  });

  it('the body of Stable Diffusion XL weighs what is not to be shown', () => {
    const body = imageFormatOf('stability.stable-diffusion-xl-v1').body({
      prompt: 'a',
      negative: 'b',
      seed: 1,
      count: 1,
    });
    expect(body).toEqual({ text_prompts: [{ text: 'a' }, { text: 'b', weight: -1 }], seed: 1 });
  });

  it('a size that is none of the ratios is refused in one sentence', async () => {
    const ask = { prompt: 'a', size: { width: 1000, height: 100 }, count: 1 };
    const pictures = makeImages({ client: own.client, modelId: 'stability.stable-image-core-v1:1', ...ask });
    await expect(collect(pictures)).rejects.toThrow(/^this model draws the ratios 16:9, .*; 1000x100 is none of them$/);
  });

  it('a picture that the model filtered is said to be so', () => {
    const { read } = imageFormatOf('stability.sd3-5-large-v1:0');
    const filtered = { images: [], finish_reasons: ['Filter reason: prompt'] };
    expect(() => read(filtered as never)).toThrow('Filter reason: prompt');
  });

  it('are numbered where there are several', () => {
    expect(pictureNames('out/my.cat.png', 1)).toEqual(['out/my.cat.png']);
    expect(pictureNames('out/my.cat.png', 2)).toEqual(['out/my.cat-1.png', 'out/my.cat-2.png']);
    expect(pictureNames('./cat', 2)).toEqual(['./cat-1', './cat-2']);
  });
});
