/** A stream of frames with its secrets redacted: lengths are right, checksums as right or as wrong as they were. */
import { crc32 } from 'node:zlib';
import type { Redactor } from '../redaction/redactor.js';
import { type FramePart, readFrameParts, writeFramePart } from '../smithy/frame-parts.js';
import { type RawPayload, readJson, readPayload } from '../smithy/raw-bytes.js';
import { coverBytes, coverCutFrame, redactBytes } from './redact-bytes.js';
import { redactPieces } from './redact-pieces.js';

export interface RedactedFrames {
  bytes: Buffer;
  /** The frames as they came. */
  parts: FramePart[];
  /** Where in the redacted bytes that is which stood at an offset of those that came. */
  moved(offset: number): number;
}

export function redactFrames(bytes: Buffer, redactor: Redactor): RedactedFrames {
  const parts = readFrameParts(bytes);
  const payloads = parts.map(({ payload }) => openPayload(payload));
  const values = redactPieces(
    payloads.map(({ value }) => value),
    redactor,
  );
  const frames = parts.map((part, index) => redactFrame(part, bytes, payloads[index]!, values[index], redactor));
  const rest = coverCutFrame(bytes.subarray(parts.at(-1)?.end ?? 0), redactor);
  const starts = [0];
  for (const frame of frames) starts.push(starts.at(-1)! + frame.byteLength);
  const moved = (offset: number) => {
    const index = parts.findIndex(({ end }) => offset <= end);
    if (index < 0) return starts.at(-1)! + offset - (parts.at(-1)?.end ?? 0);
    const { start, end } = parts[index]!;
    return offset === end ? starts[index + 1]! : starts[index]! + Math.min(offset - start, frames[index]!.byteLength);
  };
  return { bytes: Buffer.concat([...frames, rest]), parts, moved };
}

interface OpenPayload {
  /** What JSON it is; undefined where it is none. */
  value: unknown;
  close(value: unknown): Buffer;
}

/** A native event is taken out of its wrapping. */
function openPayload(payload: Uint8Array): OpenPayload {
  const read = readPayload(payload);
  if (typeof read === 'object' && 'chunk' in read) return { value: read.chunk, close: (chunk) => wrap(chunk, read) };
  const value =
    typeof read === 'string' ? readJson(read) : 'json' in read ? (read.json as object | undefined) : undefined;
  return { value, close: (json) => Buffer.from(JSON.stringify(json)) };
}

function wrap(chunk: unknown, { p }: Extract<RawPayload, { chunk: unknown }>): Buffer {
  return Buffer.from(JSON.stringify({ bytes: Buffer.from(JSON.stringify(chunk)).toString('base64'), p }));
}

function redactFrame(
  part: FramePart,
  bytes: Buffer,
  { value, close }: OpenPayload,
  joined: unknown,
  redactor: Redactor,
): Buffer {
  const frame = bytes.subarray(part.start, part.end);
  if (!part.plain) return coverFrame(frame, part, redactor);
  const redacted = redactor.json(joined);
  const payload =
    value === undefined
      ? redactBytes(part.payload, redactor)
      : JSON.stringify(redacted) === JSON.stringify(value)
        ? part.payload
        : close(redacted);
  const headers = part.headers.map(([name, text]): [string, string] => [name, redactor.text(text)]);
  const same = payload === part.payload && headers.every(([, text], index) => text === part.headers[index]?.[1]);
  return same ? frame : writeFramePart({ ...part, headers, payload });
}

/** Headers of other types than text cannot be written anew: secrets are covered in place. */
function coverFrame(frame: Buffer, { wrong }: FramePart, redactor: Redactor): Buffer {
  const inner = coverBytes(frame.subarray(12, -4), redactor);
  const covered = Buffer.concat([frame.subarray(0, 12), inner, frame.subarray(-4)]);
  covered.writeUInt32BE((crc32(covered.subarray(0, -4)) ^ wrong.message) >>> 0, covered.length - 4);
  return covered;
}
