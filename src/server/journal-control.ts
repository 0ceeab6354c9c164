/** What the journal of a namespace can be asked, and the questions that are answered out of its entries, wherever these lie. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import { type JournalCall, selectCalls } from './journal-calls.js';
import { type JournalFilter, readJournalFilter } from './journal-filter.js';

/** What each form is sent as. */
export const journalFormats = {
  json: 'application/json',
  jsonl: 'application/jsonl',
  har: 'application/json',
} as const;

export type JournalFormat = keyof typeof journalFormats;

/** What an owner of entries must offer; the questions about them are made of it. */
export interface JournalSource {
  /** Oldest first, in the order in which they ended. Rejects with one sentence where the filter means nothing. */
  entries(filter?: JournalFilter): Promise<JournalEntry[]>;
  /** As text: entries as JSON or JSONL, or an HTTP Archive with the bodies as they went over the wire. */
  export(format: JournalFormat, filter?: JournalFilter): Promise<string>;
  clear(): Promise<void>;
}

export interface JournalControl extends JournalSource {
  /** The calls of which an attempt is wanted, in the order in which they began: attempts, waits between them, outcome. */
  calls(filter?: JournalFilter): Promise<JournalCall[]>;
  /** The exchanges that no fixture or recording answered, nor a fault or quota before them. */
  unmatched(filter?: JournalFilter): Promise<JournalEntry[]>;
}

export function withQuestions(source: JournalSource): JournalControl {
  return {
    ...source,
    calls: async (filter = {}) => selectCalls(await source.entries(), readJournalFilter({ ...filter })),
    unmatched: (filter) => source.entries({ ...filter, unmatched: true }),
  };
}
