/** Waits before the reply begins, by the namespace's clock; a client that leaves ends the wait. */
import type { LatencyFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';

export const latencyFault: FaultBehaviour<LatencyFault> = {
  onCall: ({ milliseconds }, exchange) => exchange.namespace.clock.sleep(milliseconds, exchange.signal()),
};
