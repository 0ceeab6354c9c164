/** A captured exchange as a recording: redacted, readable, and in a form that gives the same bytes again. */
import { isUtf8 } from 'node:buffer';
import type { RawChunk, RawFrame, RawReply } from '../../fixtures/fixture.js';
import type { RecordedRequest, Recording } from '../../fixtures/recording.js';
import type { Canonicalizer } from '../redaction/canonical.js';
import type { Redactor } from '../redaction/redactor.js';
import { type FramePart, readFrameParts, writeFramePart } from '../smithy/frame-parts.js';
import { readBytes, readJson, readPayload } from '../smithy/raw-bytes.js';
import { writesOf } from '../smithy/raw-reply.js';
import type { Headers } from '../waist.js';
import type { Captured, CapturedChunk, CapturedReply, CapturedRequest } from './captured.js';

export interface RecordingTools {
  redactor: Redactor;
  canonicalizer: Canonicalizer;
}

/** They differ from call to call, or say how the client spoke and not what it asked. */
const passing =
  /^(:authority|host|authorization|connection|content-length|cookie|date|expect|keep-alive|te|transfer-encoding|upgrade|user-agent|accept-encoding|proxy-.*|amz-sdk-.*|x-amz-(?!bedrock).*|x-bedrock-local-.*|traceparent|tracestate)$/;
/** They are the connection's, made anew when the reply is given again. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'set-cookie']);

export function writeRecording(
  { request, reply, at, upstream }: Captured,
  tools: RecordingTools,
): Omit<Recording, 'id'> {
  const { redactor, canonicalizer } = tools;
  const { operation, model, protocol, region, service } = request;
  const hash = canonicalizer.hash(canonicalizer.of(request));
  return {
    match: { ...(operation !== undefined && { operation }), request: hash },
    recorded: {
      at,
      durationMs: reply.durationMs,
      ...(reply.failure !== undefined && { failure: redactor.text(reply.failure) }),
      ...(model !== undefined && { model: redactor.text(model) }),
      protocol,
      region,
      request: writeRequest(request, redactor),
      ...(service !== undefined && { service }),
      upstream: redactor.text(upstream),
    },
    reply: { raw: writeReply(reply, redactor) },
  };
}

function writeRequest({ method, target, headers, body }: CapturedRequest, redactor: Redactor): RecordedRequest {
  const kept = Object.entries(headers).filter(([name]) => !passing.test(name));
  return {
    method,
    target: redactor.text(target.replace(/([?&])X-Amz-[^=&]*=[^&]*/gi, '$1').replace(/[?&]+$/, '')),
    headers: sorted(redactor.headers(Object.fromEntries(kept))),
    ...(body.byteLength > 0 && { body: writeBody(body, redactor) }),
  };
}

function writeBody(body: Uint8Array, redactor: Redactor): NonNullable<RecordedRequest['body']> {
  const read = readBytes(redactBytes(body, redactor));
  if (typeof read !== 'string') return read;
  const json = readJson(read);
  return json === undefined ? read : { json };
}

function writeReply(captured: CapturedReply, redactor: Redactor): RawReply['raw'] {
  const { status, headers, headMs, end } = captured;
  // What is written counts from the head.
  const chunks = captured.chunks.map(({ atMs, bytes }) => ({ atMs: Math.max(0, Math.round(atMs - headMs)), bytes }));
  const kept = Object.entries(headers).filter(([name]) => !ofConnection.has(name));
  const framed = (headers['content-type'] ?? '').startsWith('application/vnd.amazon.eventstream');
  const content = framed ? writeFrames(chunks, redactor) : writePlain(chunks, redactor);
  return {
    status,
    headers: redactor.headers(Object.fromEntries(kept)),
    ...(Math.round(headMs) > 0 && { headMs: Math.round(headMs) }),
    ...content,
    ...(end !== 'clean' && { end }),
  };
}

type Content = Pick<RawReply['raw'], 'body' | 'events' | 'chunks'>;

function writePlain(chunks: CapturedChunk[], redactor: Redactor): Content {
  if (chunks.length === 0) return {};
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  const redacted = redactBytes(bytes, redactor);
  const body = readBytes(redacted);
  if (chunks.length === 1) return { body };
  return {
    body,
    chunks:
      redacted.byteLength === bytes.byteLength
        ? chunks.map(({ atMs, bytes: { byteLength: length } }) => ({ atMs, length }))
        : spread(chunks, redacted.byteLength),
  };
}

