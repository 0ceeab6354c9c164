/** Sends a delta of a streamed answer twice. */
import type { DuplicateDeltaFault } from '../../fixtures/fault.js';
import type { TurnEvent } from '../inference/conversation.js';
import { mapStream } from '../inference/stream.js';
import type { FaultBehaviour } from './behaviour.js';
import { isStream } from './shared/streams.js';

export const duplicateDeltaFault: FaultBehaviour<DuplicateDeltaFault> = {
  concerns: isStream,
  onTurn({ delta = 0 }, turn) {
    let index = 0;
    return mapStream<TurnEvent, TurnEvent>(turn, (event) => {
      const isWanted = 'contentBlockDelta' in event && index++ === delta;
      return isWanted ? [event, event] : [event];
    });
  },
};
