/** Ends every HTTP/2 session with GOAWAY and no reply. */
import type { RefuseHttp2Fault } from '../../fixtures/fault.js';
import { BrokenConnection } from '../waist.js';
import type { FaultBehaviour } from './behaviour.js';

export const refuseHttp2Fault: FaultBehaviour<RefuseHttp2Fault> = {
  // Only HTTP/2 has this header.
  concerns: (_options, { headers }) => headers[':authority'] !== undefined,
  onConnection() {
    throw new BrokenConnection('goaway');
  },
};
