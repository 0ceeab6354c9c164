/** Writes a reply that must not be made anew: status, headers, bytes and frames as they were. */
import type { RawFrame, RawReply } from '../../fixtures/fixture.js';
import type { Clock } from '../clock.js';
import type { HttpReply } from '../waist.js';
import { encodeFrame, encodeHeaders } from './event-stream.js';

/** A client that leaves (`signal`) ends the wait for the next frame. */
export function writeRawReply(
  { status, headers, body, events, end }: RawReply['raw'],
  clock: Clock,
  signal: AbortSignal,
): HttpReply {
  return {
    status,
    headers: { ...headers },
    body: events ? timedFrames(events, clock, signal) : toBytes(body ?? ''),
    ...(end && { end }),
  };
}

async function* timedFrames(events: RawFrame[], clock: Clock, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const event of events) {
    if (event.atMs > at) await clock.sleep(event.atMs - at, signal);
    at = Math.max(at, event.atMs);
    yield encodeFrame(encodeHeaders(Object.entries(event.headers)), toBytes(event.payload));
  }
}

function toBytes(value: string | { base64: string }): Uint8Array | string {
  return typeof value === 'string' ? value : Buffer.from(value.base64, 'base64');
}
