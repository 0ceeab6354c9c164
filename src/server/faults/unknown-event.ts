/** Slips an event that no schema knows into a stream. */
import type { UnknownEventFault } from '../../fixtures/fault.js';
import { encodeFrame, encodeHeaders } from '../smithy/event-stream.js';
import type { FaultBehaviour } from './behaviour.js';
import { changeFrame, hasFrames } from './shared/streams.js';

export const unknownEventFault: FaultBehaviour<UnknownEventFault> = {
  concerns: hasFrames,
  onBytes: ({ frame = 0, name = 'somethingNew' }, reply) =>
    changeFrame(reply, frame, (bytes) => [unknownEvent(name), bytes]),
};

function unknownEvent(name: string): Uint8Array {
  const headers = encodeHeaders([
    [':event-type', name],
    [':content-type', 'application/json'],
    [':message-type', 'event'],
  ]);
  return encodeFrame(headers, '{}');
}
