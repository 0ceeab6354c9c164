import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { pictureSize } from '../../../src/server/inference/picture-size.js';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('pictureSize', () => {
  it('reads the four formats that Converse takes', () => {
    const png = encode({ width: 17, height: 5, data: new Uint8Array(85), channels: 1 });
    expect(pictureSize(png)).toEqual({ width: 17, height: 5 });
    expect(pictureSize(hex('474946383961 2c01 c800'))).toEqual({ width: 300, height: 200 });
    const jpeg = 'ffd8 ffe0 0004 0000 ffc4 0003 00 ffc0 0011 08 00c8 012c';
    expect(pictureSize(hex(jpeg))).toEqual({ width: 300, height: 200 });
    const riff = '52494646 00000000 57454250';
    expect(pictureSize(hex(`${riff} 56503820 00000000 000000 9d012a 2c01 c800`))).toEqual({ width: 300, height: 200 });
    expect(pictureSize(hex(`${riff} 5650384c 00000000 2f 2bc13100`))).toEqual({ width: 300, height: 200 });
    expect(pictureSize(hex(`${riff} 56503858 00000000 00000000 2b0100 c70000`))).toEqual({ width: 300, height: 200 });
  });

  it('knows nothing of other bytes', () => {
    for (const bytes of ['', '00', '89504e47', 'ffd8 ffda', '000102030405060708090a0b0c0d']) {
      expect(pictureSize(hex(bytes))).toBeUndefined();
    }
  });
});
