/** One bit of a frame's checksum is wrong: the prelude's or the message's. */
import { crc32 } from 'node:zlib';
import type { BadCrcFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';
import { changeFrame, hasFrames } from './shared/streams.js';

export const badCrcFault: FaultBehaviour<BadCrcFault> = {
  concerns: hasFrames,
  onBytes: ({ frame = 0, part = 'message' }, reply) => changeFrame(reply, frame, (bytes) => [spoil(bytes, part)]),
};

function spoil(frame: Buffer, part: 'prelude' | 'message'): Buffer {
  const end = frame.length - 4;
  if (part === 'message') frame[end]! ^= 1;
  else {
    frame[8]! ^= 1;
    // The message's own checksum is right, so that the prelude's alone is at fault.
    frame.writeUInt32BE(crc32(frame.subarray(0, end)), end);
  }
  return frame;
}
