import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validationException } from '../../../src/server/exception.js';
import {
  decodeFrame,
  decodeFrames,
  encodeEvents,
  encodeFrame,
  type FrameHeaders,
} from '../../../src/server/smithy/event-stream.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import type { StructureShape } from '../../../src/server/smithy/shape.js';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);
const converseEvents = findOperation('ConverseStream')?.outputEvents?.shape as StructureShape;
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
          expect(encodeFrame(inOrder as FrameHeaders, payload)).toEqual(Buffer.from(expected));
        },
      ),
    );
  });

  it('cuts a byte stream into its frames wherever the chunks end', async () => {
    const frames = ['one', 'two', ''].map((payload) => encodeFrame([[':event-type', payload]], payload));
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
    const frame = damage(encodeFrame([[':event-type', 'chunk']], 'payload')) as Buffer;
    const read = async () => {
      for await (const _ of decodeFrames(chunksOf(frame, 64)));
    };
    await expect(read()).rejects.toThrow();
  });

  it("frames events in AWS's order of headers and keys, with padding last where the alphabet puts it", () => {
    const events = [{ messageStart: { role: 'assistant' } }, { messageStop: { stopReason: 'end_turn' } }];
    const [start, stop] = [...(encodeEvents(converseEvents, events, true) as Iterable<Uint8Array>)].map(decodeFrame);
    expect(Object.entries(start?.headers ?? {})).toEqual([
      [':event-type', 'messageStart'],
      [':content-type', 'application/json'],
      [':message-type', 'event'],
    ]);
    expect(text(start?.payload as Uint8Array)).toMatch(/^\{"p":"abc?[a-zA-Z0-9]*","role":"assistant"\}$/);
    expect(text(stop?.payload as Uint8Array)).toMatch(/^\{"p":"[a-zA-Z0-9]{2,61}","stopReason":"end_turn"\}$/);
  });

  it('leaves padding out when told to', () => {
    const [frame] = encodeEvents(
      converseEvents,
      [{ messageStart: { role: 'assistant' } }],
      false,
    ) as Iterable<Uint8Array>;
    expect(text(decodeFrame(frame as Uint8Array).payload)).toBe('{"role":"assistant"}');
  });

  it('ends a stream that throws with one exception frame', () => {
    function* broken() {
      yield { messageStart: { role: 'assistant' } };
      throw validationException('no');
    }
    const frames = [...(encodeEvents(converseEvents, broken(), true) as Iterable<Uint8Array>)].map(decodeFrame);
    expect(frames).toHaveLength(2);
    expect(frames[1]?.headers).toEqual({
      ':exception-type': 'validationException',
      ':content-type': 'application/json',
      ':message-type': 'exception',
    });
    expect(text(frames[1]?.payload as Uint8Array)).toBe('{"message":"no"}');
  });
});
