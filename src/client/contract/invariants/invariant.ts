/** What holds of every reply, whichever case called for it. */
import type { Observation } from '../observation.js';

export interface Invariant {
  /** `stream/order`. */
  id: string;
  documentation: string;
  /** What does not hold, in one sentence each. Empty where the invariant does not concern the reply. */
  check(observation: Observation): string[];
}

export const isSuccess = ({ status, broken }: Observation) => broken === undefined && status >= 200 && status < 300;
