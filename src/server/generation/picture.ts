/** The generator of images: files of a landscape with the prompt written on it. */

import type { ImageOutput, ImageRequest } from '../inference/image.js';
import { createSequence } from '../inference/sequence.js';
import { type Colour, coloursAmong } from './colours.js';
import type { GenerationContext } from './generator.js';
import { encodeJpeg } from './jpeg.js';
import { type Canvas, darker, drawLandscape, white } from './landscape.js';
import { measureLatency } from './latency.js';
import { eachDot, layOut } from './lettering.js';
import { pictureColours } from './picture-colours.js';
import { encodePng } from './png.js';
import { hashText, mixSeeds } from './random.js';
import { wordsOf } from './words.js';

/** Characters of a prompt that are written. */
const mostLetters = 1000;

/** The same prompt, size and seed give the same bytes. Of several pictures each has the seed after the one before it. */
export function generateImage(image: ImageRequest, context: GenerationContext): ImageOutput {
  const seeds = Array.from({ length: image.count }, (_, index) => image.seed + index);
  const colours = coloursOf(image);
  const images = seeds.map((seed) => {
    const { next } = createSequence(mixSeeds(seed, hashText(image.prompt)));
    const canvas = drawLandscape(image.width, image.height, colours, next);
    writeOn(canvas, image.prompt.slice(0, mostLetters));
    if (image.format === 'jpeg') return encodeJpeg(canvas);
    return encodePng({ ...canvas, channels: 1, depth: 8 }, { zlib: { level: 1 } });
  });
  return { kind: 'image', images, seeds, latencyMs: measureLatency(context) };
}

/** The colours that the prompt names, else those of the caller's own picture, the largest first. */
function coloursOf({ prompt, sources = [] }: ImageRequest): Colour[] {
  const named = coloursAmong(wordsOf(prompt));
  if (named.length > 0 || !sources[0]) return named;
  const shares = [...pictureColours(sources[0])].sort((left, right) => right[1] - left[1]);
  return coloursAmong(shares.map(([name]) => name));
}

/** Writes the text on a darkened band in the middle. */
function writeOn({ width, height, data }: Canvas, text: string): void {
  const lettering = layOut(text, width * 0.86, height * 0.7);
  if (lettering.lines.length === 0) return;
  const top = Math.round((height - lettering.height) / 2);
  const margin = lettering.scale * 6;
  const band = [Math.max(0, top - margin) * width, Math.min(height, top + lettering.height + margin) * width];
  for (let pixel = band[0]!; pixel < band[1]!; pixel++) data[pixel]! += darker;
  eachDot(lettering, width / 2, top, (x, y) => {
    for (let row = Math.max(0, y); row < Math.min(height, y + lettering.scale); row++) {
      data.fill(white, row * width + Math.max(0, x), row * width + Math.max(0, Math.min(width, x + lettering.scale)));
    }
  });
}
