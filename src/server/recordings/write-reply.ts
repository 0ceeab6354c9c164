/** A captured reply in the form of a raw fixture: readable, and with what else it takes to give the same bytes at the same times. */
import type { RawFrame, RawReply } from '../../fixtures/fixture.js';
import type { Redactor } from '../redaction/redactor.js';
import { readFrameParts } from '../smithy/frame-parts.js';
import { readBytes, readPayload } from '../smithy/raw-bytes.js';
import { writesOf } from '../smithy/raw-reply.js';
import type { CapturedChunk, CapturedReply } from './captured.js';
import { decompress } from './decompress.js';
import { redactBytes } from './redact-bytes.js';
import { redactFrames } from './redact-frames.js';

/** They are the connection's, made anew when the reply is given again. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'set-cookie']);

export function isFramed(headers: Record<string, string>): boolean {
  return (headers['content-type'] ?? '').startsWith('application/vnd.amazon.eventstream');
}

export function writeReply(captured: CapturedReply, redactor: Redactor): RawReply['raw'] {
  const { status, headMs, end } = captured;
  const { headers, chunks } = uncompressed(captured);
  const kept = Object.entries(headers).filter(([name]) => !ofConnection.has(name));
  return {
    status,
    headers: redactor.headers(Object.fromEntries(kept)),
    ...(Math.round(headMs) > 0 && { headMs: Math.round(headMs) }),
    ...(isFramed(headers) ? writeFrames(chunks, redactor) : writePlain(chunks, redactor)),
    ...(end !== 'clean' && { end }),
  };
}

/** What is written counts from the head. */
function uncompressed({
  headers: given,
  chunks: came,
  headMs,
}: CapturedReply): Pick<CapturedReply, 'headers' | 'chunks'> {
  const chunks = came.map(({ atMs, bytes }) => ({ atMs: Math.max(0, Math.round(atMs - headMs)), bytes }));
  const whole = Buffer.concat(came.map(({ bytes }) => bytes));
  const { headers, bytes } = decompress(given, whole);
  return { headers, chunks: bytes === whole ? chunks : [{ atMs: chunks.at(-1)?.atMs ?? 0, bytes }] };
}

type Content = Pick<RawReply['raw'], 'body' | 'events' | 'chunks'>;

/** One that comes so soon after the head comes with it. */
const AT_ONCE_MS = 3;

function writePlain(chunks: CapturedChunk[], redactor: Redactor): Content {
  const [first] = chunks;
  if (!first) return {};
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  const redacted = redactBytes(bytes, redactor);
  const body = readBytes(redacted);
  if (chunks.length === 1 && first.atMs <= AT_ONCE_MS) return { body };
  // Where redaction has changed the length, each write has about its share.
  const moved = (offset: number) => Math.round((offset / bytes.byteLength) * redacted.byteLength);
  return { body, chunks: cutsOf(chunks, moved) };
}

interface Cut {
  atMs: number;
  length: number;
}

/** `moved`: where an offset of what came is in what is written. */
function cutsOf(chunks: CapturedChunk[], moved: (offset: number) => number): Cut[] {
  let before = 0;
  return chunks.map(({ atMs, bytes }) => {
    const start = moved(before);
    before += bytes.byteLength;
    return { atMs, length: moved(before) - start };
  });
}

function writeFrames(chunks: CapturedChunk[], redactor: Redactor): Content {
  const { bytes, parts, moved } = redactFrames(Buffer.concat(chunks.map((chunk) => chunk.bytes)), redactor);
  const events = readFrameParts(bytes).map(
    (part, index): RawFrame => ({
      atMs: timeOf(chunks, (parts[index] ?? part).end),
      headers: Object.fromEntries(part.headers),
      payload: readPayload(part.payload),
    }),
  );
  return { events, ...chunksOf(events, bytes, cutsOf(chunks, moved)) };
}

/** No chunks where each event is one write at its own time; lengths where the events give the bytes; else the bytes themselves. */
function chunksOf(events: RawFrame[], bytes: Buffer, cuts: Cut[]): Pick<Content, 'chunks'> {
  const plain = writesOf({ status: 200, headers: {}, events });
  if (Buffer.concat(plain.map((write) => write.bytes)).equals(bytes)) {
    const alike =
      cuts.length === plain.length && cuts.every(({ length }, index) => plain[index]!.bytes.length === length);
    return alike ? {} : { chunks: cuts };
  }
  let at = 0;
  const chunks = cuts.map(({ atMs, length }) => {
    at += length;
    return { atMs, base64: bytes.subarray(at - length, at).toString('base64') };
  });
  return { chunks };
}

/** When the byte before `end` came. */
function timeOf(chunks: CapturedChunk[], end: number): number {
  let at = 0;
  for (const { atMs, bytes } of chunks) {
    at += bytes.byteLength;
    if (at >= end) return atMs;
  }
  return chunks.at(-1)?.atMs ?? 0;
}
