/** A landscape to write on: sky, sun and hills, drawn with a palette from a few random numbers. */
import type { Colour } from './colours.js';

/** Pixels are places in the palette; the upper half of it holds the lower half's colours, darkened. */
export interface Canvas {
  width: number;
  height: number;
  data: Uint8Array;
  palette: Colour[];
}

export const darker = 128;
export const white = 127;
const skyTones = 112;
const sunTone = 112;
const haloTone = 113;
const firstHill = 114;
const hills = 4;

/** Colours that were named colour sky and hills; without any, the random numbers choose. Other numbers, another picture. */
export function drawLandscape(width: number, height: number, named: Colour[], random: () => number): Canvas {
  const canvas = { width, height, data: new Uint8Array(width * height), palette: createPalette(named, random) };
  for (let y = 0; y < height; y++) {
    canvas.data.fill(Math.floor((y / height) * skyTones), y * width, (y + 1) * width);
  }
  const [x, y] = [width * (0.15 + 0.7 * random()), height * (0.15 + 0.25 * random())];
  const radius = Math.min(width, height) * (0.07 + 0.07 * random());
  fillCircle(canvas, x, y, radius * 1.35, haloTone);
  fillCircle(canvas, x, y, radius, sunTone);
  for (let hill = 0; hill < hills; hill++) fillHill(canvas, hill, random);
  return canvas;
}

function createPalette(named: Colour[], random: () => number): Colour[] {
  const hue = random();
  const sky = named[0] ?? fromHue(hue, 0.55, 0.5);
  const land = named[1] ?? named[0] ?? fromHue(hue + 0.3 + random() * 0.3, 0.4, 0.42);
  const pale: Colour = [255, 244, 226];
  const palette: Colour[] = [];
  for (let tone = 0; tone < skyTones; tone++) palette.push(blend(sky, pale, (tone / skyTones) * 0.85));
  const sun = named[2] ?? pale;
  palette[sunTone] = blend(sun, pale, 0.3);
  palette[haloTone] = blend(sun, sky, 0.35);
  for (let hill = 0; hill < hills; hill++) {
    palette[firstHill + hill] = blend(blend(land, pale, 0.5 - hill * 0.16), [16, 20, 30], hill * 0.14);
  }
  for (let tone = firstHill + hills; tone < darker; tone++) palette[tone] = [255, 255, 255];
  return [...palette, ...palette.map((colour) => blend(colour, [12, 14, 24], 0.72))];
}

function fillCircle(
  { width, height, data }: Canvas,
  centreX: number,
  centreY: number,
  radius: number,
  tone: number,
): void {
  for (let y = Math.max(0, Math.ceil(centreY - radius)); y < Math.min(height, centreY + radius); y++) {
    const half = Math.sqrt(Math.max(0, radius ** 2 - (y - centreY) ** 2));
    const from = Math.max(0, Math.round(centreX - half));
    const to = Math.min(width, Math.round(centreX + half));
    if (to > from) data.fill(tone, y * width + from, y * width + to);
  }
}

/** Each hill is nearer, lower and darker than the one before it. */
function fillHill({ width, height, data }: Canvas, hill: number, random: () => number): void {
  const base = 0.56 + hill * 0.11;
  const waves = [1 + random() * 1.5, 2.5 + random() * 3].map((waves) => ({ waves, phase: random() * 6.28 }));
  const ridge = Float64Array.from({ length: width }, (_, x) => {
    const [long, short] = waves.map(({ waves, phase }) => Math.sin((x / width) * waves * 6.28 + phase));
    return height * (base + 0.05 * long! + 0.018 * short!);
  });
  const tone = firstHill + hill;
  for (let y = Math.max(0, Math.floor(height * (base - 0.07))); y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) if (y >= ridge[x]!) data[row + x] = tone;
  }
}

function blend(from: Colour, to: Colour, share: number): Colour {
  return from.map((value, index) => Math.round(value + (to[index]! - value) * share)) as Colour;
}

/** `hue` goes around once from 0 to 1; saturation and lightness as in CSS `hsl()`. */
function fromHue(hue: number, saturation: number, lightness: number): Colour {
  const spread = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const place = (offset + hue * 12) % 12;
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  }) as Colour;
}
