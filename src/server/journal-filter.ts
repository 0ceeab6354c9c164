/** What the journal can be asked for: one row for each filter, the same for tests, the control interface and the command line. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import { matchesGlob } from './match.js';
import { didYouMean } from './nearest.js';

/** All given members must agree. In texts `*` stands for any run of characters. A member that means nothing is refused. */
export interface JournalFilter {
  /** Such as `Converse`, or `Converse*`. */
  operation?: string;
  model?: string;
  /** Only exchanges that ended with this exception; `*` for any. */
  exception?: string;
  /** `429`, or a class such as `4xx`. */
  status?: number | string;
  /** `generator`, `fault:*`. */
  answeredBy?: string;
  /** The fixture that answered: `file:line`, or its id. */
  fixture?: string;
  /** ISO 8601, by the clock of the namespace: at or after it, and before it. */
  since?: string;
  until?: string;
  /** Attempts of this one call. */
  invocationId?: string;
  /** Only what no fixture or recording answered, nor a fault or quota before them. */
  unmatched?: boolean;
  /** The latest so many of what the others leave. */
  limit?: number;
}

/** What a filter looks at. */
export type Filterable = Pick<
  JournalEntry,
  'operation' | 'model' | 'exception' | 'status' | 'answeredBy' | 'fixture' | 'startedAt' | 'invocationId'
>;

interface FilterRow<Value> {
  /** For help and the description of the interface. */
  description: string;
  type: 'string' | 'boolean' | 'integer';
  /** What a value must be, after "must be". Undefined where it means something. */
  refuse?(value: unknown): string | undefined;
  /** Absent where it is of the whole. */
  holds?(value: Value, entry: Filterable): boolean;
}

const byGlob = (receive: (entry: Filterable) => string | undefined) => (glob: string, entry: Filterable) => {
  const text = receive(entry);
  return text !== undefined && matchesGlob(glob, text);
};

const aMoment = (value: unknown) =>
  Number.isNaN(Date.parse(String(value))) ? 'an ISO 8601 moment such as 2026-01-31T12:00:00Z' : undefined;

/** Whether no fixture or recording answered, nor what stands before all of them: a fault, a quota. */
export const isUnmatched = ({ answeredBy = '' }: Pick<JournalEntry, 'answeredBy'>) =>
  !/^(fixture:|fault:|quota:|recording$)/.test(answeredBy);

export const journalFilters: { [Name in keyof JournalFilter]-?: FilterRow<NonNullable<JournalFilter[Name]>> } = {
  operation: {
    description: 'of this operation, such as Converse or Converse*',
    type: 'string',
    holds: byGlob((entry) => entry.operation),
  },
  model: { description: 'of this model id; * is any run', type: 'string', holds: byGlob((entry) => entry.model) },
  exception: {
    description: 'ended with this exception; * is any',
    type: 'string',
    holds: byGlob((entry) => entry.exception),
  },
  status: {
    description: 'with this HTTP status: 429, or a class such as 4xx',
    type: 'string',
    refuse: (value) =>
      /^[1-5](\d\d|xx)$/i.test(String(value)) ? undefined : 'a status such as 429, or a class such as 4xx',
    holds: (status, entry) => matchesGlob(String(status).replace(/xx$/i, '*'), String(entry.status)),
  },
  answeredBy: {
    description: 'answered by this, such as generator or fault:*',
    type: 'string',
    holds: byGlob((entry) => entry.answeredBy),
  },
  fixture: {
    description: 'answered by this fixture: file:line, or its id',
    type: 'string',
    holds: (glob, { fixture, answeredBy }) =>
      fixture !== undefined && (matchesGlob(glob, fixture) || answeredBy === `fixture:${glob}`),
  },
  since: {
    description: 'begun at this ISO 8601 moment or later',
    type: 'string',
    refuse: aMoment,
    holds: (moment, { startedAt }) => Date.parse(startedAt) >= Date.parse(moment),
  },
  until: {
    description: 'begun before this ISO 8601 moment',
    type: 'string',
    refuse: aMoment,
    holds: (moment, { startedAt }) => Date.parse(startedAt) < Date.parse(moment),
  },
  invocationId: {
    description: 'attempts of this one call (amz-sdk-invocation-id)',
    type: 'string',
    holds: (id, { invocationId }) => invocationId === id,
  },
  unmatched: {
    description: 'answered by no fixture or recording, nor by a fault or quota before them',
    type: 'boolean',
    refuse: (value) => (/^(true|false)$/.test(String(value)) ? undefined : 'true or false'),
    holds: (wanted, entry) => isUnmatched(entry) === wanted,
  },
  limit: {
    description: 'the latest so many',
    type: 'integer',
    refuse: (value) => (/^[1-9]\d*$/.test(String(value)) ? undefined : 'a whole number from 1 up'),
  },
};

const names = Object.keys(journalFilters) as (keyof JournalFilter)[];

/** A filter as it came, from a query or from JavaScript. Throws an Error of one sentence where a member means nothing. */
export function readJournalFilter(given: Record<string, unknown>): JournalFilter {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name, value] of present) {
    const row = journalFilters[name as keyof JournalFilter];
    if (!row)
      throw new Error(`"${name}" is no filter of the journal: known are ${names.join(', ')}${didYouMean(name, names)}`);
    const simple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    const demand = simple ? row.refuse?.(value) : 'given once, as text';
    if (demand) throw new Error(`the filter "${name}" must be ${demand}, not ${JSON.stringify(value)}`);
  }
  const filter: Record<string, unknown> = Object.fromEntries(present);
  if (filter.limit !== undefined) filter.limit = Number(filter.limit);
  if (filter.unmatched !== undefined) filter.unmatched = String(filter.unmatched) === 'true';
  return filter;
}

/** Whether all members agree; `limit` is of the whole. */
export function isWanted(entry: Filterable, filter: JournalFilter): boolean {
  return names.every((name) => {
    const value = filter[name];
    const holds = journalFilters[name].holds as FilterRow<unknown>['holds'];
    return value === undefined || !holds || holds(value, entry);
  });
}

/** Those that are wanted, oldest first. */
export function selectEntries<Entry extends Filterable>(entries: Entry[], filter: JournalFilter): Entry[] {
  const wanted = entries.filter((entry) => isWanted(entry, filter));
  return filter.limit === undefined ? wanted : wanted.slice(-filter.limit);
}