/** Writes of about the same share, where redaction has changed the length of a body. */
function spread(chunks: CapturedChunk[], length: number): RawChunk[] {
  const total = chunks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  let before = 0;
  let written = 0;
  return chunks.map(({ atMs, bytes }) => {
    before += bytes.byteLength;
    const until = Math.round((before / total) * length);
    const share = until - written;
    written = until;
    return { atMs, length: share };
  });
}

/** Frames with their payloads redacted, lengths and checksums as right or as wrong as they were; what is no frame stands as bytes. */
function writeFrames(chunks: CapturedChunk[], redactor: Redactor): Content {
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  const parts = readFrameParts(bytes);
  const whole = parts.map((part) => redactFrame(part, bytes, redactor));
  const rest = maskRest(bytes.subarray(parts.at(-1)?.end ?? 0), redactor);
  const out = Buffer.concat([...whole, rest]);
  const events = readFrameParts(out).map(
    (part, index): RawFrame => ({
      atMs: timeOf(chunks, (parts[index] ?? part).end),
      headers: Object.fromEntries(part.headers),
      payload: readPayload(part.payload),
    }),
  );
  const same = out.byteLength === bytes.byteLength;
  const cuts = same ? chunks.map(({ atMs, bytes: { byteLength: length } }) => ({ atMs, length })) : undefined;
  return { events, ...chunksOf(events, out, cuts) };
}

/** No chunks where each event is one write at its own time; lengths where the events give the bytes; else the bytes themselves. */
function chunksOf(
  events: RawFrame[],
  out: Buffer,
  cuts: { atMs: number; length: number }[] | undefined,
): Pick<Content, 'chunks'> {
  const plain = writesOf({ status: 200, headers: {}, events });
  const given = Buffer.concat(plain.map((write) => write.bytes));
  if (given.equals(out)) {
    const alike =
      cuts === undefined ||
      (cuts.length === plain.length && cuts.every(({ length }, index) => plain[index]?.bytes.byteLength === length));
    return alike ? {} : { chunks: cuts };
  }
  let at = 0;
  const pieces = cuts ?? [{ atMs: events.at(-1)?.atMs ?? 0, length: out.byteLength }];
  const chunks = pieces.map(({ atMs, length }) => {
    at += length;
    return { atMs, base64: out.subarray(at - length, at).toString('base64') };
  });
  return { chunks };
}

function redactFrame(part: FramePart, bytes: Buffer, redactor: Redactor): Buffer {
  const payload = redactPayload(part.payload, redactor);
  if (Buffer.compare(payload, part.payload) === 0) return bytes.subarray(part.start, part.end);
  return writeFramePart({ ...part, payload });
}

/** A native event within its wrapping is redacted as JSON too. */
function redactPayload(payload: Uint8Array, redactor: Redactor): Uint8Array {
  const read = readPayload(payload);
  if (typeof read === 'string' || !('chunk' in read)) return redactBytes(payload, redactor);
  const chunk = JSON.stringify(redactor.json(read.chunk));
  if (chunk === JSON.stringify(read.chunk)) return payload;
  return Buffer.from(JSON.stringify({ bytes: Buffer.from(chunk).toString('base64'), p: read.p }));
}

/** The bytes themselves where there was nothing to redact. What is no text is left: nothing in it can be read. */
function redactBytes(bytes: Uint8Array, redactor: Redactor): Uint8Array {
  if (!isUtf8(bytes)) return bytes;
  const text = Buffer.from(bytes).toString('utf8');
  const json = readJson(text);
  if (json === undefined) {
    const plain = redactor.text(text);
    return plain === text ? bytes : Buffer.from(plain);
  }
  const redacted = redactor.json(json);
  return JSON.stringify(redacted) === JSON.stringify(json) ? bytes : Buffer.from(JSON.stringify(redacted));
}

/** What is left of a frame that was cut off: a secret in it is covered, byte for byte. */
function maskRest(rest: Buffer, redactor: Redactor): Buffer {
  const text = rest.toString('latin1');
  if (redactor.text(text) === text) return rest;
  return Buffer.alloc(rest.byteLength, 'x');
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

function sorted(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1)));
}
