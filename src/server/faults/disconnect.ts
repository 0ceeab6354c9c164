/** Breaks the connection without a byte of reply. */
import type { DisconnectFault } from '../../fixtures/fault.js';
import { BrokenConnection } from '../waist.js';
import type { FaultBehaviour } from './behaviour.js';

export const disconnectFault: FaultBehaviour<DisconnectFault> = {
  onConnection({ end = 'reset' }) {
    throw new BrokenConnection(end);
  },
};
