import { describe, expect, it } from 'vitest';
import { createBits } from '../../../../src/server/generation/video/bits.js';
import { generateVideo } from '../../../../src/server/generation/video/video.js';
import { mediaKind, mediaSeconds } from '../../../../src/server/inference/media-kind.js';

const film = (prompt: string, more: object = {}) =>
  Buffer.from(
    generateVideo({
      shots: [
        { prompt, seconds: 2 },
        { prompt: 'A green wood', seconds: 1 },
      ],
      width: 1280,
      height: 720,
      fps: 24,
      seed: 0,
      ...more,
    }),
  );

interface Box {
  type: string;
  body: Buffer;
}

function boxesIn(bytes: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    const end = at + bytes.readUInt32BE(at);
    expect(end).toBeLessThanOrEqual(bytes.length);
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, end) });
  }
  return boxes;
}

/** `moov`, `trak`, ...: the body of the box at the end of the path. */
function boxAt(bytes: Buffer, ...path: string[]): Buffer {
  return path.reduce((within, type) => boxesIn(within).find((box) => box.type === type)!.body, bytes);
}
const table = (file: Buffer, type: string) => boxAt(file, 'moov', 'trak', 'mdia', 'minf', 'stbl', type);

describe('a video', () => {
  it('is an MP4 that lasts as long as its shots', () => {
    const file = film('A red sun');
    expect([mediaKind(file), mediaSeconds(file)]).toEqual(['mp4', 3]);
    expect(boxesIn(file).map(({ type }) => type)).toEqual(['ftyp', 'moov', 'mdat']);
  });

  it('has a picture for each moment, and one that needs no other at the start of each shot', () => {
    const file = film('A red sun');
    const sizes = table(file, 'stsz');
    expect(sizes.readUInt32BE(8)).toBe(72);
    const keys = table(file, 'stss');
    expect([keys.readUInt32BE(4), keys.readUInt32BE(8), keys.readUInt32BE(12)]).toEqual([2, 1, 49]);
  });

  it('says rightly where each picture begins and how long it is', () => {
    const file = film('A red sun');
    let at = table(file, 'stco').readUInt32BE(8);
    expect(at).toBe(file.length - boxAt(file, 'mdat').length);
    const sizes = table(file, 'stsz');
    const kinds: number[] = [];
    for (let sample = 0; sample < 72; sample++) {
      const size = sizes.readUInt32BE(12 + sample * 4);
      expect(file.readUInt32BE(at)).toBe(size - 4);
      kinds.push(file[at + 4]! & 31);
      at += size;
    }
    expect(at).toBe(file.length);
    expect(kinds.filter((kind) => kind === 5)).toHaveLength(2);
    expect(new Set(kinds)).toEqual(new Set([5, 1]));
  });

  it('is the same for the same words, and another for others, another seed or another size', () => {
    const file = film('A red sun');
    expect(film('A red sun').equals(file)).toBe(true);
    for (const other of [film('A blue sea'), film('A red sun', { seed: 1 }), film('A red sun', { height: 704 })])
      expect(other.equals(file)).toBe(false);
  });

  it('is small', () => expect(film('A red sun').length).toBeLessThan(40_000));
});

describe('the bits of a unit', () => {
  it('are packed, closed with a one, and never look like the start of another', () => {
    const bits = createBits();
    for (let byte = 0; byte < 5; byte++) bits.put(0, 8);
    bits.put(1, 8);
    expect([...bits.unit(0x67)]).toEqual([0x67, 0, 0, 3, 0, 0, 3, 0, 1, 0x80]);
  });

  it.each([
    [0, '1'],
    [1, '010'],
    [2, '011'],
    [7, '0001000'],
  ])('%i as Exp-Golomb is %s', (value, code) => {
    const [made, written] = [createBits(), createBits()];
    made.unsigned(value);
    written.code(code);
    expect(made.unit(0)).toEqual(written.unit(0));
  });
});
