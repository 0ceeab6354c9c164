/** The attempts of one call put together: how often a client tried, how long it waited between, and how it ended. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import { isWanted, type JournalFilter } from './journal-filter.js';

/** One logical call: what an application asked for once, however often its client tried. */
export interface JournalCall {
  /** The `amz-sdk-invocation-id` of its attempts. Absent where the client sent none: each exchange is then a call. */
  invocationId?: string;
  operation?: string;
  model?: string;
  /** In the order of their arrival. */
  attempts: JournalEntry[];
  /** Real milliseconds between the end of each attempt and the arrival of the next: what the client waited. */
  gapsMs: number[];
  /** Of the last attempt: answered whole, ended with an exception, or broken off. */
  outcome: 'answered' | 'exception' | 'broken';
  /** The exception's name, where one was the outcome. */
  exception?: string;
}

/** In the order in which the calls began. */
export function groupCalls(entries: JournalEntry[]): JournalCall[] {
  const groups = new Map<string, JournalEntry[]>();
  for (const entry of [...entries].sort((left, right) => left.arrivedMs - right.arrivedMs)) {
    const key = entry.invocationId ?? entry.id;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()].map(toCall);
}

/** The calls of which an attempt is wanted, each with all its attempts. */
export function selectCalls(entries: JournalEntry[], { limit, ...filter }: JournalFilter): JournalCall[] {
  const wanted = groupCalls(entries).filter(({ attempts }) => attempts.some((entry) => isWanted(entry, filter)));
  return limit === undefined ? wanted : wanted.slice(-limit);
}

function toCall(attempts: JournalEntry[]): JournalCall {
  const last = attempts.at(-1)!;
  const named = attempts.findLast(({ operation }) => operation !== undefined) ?? last;
  const { invocationId, operation, model } = named;
  return {
    ...(invocationId !== undefined && { invocationId }),
    ...(operation !== undefined && { operation }),
    ...(model !== undefined && { model }),
    attempts,
    gapsMs: attempts.slice(1).map((entry, index) => gapBetween(attempts[index]!, entry)),
    ...outcomeOf(last),
  };
}

function outcomeOf({ exception, completed }: JournalEntry): Pick<JournalCall, 'outcome' | 'exception'> {
  if (exception !== undefined) return { outcome: 'exception', exception };
  return { outcome: completed ? 'answered' : 'broken' };
}

function gapBetween(before: JournalEntry, after: JournalEntry): number {
  return Math.max(0, Math.round((after.arrivedMs - before.arrivedMs - before.durationMs) * 100) / 100);
}
