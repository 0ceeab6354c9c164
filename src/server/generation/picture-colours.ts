/** The named colours that a PNG shows, and how much of it each one covers. */

import { pictureSize } from '../inference/picture-size.js';
import { type Colour, nearestColour } from './colours.js';
import { decodePng } from './png.js';

/** Pixels looked at: enough for the shares to settle. */
const samples = 256;
/** A larger picture is not decoded: it would hold the server up. */
const mostPixels = 2048 * 2048;

/** Shares that sum to 1; empty where the bytes are no PNG that can be read. */
export function pictureColours(bytes: Uint8Array): Map<string, number> {
  const shares = new Map<string, number>();
  const picture = readPng(bytes);
  if (!picture) return shares;
  const { width, height } = picture;
  for (let sample = 0; sample < samples; sample++) {
    const name = nearestColour(picture.at(Math.floor(((sample + 0.5) * width * height) / samples)));
    shares.set(name, (shares.get(name) ?? 0) + 1 / samples);
  }
  return shares;
}

function readPng(bytes: Uint8Array) {
  const size = bytes[0] === 0x89 ? pictureSize(bytes) : undefined;
  if (!size || size.width * size.height > mostPixels) return undefined;
  try {
    const { width, height, data, channels, depth, palette } = decodePng(bytes);
    const scale = depth === 16 ? 257 : 1;
    const value = (index: number) => data[index]! / scale;
    const at = (pixel: number): Colour => {
      const first = pixel * channels;
      if (palette) return palette[data[first]!]!.slice(0, 3) as Colour;
      return channels < 3
        ? [value(first), value(first), value(first)]
        : [value(first), value(first + 1), value(first + 2)];
    };
    return { width, height, at };
  } catch {
    return undefined;
  }
}
