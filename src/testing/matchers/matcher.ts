/** What a matcher is: entries of a journal in, a verdict out, in the form that the `expect.extend` of vitest and of Jest both take. */
import type { JournalEntry } from '../../fixtures/journal-entry.js';
import type { JournalCall } from '../../server/journal-calls.js';

/** What `expect(...)` may hold: a journal, what has one, entries of it, or one of its calls. */
export type JournalLike =
  | { entries(): Promise<JournalEntry[]> }
  | { journal: { entries(): Promise<JournalEntry[]> } }
  | JournalEntry[]
  | Pick<JournalCall, 'attempts'>;

/** What vitest and Jest give a matcher as `this`; the rest of it is not needed. */
export interface MatcherContext {
  isNot?: boolean;
  equals(left: unknown, right: unknown): boolean;
}

export interface Verdict {
  pass: boolean;
  /** Is asked for where the verdict is not what was wanted. Begins with "expected", which `.not` makes "expected not". */
  message(): string;
}

/** The verdict over entries, oldest first. */
export type Judge<Expected extends unknown[]> = (
  entries: JournalEntry[],
  context: MatcherContext,
  ...expected: Expected
) => Verdict;

export type Matcher<Expected extends unknown[]> = (
  this: MatcherContext,
  received: unknown,
  ...expected: Expected
) => Verdict | Promise<Verdict>;

/** A journal is read when it is asked; entries that are there already are judged at once. */
export function createMatcher<Expected extends unknown[]>(judge: Judge<Expected>): Matcher<Expected> {
  return function match(received, ...expected) {
    const decide = (entries: JournalEntry[]): Verdict => {
      const { pass, message } = judge(entries, this, ...expected);
      return { pass, message: () => (this.isNot ? message().replace(/^expected/, 'expected not') : message()) };
    };
    const read = entriesOf(received);
    return read instanceof Promise ? read.then(decide) : decide(read);
  };
}

function entriesOf(received: unknown): JournalEntry[] | Promise<JournalEntry[]> {
  if (Array.isArray(received)) return received;
  const { journal = received, attempts } = (received ?? {}) as { journal?: unknown; attempts?: JournalEntry[] };
  if (attempts) return attempts;
  const { entries } = (journal ?? {}) as { entries?: () => Promise<JournalEntry[]> };
  if (typeof entries === 'function') return entries();
  throw new Error('expect() must hold a journal here: bedrock.journal, entries of it, or one of its calls');
}
