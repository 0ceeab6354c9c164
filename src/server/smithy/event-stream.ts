/** Event-stream framing. Our own small encoder writes (it is held to the SDK's codec byte for byte); the SDK's codec reads. */

import { crc32 } from 'node:zlib';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { ServiceException } from '../exception.js';
import { writeStructure } from './codec.js';
import type { Member, StructureShape } from './shape.js';

/** The alphabet whose prefixes are the padding `p`. Source: recorded exchanges. */
const PADDING = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const STRING_HEADER = 7;

/** One frame's headers, all of string type, in their order. */
export type FrameHeaders = [name: string, value: string][];

const encodedHeaders = new Map<string, Buffer>();

/** The header block of a frame. The few that occur are kept. */
function headerBlock(headers: FrameHeaders): Buffer {
  const key = headers.join('\n');
  const known = encodedHeaders.get(key);
  if (known) return known;
  const parts: Buffer[] = [];
  for (const [name, value] of headers) {
    const nameBytes = Buffer.from(name);
    const valueBytes = Buffer.from(value);
    const head = Buffer.alloc(nameBytes.length + 4);
    head.writeUInt8(nameBytes.length, 0);
    nameBytes.copy(head, 1);
    head.writeUInt8(STRING_HEADER, nameBytes.length + 1);
    head.writeUInt16BE(valueBytes.length, nameBytes.length + 2);
    parts.push(head, valueBytes);
  }
  const block = Buffer.concat(parts);
  if (encodedHeaders.size < 200) encodedHeaders.set(key, block);
  return block;
}

/** Encodes one frame: prelude, prelude CRC, headers, payload, message CRC. */
export function encodeFrame(headers: FrameHeaders, payload: string | Uint8Array): Buffer {
  const block = headerBlock(headers);
  const payloadLength = typeof payload === 'string' ? Buffer.byteLength(payload) : payload.byteLength;
  const total = 16 + block.length + payloadLength;
  const frame = Buffer.allocUnsafe(total);
  frame.writeUInt32BE(total, 0);
  frame.writeUInt32BE(block.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  block.copy(frame, 12);
  if (typeof payload === 'string') frame.write(payload, 12 + block.length);
  else frame.set(payload, 12 + block.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, total - 4)), total - 4);
  return frame;
}

const eventHeaders = new Map<string, FrameHeaders>();

function headersOf(kind: 'event' | 'exception', name: string): FrameHeaders {
  const key = `${kind} ${name}`;
  const known = eventHeaders.get(key);
  if (known) return known;
  const headers: FrameHeaders = [
    [`:${kind}-type`, name],
    [':content-type', 'application/json'],
    [':message-type', kind],
  ];
  eventHeaders.set(key, headers);
  return headers;
}

/**
 * Frames each event of a union: `{ contentBlockDelta: {...} }` becomes one frame. A synchronous stream stays synchronous.
 * An exception thrown by the stream becomes one exception frame, and the stream ends there.
 */
export function encodeEvents(
  union: StructureShape,
  events: Iterable<object> | AsyncIterable<object>,
  padding: boolean,
): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  const encode = eventEncoder(union, padding);
  return Symbol.asyncIterator in events ? encodeAsync(events, encode) : encodeSync(events, encode);
}

type Encode = (event: object) => Uint8Array;

function* encodeSync(events: Iterable<object>, encode: Encode): Generator<Uint8Array> {
  try {
    for (const event of events) yield encode(event);
  } catch (thrown) {
    yield exceptionFrame(thrown);
  }
}

async function* encodeAsync(events: AsyncIterable<object>, encode: Encode): AsyncGenerator<Uint8Array> {
  try {
    for await (const event of events) yield encode(event);
  } catch (thrown) {
    yield exceptionFrame(thrown);
  }
}

function eventEncoder(union: StructureShape, padding: boolean): Encode {
  // The length of the padding follows from the stream's own bytes, so that the same reply has the same bytes.
  let state = 0x9e3779b9;
  return (event) => {
    const [name, value] = Object.entries(event)[0] as [string, Record<string, unknown>];
    const member = union.byName.get(name) as Member;
    const content = writeStructure(member.shape as StructureShape, value);
    if (!padding) return encodeFrame(headersOf('event', name), JSON.stringify(content));
    const plain = JSON.stringify(content);
    state = crc32(Buffer.from(plain), state);
    const pad = PADDING.slice(0, 2 + (state % 60));
    return encodeFrame(headersOf('event', name), withPadding(plain, content, pad));
  };
}

/** Adds `"p"` where the sorted order of keys puts it. */
function withPadding(plain: string, content: Record<string, unknown>, pad: string): string {
  const keys = Object.keys(content);
  if (keys.length === 0) return `{"p":"${pad}"}`;
  if (keys.every((key) => key < 'p')) return `${plain.slice(0, -1)},"p":"${pad}"}`;
  if (keys.every((key) => key > 'p')) return `{"p":"${pad}",${plain.slice(1)}`;
  const sorted: Record<string, unknown> = {};
  for (const key of [...keys, 'p'].sort()) sorted[key] = key === 'p' ? pad : content[key];
  return JSON.stringify(sorted);
}

function exceptionFrame(thrown: unknown): Uint8Array {
  const known = thrown instanceof ServiceException;
  const name = known ? thrown.name : 'InternalServerException';
  const message = known
    ? thrown.message
    : 'The system encountered an unexpected error during processing. Try your request again.';
  const wireName = `${name[0]?.toLowerCase()}${name.slice(1)}`;
  return encodeFrame(
    headersOf('exception', wireName),
    JSON.stringify({ message, ...(known && thrown.options.members) }),
  );
}

export interface Frame {
  headers: Record<string, string>;
  payload: Uint8Array;
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/** Decodes one whole frame. Throws where a length or a CRC is wrong. */
export function decodeFrame(bytes: Uint8Array): Frame {
  const message = codec.decode(bytes);
  const headers: Record<string, string> = {};
  for (const [name, header] of Object.entries(message.headers)) headers[name] = String(header.value);
  return { headers, payload: message.body };
}

/** Longest frame that is accepted: 24 MB, the limit that event streams have at AWS. */
const MAXIMUM_FRAME = 24 * 1024 * 1024;

/** Cuts a byte stream into frames. Throws where the bytes are no frames, or end inside one. */
export async function* decodeFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  let held = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    while (held.length >= 12) {
      const total = held.readUInt32BE(0);
      if (total < 16 || total > MAXIMUM_FRAME) throw new Error(`a frame says it is ${total} bytes long`);
      if (held.length < total) break;
      yield decodeFrame(held.subarray(0, total));
      held = held.subarray(total);
    }
  }
  if (held.length > 0) throw new Error('the stream ends inside a frame');
}
