/** Matchers over the journal, for the `expect` of vitest and of Jest. `bedrock-local/vitest` registers them by itself. */
import type { JournalFilter } from '../server/journal-filter.js';
import type { ExpectedWait } from './matchers/attempts.js';
import type { ExpectedCall } from './matchers/called.js';

export type { ExpectedWait } from './matchers/attempts.js';
export type { ExpectedCall } from './matchers/called.js';
export { journalMatchers } from './matchers/index.js';

/** Await them: `await expect(bedrock.journal).toHaveCalled('Converse')`. */
export interface JournalMatchers {
  /** That an operation was called: at least once, or `times`; attempts of one call are one call. */
  toHaveCalled(operation: string, expected?: ExpectedCall): Promise<void>;
  /** That every call (of the filter) took so many attempts, and there was one. */
  toHaveAttempts(attempts: number, filter?: JournalFilter): Promise<void>;
  /** That every call that was retried waited so: one number (at least so many milliseconds) or `{ atLeast, atMost }` for each retry. */
  toHaveRetriedAfter(...waits: ExpectedWait[]): Promise<void>;
  /** That an attempt, or so many, were throttled: status 429 or a ThrottlingException. */
  toHaveThrottled(times?: number): Promise<void>;
  /** That a call (of the filter) ended with this exception, after all its attempts. */
  toHaveFailedWith(exception: string, filter?: JournalFilter): Promise<void>;
  /** That a fixture or recording, or a fault or quota before them, answered every exchange. */
  toHaveNoUnmatched(filter?: JournalFilter): Promise<void>;
}
