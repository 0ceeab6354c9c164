/** A frame is sent in two writes with a wait between them. */
import type { SplitFrameFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';
import { drawDuration, wait } from './shared/duration.js';
import { changeFrame, hasFrames } from './shared/streams.js';

export const splitFrameFault: FaultBehaviour<SplitFrameFault> = {
  concerns: hasFrames,
  onBytes: ({ frame = 0, milliseconds = 20 }, reply, exchange, random) =>
    changeFrame(reply, frame, (bytes) => split(bytes, () => wait(drawDuration(milliseconds, random), exchange))),
};

async function* split(frame: Buffer, pause: () => Promise<void>): AsyncGenerator<Uint8Array> {
  const middle = frame.length >> 1;
  yield frame.subarray(0, middle);
  await pause();
  yield frame.subarray(middle);
}
