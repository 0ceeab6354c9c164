/** The generator of videos: an MP4 in which each shot is a landscape of coarse squares that stands still. */
import { createSequence } from '../../inference/sequence.js';
import { type Colour, coloursAmong } from '../colours.js';
import { drawLandscape } from '../landscape.js';
import { pictureColours } from '../picture-colours.js';
import { hashText, mixSeeds } from '../random.js';
import { wordsOf } from '../words.js';
import {
  decoderConfiguration,
  keyPicture,
  type Mosaic,
  pictureParameters,
  SQUARE,
  sequenceParameters,
  stillPicture,
} from './h264.js';
import { writeMp4 } from './mp4.js';

export interface Shot {
  prompt: string;
  /** Its colours stand in where the prompt names none. */
  picture?: Uint8Array;
  seconds: number;
}

export interface VideoRequest {
  shots: Shot[];
  /** Even numbers of pixels. */
  width: number;
  height: number;
  /** Pictures a second. */
  fps: number;
  seed: number;
}

/** The same shots, size and seed give the same bytes. */
export function generateVideo({ shots, width, height, fps, seed }: VideoRequest): Uint8Array {
  const samples: Uint8Array[] = [];
  const keys: number[] = [];
  for (const [index, shot] of shots.entries()) {
    const mosaic = drawShot(shot, Math.ceil(width / SQUARE), Math.ceil(height / SQUARE), seed);
    keys.push(samples.length + 1);
    samples.push(keyPicture(mosaic, index));
    for (let place = 1; place < shot.seconds * fps; place++) samples.push(stillPicture(mosaic, place));
  }
  const configuration = decoderConfiguration(sequenceParameters(width, height), pictureParameters());
  return writeMp4({ width, height, fps, configuration, samples, keys });
}

function drawShot({ prompt, picture }: Shot, columns: number, rows: number, seed: number): Mosaic {
  const { next } = createSequence(mixSeeds(seed, hashText(prompt)));
  const named = coloursAmong(wordsOf(prompt));
  const colours =
    named.length > 0 || !picture
      ? named
      : coloursAmong([...pictureColours(picture)].sort(largest).map(([name]) => name));
  const { data, palette } = drawLandscape(columns, rows, colours, next);
  const planes = [0, 1, 2].map((plane) => Uint8Array.from(data, (tone) => toPlanes(palette[tone]!)[plane]!));
  return { columns, rows, planes: planes as Mosaic['planes'] };
}

const largest = (left: [string, number], right: [string, number]) => right[1] - left[1];

/** Brightness and colour differences. Source: ITU-R BT.601, limited range. */
function toPlanes([red, green, blue]: Colour): [number, number, number] {
  return [
    Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue),
    Math.round(128 - 0.148 * red - 0.291 * green + 0.439 * blue),
    Math.round(128 + 0.439 * red - 0.368 * green - 0.071 * blue),
  ];
}
