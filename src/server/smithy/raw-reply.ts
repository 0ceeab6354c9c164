/** Writes a reply that must not be made anew: status, headers, bytes and frames as they were, each at its time. */
import type { RawChunk, RawFrame, RawReply } from '../../fixtures/fixture.js';
import type { Clock } from '../clock.js';
import type { HttpReply } from '../waist.js';
import { encodeFrame, encodeHeaders } from './event-stream.js';
import { writeBytes } from './raw-bytes.js';
import { readContent } from './raw-content.js';

type Raw = RawReply['raw'];

export interface RawWrite {
  /** Milliseconds after the reply's head. */
  atMs: number;
  bytes: Uint8Array;
}

export interface Pace {
  clock: Clock;
  /** A client that leaves ends the wait for the next write. Asked for where there is a wait. */
  signal(): AbortSignal;
  /** 1 as recorded, 10 ten times faster, 0 without waiting. Default 1. */
  speed?: number;
}

export function writeRawReply(raw: Raw, pace: Pace): HttpReply {
  const { status, headers, end } = raw;
  const writes = writesOf(raw);
  const waits = pace.speed !== 0 && writes.some(({ atMs }) => atMs > 0);
  return {
    status,
    headers: { ...headers, ...lengthOf(raw, writes) },
    body: waits ? timed(writes, pace) : bodyOf(raw, writes),
    ...(end && { end }),
  };
}

/** Resolves when the reply's head is due. */
export async function untilHead({ headMs = 0 }: Raw, { clock, signal, speed = 1 }: Pace): Promise<void> {
  if (headMs > 0 && speed > 0) await clock.sleep(headMs / speed, signal());
}

/** A text goes out as it is, and a whole body as one: the host has a quick way for them. */
function bodyOf({ body, events, chunks }: Raw, writes: RawWrite[]): HttpReply['body'] {
  if (events || chunks) return writes.map(({ bytes }) => bytes);
  return typeof body === 'string' ? body : (writes[0]?.bytes ?? '');
}

/** A length that was given is made right where the reply ends well: somebody may have changed the body by hand. */
function lengthOf({ headers, end = 'clean' }: Raw, writes: RawWrite[]): Record<string, string> {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-length');
  if (name === undefined || end !== 'clean') return {};
  return { [name]: String(writes.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)) };
}

/** Each wait is until the write's own time, so that what one takes too long is not added to the next. */
async function* timed(writes: RawWrite[], { clock, signal, speed = 1 }: Pace): AsyncGenerator<Uint8Array> {
  const start = clock.now();
  for (const { atMs, bytes } of writes) {
    const left = start + atMs / speed - clock.now();
    if (left > 0) await clock.sleep(left, signal());
    yield bytes;
  }
}

const known = new WeakMap<Raw, RawWrite[]>();

/** The writes of a reply; made once. */
export function writesOf(raw: Raw): RawWrite[] {
  const kept = known.get(raw);
  if (kept) return kept;
  const plain = plainWrites(raw);
  const writes = (raw.chunks && chunkWrites(raw, raw.chunks, plain)) ?? plain;
  known.set(raw, writes);
  return writes;
}

/** Whether the chunks still hold: false where somebody has changed what they are chunks of. */
export function holdChunks(raw: Raw): boolean {
  return !raw.chunks || chunkWrites(raw, raw.chunks, plainWrites(raw)) !== undefined;
}

function plainWrites({ body, events }: Raw): RawWrite[] {
  if (events) return events.map((event) => ({ atMs: event.atMs, bytes: writeFrame(event) }));
  if (body === undefined || body === '') return [];
  const bytes = writeBytes(body);
  return [{ atMs: 0, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes }];
}

export function writeFrame({ headers, payload }: Omit<RawFrame, 'atMs'>): Buffer {
  return encodeFrame(encodeHeaders(Object.entries(headers)), writeBytes(payload));
}

/** Undefined where the chunks do not hold: their bytes say something else, or their lengths do not fit. */
function chunkWrites(raw: Raw, chunks: RawChunk[], plain: RawWrite[]): RawWrite[] | undefined {
  const own = chunks.flatMap((chunk) =>
    'base64' in chunk ? { atMs: chunk.atMs, bytes: Buffer.from(chunk.base64, 'base64') } : [],
  );
  if (own.length === chunks.length) return saysTheSame(raw, own) ? own : undefined;
  const bytes = Buffer.concat(plain.map((write) => write.bytes));
  let at = 0;
  const cut = chunks.map((chunk) => {
    const length = 'length' in chunk ? chunk.length : Number.NaN;
    at += length;
    return { atMs: chunk.atMs, bytes: bytes.subarray(at - length, at) };
  });
  return at === bytes.length ? cut : undefined;
}

function saysTheSame({ body, events }: Raw, own: RawWrite[]): boolean {
  if (body === undefined && events === undefined) return true;
  const content = readContent(Buffer.concat(own.map(({ bytes }) => bytes)), events !== undefined);
  const said = events?.map(({ headers, payload }) => ({ headers, payload }));
  return JSON.stringify(content) === JSON.stringify(events ? { events: said } : { body });
}
