/** Takes a stream of frames apart as far as it can be: frames whose checksums are wrong too, and what is left of one cut off. */
import { crc32 } from 'node:zlib';
import { encodeFrame, encodeHeaders, type FrameHeaders } from './event-stream.js';

export interface FramePart {
  start: number;
  /** After its last byte. */
  end: number;
  headers: FrameHeaders;
  payload: Uint8Array;
  /** What the checksums of prelude and message are beside the right ones: 0 where they are right. */
  wrong: { prelude: number; message: number };
  /** Whether its headers are all texts, so that it can be written anew. */
  plain: boolean;
}

/** The limit that event streams have at AWS. */
const LONGEST = 24 * 1024 * 1024;

/** The frames from the start of the bytes, up to the first place where there is none. */
export function readFrameParts(bytes: Uint8Array): FramePart[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: FramePart[] = [];
  for (let start = 0; start + 16 <= buffer.length; ) {
    const part = readFramePart(buffer, start);
    if (!part) break;
    parts.push(part);
    start = part.end;
  }
  return parts;
}

function readFramePart(buffer: Buffer, start: number): FramePart | undefined {
  const total = buffer.readUInt32BE(start);
  const headersLength = buffer.readUInt32BE(start + 4);
  const end = start + total;
  if (total < 16 || total > LONGEST || end > buffer.length || headersLength > total - 16) return undefined;
  const read = readHeaders(buffer.subarray(start + 12, start + 12 + headersLength));
  if (!read) return undefined;
  return {
    start,
    end,
    ...read,
    payload: buffer.subarray(start + 12 + headersLength, end - 4),
    wrong: {
      prelude: (buffer.readUInt32BE(start + 8) ^ crc32(buffer.subarray(start, start + 8))) >>> 0,
      message: (buffer.readUInt32BE(end - 4) ^ crc32(buffer.subarray(start, end - 4))) >>> 0,
    },
  };
}

/** Lengths of the values by their type; -1 where two bytes before the value say it. */
const lengths = [0, 0, 1, 2, 4, 8, -1, -1, 8, 16];
const TEXT = 7;

function readHeaders(block: Buffer): { headers: FrameHeaders; plain: boolean } | undefined {
  const headers: FrameHeaders = [];
  let plain = true;
  for (let at = 0; at < block.length; ) {
    const typeAt = at + 1 + block[at]!;
    const fixed = lengths[block[typeAt] ?? -1];
    if (fixed === undefined || (fixed < 0 && typeAt + 3 > block.length)) return undefined;
    const valueAt = typeAt + (fixed < 0 ? 3 : 1);
    const end = valueAt + (fixed < 0 ? block.readUInt16BE(typeAt + 1) : fixed);
    if (end > block.length) return undefined;
    const text = block[typeAt] === TEXT;
    plain &&= text;
    headers.push([block.toString('utf8', at + 1, typeAt), block.toString(text ? 'utf8' : 'base64', valueAt, end)]);
    at = end;
  }
  return { headers, plain };
}

/** The frame with other contents: lengths are right, checksums as wrong as they were. */
export function writeFramePart({ headers, payload, wrong }: Pick<FramePart, 'headers' | 'payload' | 'wrong'>): Buffer {
  const frame = encodeFrame(encodeHeaders(headers), payload);
  if (wrong.prelude === 0 && wrong.message === 0) return frame;
  const last = frame.length - 4;
  frame.writeUInt32BE((frame.readUInt32BE(8) ^ wrong.prelude) >>> 0, 8);
  frame.writeUInt32BE((crc32(frame.subarray(0, last)) ^ wrong.message) >>> 0, last);
  return frame;
}
