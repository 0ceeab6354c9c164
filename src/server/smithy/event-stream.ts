/** Event-stream framing. Our own small encoder writes (it is held to the SDK's codec byte for byte); the SDK's codec reads. */
import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import { lazy } from './shape.js';

const stringHeader = 7;

/** One frame's headers, all of string type, in their order. */
export type FrameHeaders = [name: string, value: string][];

/** The header block of a frame: for each header the name's length and the name, its type, the value's length and the value. */
export function encodeHeaders(headers: FrameHeaders): Uint8Array {
  const parts = headers.flatMap(([name, value]) => {
    const nameBytes = Buffer.from(name);
    const valueBytes = Buffer.from(value);
    const valueLength = [valueBytes.length >> 8, valueBytes.length & 0xff];
    return [Buffer.of(nameBytes.length), nameBytes, Buffer.of(stringHeader, ...valueLength), valueBytes];
  });
  return Buffer.concat(parts);
}

/** What each byte does to a CRC. */
const checksums = Uint32Array.from({ length: 256 }, (_, byte) => ~crc32(Uint8Array.of(byte), 0xffffffff));

/** The CRC of the first eight bytes. A call of zlib takes longer than they do. */
function preludeChecksum(frame: Uint8Array): number {
  let checksum = 0xffffffff;
  for (let index = 0; index < 8; index++) {
    checksum = (checksum >>> 8) ^ (checksums[(checksum ^ (frame[index] as number)) & 0xff] as number);
  }
  return ~checksum >>> 0;
}

/** Encodes one frame: prelude, prelude CRC, header block, payload, message CRC. */
export function encodeFrame(headers: Uint8Array, payload: string | Uint8Array): Buffer {
  const payloadLength = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.byteLength;
  const total = 16 + headers.byteLength + payloadLength;
  const frame = Buffer.allocUnsafe(total);
  frame.writeUInt32BE(total, 0);
  frame.writeUInt32BE(headers.byteLength, 4);
  frame.writeUInt32BE(preludeChecksum(frame), 8);
  frame.set(headers, 12);
  if (typeof payload === 'string') frame.write(payload, 12 + headers.byteLength);
  else frame.set(payload, 12 + headers.byteLength);
  frame.writeUInt32BE(crc32(frame.subarray(0, total - 4)), total - 4);
  return frame;
}

export interface Frame {
  headers: Record<string, string>;
  payload: Uint8Array;
}

const codec = lazy(() => {
  const load = createRequire(import.meta.url);
  const { EventStreamCodec } = load('@smithy/eventstream-codec') as typeof import('@smithy/eventstream-codec');
  return new EventStreamCodec(
    (bytes) => Buffer.from(bytes).toString('utf8'),
    (text) => Buffer.from(text, 'utf8'),
  );
});

/** Decodes one whole frame. Throws where a length or a CRC is wrong. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const message = codec().decode(bytes);
  const headers: Record<string, string> = {};
  for (const [name, header] of Object.entries(message.headers)) headers[name] = String(header.value);
  return { headers, payload: message.body };
}

/** Longest frame that is accepted: 24 MB, the limit that event streams have at AWS. */
const MAXIMUM_FRAME = 24 * 1024 * 1024;

/** Cuts a byte stream into frames and reads them. Throws where the bytes are no frames, or end inside one. */
export async function* decodeFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  for await (const bytes of cutFrames(chunks)) yield decodeFrame(bytes);
}

/** The bytes of each frame. Throws as decodeFrames does, checksums aside. */
export async function* cutFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    while (held.length >= 12) {
      const total = held.readUInt32BE(0);
      if (total < 16 || total > MAXIMUM_FRAME) throw new Error(`a frame says it is ${total} bytes long`);
      if (held.length < total) break;
      yield held.subarray(0, total);
      held = held.subarray(total);
    }
  }
  if (held.length > 0) throw new Error('the stream ends inside a frame');
}
