/** Leaves an event out of a streamed answer. */
import type { MissingEventFault } from '../../fixtures/fault.js';
import type { TurnEvent } from '../inference/conversation.js';
import { mapStream } from '../inference/stream.js';
import type { FaultBehaviour } from './behaviour.js';
import { isStream } from './shared/streams.js';

export const missingEventFault: FaultBehaviour<MissingEventFault> = {
  concerns: isStream,
  onTurn: ({ event: name }, turn) => mapStream<TurnEvent, TurnEvent>(turn, (event) => (name in event ? [] : [event])),
};
