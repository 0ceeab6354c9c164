/** The table of faults: one file each. */
import type { Fault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';
import { errorFault } from './error.js';
import { latencyFault } from './latency.js';

export const faultBehaviours: { [Name in Fault['fault']]: FaultBehaviour<Extract<Fault, { fault: Name }>> } = {
  error: errorFault,
  latency: latencyFault,
};
