/** Sends the body in small pieces with a wait before each. */
import type { DripFault } from '../../fixtures/fault.js';
import type { ReplyBody } from '../waist.js';
import type { FaultBehaviour } from './behaviour.js';
import { drawDuration, wait } from './shared/duration.js';
import { chunksOf } from './shared/streams.js';

export const dripFault: FaultBehaviour<DripFault> = {
  onBytes: ({ bytes = 16, milliseconds = 100 }, reply, exchange, random) => ({
    ...reply,
    body: drip(reply.body, bytes, () => wait(drawDuration(milliseconds, random), exchange)),
  }),
};

async function* drip(body: ReplyBody, size: number, pause: () => Promise<void>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOf(body)) {
    for (let start = 0; start < chunk.length; start += size) {
      await pause();
      yield chunk.subarray(start, start + size);
    }
  }
}
