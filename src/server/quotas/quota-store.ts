/** Where the use of quotas is kept, behind one interface: in this process now, and in a store that replicas share where one comes. */
import type { LimitName } from './limits.js';

/** What is counted for itself: one limit of one model, or of one operation, in one region. */
export interface Meter {
  /** The id of an inference profile where one is called, else of the model. Absent where an operation is counted. */
  model?: string;
  operation?: string;
  region: string;
  quota: LimitName;
}

/** What a request asks of a meter. */
export interface Demand extends Meter {
  limit: number;
  amount: number;
}

/** What was taken for a request, of the window that ends at `until` (milliseconds since the epoch). */
export interface Hold extends Meter {
  amount: number;
  until: number;
}

export interface MeterUse extends Meter {
  used: number;
  /** When the window ends, in milliseconds since the epoch. Absent where none runs: then nothing is used. */
  refillsAt?: number;
}

export type Reservation = { holds: Hold[] } | { short: Demand; use: MeterUse };

export interface QuotaStore {
  /** Takes all that is asked, or nothing: then it names the first demand that there is too little for. */
  reserve(demands: Demand[]): Reservation | Promise<Reservation>;
  /** Puts `amount` in the place of what was held. A window that has ended since is not refilled; what exceeds its hold goes to the next. */
  settle(holds: Hold[], amount: number): void | Promise<void>;
  /** Every meter that was ever asked. */
  usage(): MeterUse[] | Promise<MeterUse[]>;
  clear(): void | Promise<void>;
}
