/** H.264 of the simplest kind: pictures of flat squares, each standing still until the next. Source: ITU-T H.264, baseline profile. */
import { type Bits, createBits } from './bits.js';

/** Pixels of a macroblock's side. */
export const SQUARE = 16;

/** A picture of squares: brightness and the two colour differences of each, row by row, 0 to 255. */
export interface Mosaic {
  columns: number;
  rows: number;
  planes: [Uint8Array, Uint8Array, Uint8Array];
}

const PROFILE = 66;
const CONSTRAINTS = 0xc0;
/** 4.0: up to 2048 by 1024 pixels at 24 pictures a second. */
const LEVEL = 40;
const FRAME_NUMBER_BITS = 8;
/** With it a coefficient of 1 is a step of 1 in brightness and of 2 in colour, exactly. */
const QUANTIZER = 28;

const bytesOfUnit = { sequence: 0x67, picture: 0x68, key: 0x65, still: 0x41 };

export function sequenceParameters(width: number, height: number): Uint8Array {
  const bits = createBits();
  const [columns, rows] = [Math.ceil(width / SQUARE), Math.ceil(height / SQUARE)];
  bits.put(PROFILE, 8);
  bits.put(CONSTRAINTS, 8);
  bits.put(LEVEL, 8);
  bits.unsigned(0);
  bits.unsigned(FRAME_NUMBER_BITS - 4);
  bits.unsigned(2); // pictures are shown in the order in which they come
  bits.unsigned(1); // one picture is referred to
  bits.put(0, 1);
  bits.unsigned(columns - 1);
  bits.unsigned(rows - 1);
  bits.code('11'); // frames, direct inference
  const cropped = [0, (columns * SQUARE - width) / 2, 0, (rows * SQUARE - height) / 2];
  const crops = cropped.some((pixels) => pixels > 0);
  bits.put(crops ? 1 : 0, 1);
  if (crops) for (const pixels of cropped) bits.unsigned(pixels);
  bits.put(0, 1);
  return bits.unit(bytesOfUnit.sequence);
}

export function pictureParameters(): Uint8Array {
  const bits = createBits();
  bits.unsigned(0);
  bits.unsigned(0);
  bits.code('00'); // CAVLC
  for (let list = 0; list < 3; list++) bits.unsigned(0);
  bits.code('000');
  bits.signed(QUANTIZER - 26);
  bits.signed(0);
  bits.signed(0);
  bits.code('000');
  return bits.unit(bytesOfUnit.picture);
}

/** What stands in an MP4's `avcC`. */
export const decoderConfiguration = (sequence: Uint8Array, picture: Uint8Array): Uint8Array =>
  Uint8Array.from([
    ...[1, PROFILE, CONSTRAINTS, LEVEL, 0xff, 0xe1, sequence.length >> 8, sequence.length & 255, ...sequence],
    ...[1, picture.length >> 8, picture.length & 255, ...picture],
  ]);

/** A picture that needs no other. `count`: how many of them came before. */
export function keyPicture(mosaic: Mosaic, count: number): Uint8Array {
  const bits = createBits();
  bits.unsigned(0);
  bits.unsigned(7);
  bits.unsigned(0);
  bits.put(0, FRAME_NUMBER_BITS);
  bits.unsigned(count % 2);
  bits.code('00');
  bits.signed(0);
  const shown = mosaic.planes.map((plane) => new Int16Array(plane.length));
  for (let square = 0; square < mosaic.columns * mosaic.rows; square++) putSquare(bits, mosaic, shown, square);
  return bits.unit(bytesOfUnit.key);
}

/** The picture before it once more: every square is skipped. `place`: after the last key picture, from 1. */
export function stillPicture({ columns, rows }: Pick<Mosaic, 'columns' | 'rows'>, place: number): Uint8Array {
  const bits = createBits();
  bits.unsigned(0);
  bits.unsigned(5);
  bits.unsigned(0);
  bits.put(place % 2 ** FRAME_NUMBER_BITS, FRAME_NUMBER_BITS);
  bits.code('000');
  bits.signed(0);
  bits.unsigned(columns * rows);
  return bits.unit(bytesOfUnit.still);
}

/** Each square is predicted from the one on its left, else from the one above, and differs from it by one number for each plane. */
function putSquare(bits: Bits, { columns, planes }: Mosaic, shown: Int16Array[], square: number): void {
  const side = square % columns > 0 ? 'left' : square >= columns ? 'above' : 'none';
  const neighbour = { left: square - 1, above: square - columns, none: -1 }[side];
  bits.unsigned(1 + { above: 0, left: 1, none: 2 }[side] + 4);
  bits.unsigned({ none: 0, left: 1, above: 2 }[side]);
  bits.signed(0);
  for (const [index, plane] of planes.entries()) {
    const predicted = neighbour < 0 ? 128 : shown[index]![neighbour]!;
    const step = index === 0 ? 1 : 2;
    const level = Math.trunc((plane[square]! - predicted) / step);
    shown[index]![square] = predicted + level * step;
    putLevel(bits, level, index > 0);
  }
}

/** One coefficient or none. Tables 9-5, 9-7 and 9-9. */
function putLevel(bits: Bits, level: number, isColour: boolean): void {
  if (level === 0) {
    bits.code(isColour ? '01' : '1');
    return;
  }
  if (Math.abs(level) === 1) bits.code(`${isColour ? '1' : '01'}${level < 0 ? '1' : '0'}`);
  else {
    bits.code(isColour ? '000111' : '000101');
    putSize(bits, (level > 0 ? 2 * level - 2 : -2 * level - 1) - 2);
  }
  bits.code('1');
}

/** The level's code as prefix and suffix. Source: 9.2.2.1. */
function putSize(bits: Bits, code: number): void {
  const prefix = code < 14 ? code : code < 30 ? 14 : 15;
  bits.put(1, prefix + 1);
  if (prefix === 14) bits.put(code - 14, 4);
  if (prefix === 15) bits.put(code - 30, 12);
}
