/** JPEG files, by a library that is loaded when the first one is written. */
import { createRequire } from 'node:module';
import type { Canvas } from './landscape.js';

const quality = 85;

export function encodeJpeg({ width, height, data, palette }: Canvas): Uint8Array {
  const { encode }: typeof import('jpeg-js') = createRequire(import.meta.url)('jpeg-js');
  return encode({ width, height, data: toPixels(data, palette) }, quality).data;
}

/** Red, green, blue and a fourth that JPEG has no room for: four bytes for each pixel. */
function toPixels(data: Uint8Array, palette: Canvas['palette']): Uint8Array {
  const colours = Uint32Array.from(palette, ([red, green, blue]) => red | (green << 8) | (blue << 16));
  const pixels = new Uint8Array(data.length * 4);
  const view = new DataView(pixels.buffer);
  for (let index = 0; index < data.length; index++) view.setUint32(index * 4, colours[data[index]!]!, true);
  return pixels;
}
