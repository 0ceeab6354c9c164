/** A frame says that it is longer than it is; its prelude is otherwise right. */
import { crc32 } from 'node:zlib';
import type { OversizedFrameFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';
import { changeFrame, hasFrames } from './shared/streams.js';

export const oversizedFrameFault: FaultBehaviour<OversizedFrameFault> = {
  concerns: hasFrames,
  onBytes: ({ frame = 0, length = 16 * 1024 * 1024 + 1 }, reply) =>
    changeFrame(reply, frame, (bytes) => {
      bytes.writeUInt32BE(length, 0);
      bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
      return [bytes];
    }),
};
