import fc from 'fast-check';
import { decode } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { generateImage } from '../../../src/server/generation/picture.js';
import { pictureColours } from '../../../src/server/generation/picture-colours.js';
import type { ImageRequest } from '../../../src/server/inference/image.js';
import { context } from './requests.js';

const draw = (prompt: string, parts: Partial<ImageRequest> = {}) =>
  generateImage(
    { kind: 'image', modelId: 'm', prompt, width: 256, height: 128, count: 1, seed: 0, ...parts },
    context(),
  );

/** Pixels that have the colour of letters. */
const letterPixels = (png: Uint8Array) => {
  const { data, palette } = decode(png);
  return Array.from(data).reduce((count, tone) => count + (palette![tone]!.every((value) => value === 255) ? 1 : 0), 0);
};

describe('generateImage', () => {
  it('gives PNG files of exactly the size that was asked for', () => {
    const sizes = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(sizes, sizes, fc.string({ unit: 'grapheme' }), (width, height, prompt) => {
        const picture = decode(draw(prompt, { width, height }).images[0]!);
        expect([picture.width, picture.height]).toEqual([width, height]);
      }),
      { numRuns: 50 },
    );
  });

  it('gives JPEG files of the same pictures, where it is asked to', () => {
    const [png, other] = [draw('a boat'), draw('a boat', { format: 'jpeg' })].map(({ images }) => images[0]!);
    const { width, height, data, palette } = decode(png!);
    const picture = jpeg.decode(other!);
    expect([picture.width, picture.height]).toEqual([width, height]);
    const distance = (pixel: number) =>
      Math.abs(picture.data[4 * pixel]! - palette![data[pixel]!]![0]!) / (width * height);
    const total = Array.from({ length: width * height }, (_, pixel) => distance(pixel)).reduce(
      (sum, part) => sum + part,
    );
    expect(total).toBeLessThan(6);
  });

  it('gives the same bytes for the same prompt and seed, others for another', () => {
    const [first] = draw('a boat').images;
    expect(draw('a boat').images[0]).toEqual(first);
    expect(draw('a boat', { seed: 1 }).images[0]).not.toEqual(first);
    expect(draw('a goat').images[0]).not.toEqual(first);
  });

  it('gives several pictures the seeds that follow', () => {
    const several = draw('a boat', { count: 3, seed: 41 });
    expect(several.seeds).toEqual([41, 42, 43]);
    expect(several.images[1]).toEqual(draw('a boat', { seed: 42 }).images[0]);
  });

  it('writes the prompt on it: more letters, more dots; wrapped, and smaller where it is long', () => {
    const dots = ['', 'l', 'l l', 'a lighthouse', 'a lighthouse by the sea'].map((prompt) =>
      letterPixels(draw(prompt).images[0]!),
    );
    expect(dots[0]).toBe(0);
    expect(dots).toEqual(dots.toSorted((left, right) => left - right));
    expect(dots[2]).toBe(2 * dots[1]!);
    expect(letterPixels(draw('sea '.repeat(400), { width: 64, height: 64 }).images[0]!)).toBeGreaterThan(200);
  });

  it('takes the colours that the prompt names, else those of the picture that was sent', () => {
    const named = draw('a green hill under a violet sky', { width: 200, height: 200 }).images[0]!;
    expect(pictureColours(named).get('green')! + (pictureColours(named).get('violet') ?? 0)).toBeGreaterThan(0.1);
    const again = draw('the same again', { sources: [named], width: 200, height: 200 }).images[0]!;
    expect(again).not.toEqual(draw('the same again', { width: 200, height: 200 }).images[0]);
  });

  it('is quick with a megapixel', () => {
    draw('warm');
    const start = performance.now();
    draw('a lighthouse', { width: 1024, height: 1024 });
    expect(performance.now() - start).toBeLessThan(250);
  });
});
