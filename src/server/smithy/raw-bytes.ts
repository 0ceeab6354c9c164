/** Bytes of a body or of an event's payload in a form that people can read, where that form gives the same bytes again. */
import { isUtf8 } from 'node:buffer';
import type { RawBytes, RawFrame } from '../../fixtures/fixture.js';

export type RawPayload = RawFrame['payload'];

export function writeBytes(value: RawPayload): string | Uint8Array {
  if (typeof value === 'string') return value;
  if ('json' in value) return JSON.stringify(value.json);
  if ('base64' in value) return Buffer.from(value.base64, 'base64');
  const { chunk, p } = value;
  return JSON.stringify({ bytes: Buffer.from(JSON.stringify(chunk)).toString('base64'), p });
}

/** A body: JSON, text or base64, the first of them that gives the same bytes again. */
export function readBytes(bytes: Uint8Array): RawBytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isUtf8(buffer)) return { base64: buffer.toString('base64') };
  const text = buffer.toString('utf8');
  const json = readJson(text);
  return json !== undefined && JSON.stringify(json) === text ? { json } : text;
}

/** An event's payload: a native event in its wrapping, or what a body can be. */
export function readPayload(bytes: Uint8Array): RawPayload {
  const read = readBytes(bytes);
  if (typeof read === 'string' || !('json' in read)) return read;
  const { bytes: wrapped, p } = read.json as { bytes?: unknown; p?: unknown };
  if (typeof wrapped !== 'string' || (p !== undefined && typeof p !== 'string')) return read;
  const chunk = readJson(Buffer.from(wrapped, 'base64').toString('utf8'));
  if (chunk === undefined) return read;
  const whole = { chunk, ...(p !== undefined && { p }) };
  return writeBytes(whole) === JSON.stringify(read.json) ? whole : read;
}

/** An object or a list; undefined for any other text. */
export function readJson(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
