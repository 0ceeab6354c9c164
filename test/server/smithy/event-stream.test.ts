import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeFrames,
  encodeFrame,
  encodeHeaders,
  type FrameHeaders,
} from '../../../src/server/smithy/event-stream.js';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const headerText = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' });

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('event-stream framing', () => {
  it("writes the same bytes as the SDK's codec", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(headerText, headerText), { selector: ([name]) => name }),
        fc.string(),
        (headers, payload) => {
          const expected = codec.encode({
            headers: Object.fromEntries(headers.map(([name, value]) => [name, { type: 'string', value }])),
            body: Buffer.from(payload, 'utf8'),
          });
          const inOrder = Object.keys(Object.fromEntries(headers)).map((name) =>
            headers.find(([other]) => other === name),
          );
          expect(encodeFrame(encodeHeaders(inOrder as FrameHeaders), payload)).toEqual(Buffer.from(expected));
        },
      ),
    );
  });

  it('cuts a byte stream into its frames wherever the chunks end', async () => {
    const frames = ['one', 'two', ''].map((payload) => encodeFrame(encodeHeaders([[':event-type', payload]]), payload));
    for (const size of [1, 7, 1000]) {
      const read: string[] = [];
      for await (const frame of decodeFrames(chunksOf(Buffer.concat(frames), size))) read.push(text(frame.payload));
      expect(read).toEqual(['one', 'two', '']);
    }
  });

  it.each([
    ['a changed payload', (frame: Buffer) => frame.fill(0, frame.length - 6, frame.length - 5)],
    ['a changed length', (frame: Buffer) => frame.writeUInt32BE(17, 0) && frame],
    ['a length beyond all bounds', (frame: Buffer) => frame.writeUInt32BE(0xffffffff, 0) && frame],
    ['an early end', (frame: Buffer) => frame.subarray(0, frame.length - 1)],
  ])('refuses %s', async (_name, damage) => {
    const frame = damage(encodeFrame(encodeHeaders([[':event-type', 'chunk']]), 'payload')) as Buffer;
    const read = async () => {
      for await (const _ of decodeFrames(chunksOf(frame, 64)));
    };
    await expect(read()).rejects.toThrow();
  });
});
