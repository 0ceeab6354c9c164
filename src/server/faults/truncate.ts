/** Stops the body after so many events of a stream, or so many bytes, with or without a clean end. */
import type { TruncateFault } from '../../fixtures/fault.js';
import type { ReplyBody } from '../waist.js';
import type { FaultBehaviour } from './behaviour.js';
import { chunksOf, hasFrames, readFrames } from './shared/streams.js';

export const truncateFault: FaultBehaviour<TruncateFault> = {
  concerns: (options, exchange, reply) => options.afterEvents === undefined || hasFrames(options, exchange, reply),
  onBytes: ({ afterEvents, afterBytes = 0, end = 'reset' }, reply) => ({
    ...reply,
    body: afterEvents === undefined ? takeBytes(reply.body, afterBytes) : takeFrames(reply.body, afterEvents),
    end,
  }),
};

async function* takeFrames(body: ReplyBody, count: number): AsyncGenerator<Uint8Array> {
  let taken = 0;
  if (count === 0) return;
  for await (const frame of readFrames(body)) {
    yield frame;
    taken += 1;
    if (taken === count) return;
  }
}

async function* takeBytes(body: ReplyBody, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  if (left === 0) return;
  for await (const chunk of chunksOf(body)) {
    yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.length);
    if (left === 0) return;
  }
}
