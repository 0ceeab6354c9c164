/** A stream without an event. */
import type { EmptyStreamFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';
import { hasFrames } from './shared/streams.js';

export const emptyStreamFault: FaultBehaviour<EmptyStreamFault> = {
  concerns: hasFrames,
  onBytes: (_options, reply) => ({ ...reply, body: [] }),
};
