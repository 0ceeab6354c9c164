/** Matchers of how a client tried: attempts of each call, the waits between them, throttling, failure. */
import type { JournalEntry } from '../../fixtures/journal-entry.js';
import { type JournalCall, selectCalls } from '../../server/journal-calls.js';
import { type JournalFilter, readJournalFilter, selectEntries } from '../../server/journal-filter.js';
import { writeJournalText } from '../../server/journal-text.js';
import { sayCall } from './called.js';
import { say } from './differences.js';
import type { Judge, Verdict } from './matcher.js';

const callsOf = (entries: JournalEntry[], filter: JournalFilter = {}) =>
  selectCalls(entries, readJournalFilter({ ...filter }));

/** Every call, and at least one. */
function judgeEvery(calls: JournalCall[], wanted: string, holds: (call: JournalCall) => boolean): Verdict {
  const wrong = calls.find((call) => !holds(call)) ?? calls[0];
  return {
    pass: calls.length > 0 && calls.every(holds),
    message: () =>
      `expected every call ${wanted}; ${wrong ? `nearest: ${sayCall(wrong)}${sayGaps(wrong)}` : 'there was none'}`,
  };
}

const sayGaps = ({ gapsMs }: JournalCall) => (gapsMs.length === 0 ? '' : `, with ${gapsMs.join(', ')} ms between`);

export const judgeAttempts: Judge<[attempts: number, filter?: JournalFilter]> = (entries, _context, number, filter) =>
  judgeEvery(
    callsOf(entries, filter),
    `to take ${number} ${number === 1 ? 'attempt' : 'attempts'}`,
    ({ attempts }) => attempts.length === number,
  );

/** Milliseconds: at least so many, or both ends. */
export type ExpectedWait = number | { atLeast?: number; atMost?: number };

/** A timer may ring this much early, by the clock of another process. */
const EARLY_MS = 2;

export const judgeRetriedAfter: Judge<ExpectedWait[]> = (entries, _context, ...waits) => {
  const retried = callsOf(entries).filter(({ attempts }) => attempts.length > 1);
  const bounds = waits.map((wait) => (typeof wait === 'number' ? { atLeast: wait } : wait));
  const holds = ({ gapsMs }: JournalCall) =>
    gapsMs.length === bounds.length &&
    bounds.every(({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }, index) => {
      const gap = gapsMs[index]!;
      return gap + EARLY_MS >= atLeast && gap <= atMost;
    });
  return judgeEvery(retried, `that was retried to be so after ${say(waits)} ms`, holds);
};

const isThrottled = ({ status, exception }: JournalEntry) => status === 429 || exception === 'ThrottlingException';

export const judgeThrottled: Judge<[times?: number]> = (entries, _context, times) => {
  const throttled = entries.filter(isThrottled);
  const wanted = times === undefined ? 'an attempt' : `${times} ${times === 1 ? 'attempt' : 'attempts'}`;
  return {
    pass: times === undefined ? throttled.length > 0 : throttled.length === times,
    message: () =>
      [
        `expected ${wanted} to be throttled; ${throttled.length} of ${entries.length} had been`,
        writeJournalText(entries.slice(-10)),
      ]
        .join('\n')
        .trimEnd(),
  };
};

export const judgeFailedWith: Judge<[exception: string, filter?: JournalFilter]> = (
  entries,
  _context,
  exception,
  filter,
) => {
  const calls = callsOf(entries, filter);
  const nearest = calls.findLast((call) => call.outcome !== 'answered') ?? calls.at(-1);
  return {
    pass: calls.some((call) => call.exception === exception),
    message: () =>
      `expected a call to fail with ${exception}; ${nearest ? `nearest: ${sayCall(nearest)}` : 'there was no call'}`,
  };
};

export const judgeNoUnmatched: Judge<[filter?: JournalFilter]> = (entries, _context, filter) => {
  const unmatched = selectEntries(entries, { ...readJournalFilter({ ...filter }), unmatched: true });
  return {
    pass: unmatched.length === 0,
    message: () =>
      unmatched.length === 0
        ? `expected a fixture to answer every exchange; so it was, of ${entries.length}`
        : [
            `expected a fixture to answer every exchange; ${unmatched.length} had none:`,
            writeJournalText(unmatched.slice(-10)),
            `why: await bedrock.explain({ id: '${unmatched.at(-1)?.id}' })`,
          ].join('\n'),
  };
};
