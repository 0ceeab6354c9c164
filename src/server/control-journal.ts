/** The journal of a namespace as the control interface has it: entries, calls, what no fixture answered, and exports. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import { readRecord } from './journal.js';
import { type JournalCall, selectCalls } from './journal-calls.js';
import { type JournalFilter, readJournalFilter, selectEntries } from './journal-filter.js';
import { writeHar } from './journal-har.js';
import { writeJson, writeJsonLines } from './journal-json.js';
import type { JournalRecord, Namespace } from './namespace.js';

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
  /** The exchanges that neither a fixture nor a fault answered. */
  unmatched(filter?: JournalFilter): Promise<JournalEntry[]>;
}

export function createJournalControl(namespace: Namespace): JournalControl {
  const select = (filter: JournalFilter) => selectEntries(namespace.journal, readJournalFilter({ ...filter }));
  return withQuestions({
    entries: async (filter = {}) => select(filter).map(readRecord),
    export: async (format, filter = {}) => writeRecords(select(filter), format),
    clear: async () => {
      namespace.journal.length = 0;
    },
  });
}

export function withQuestions(source: JournalSource): JournalControl {
  return {
    ...source,
    calls: async (filter = {}) => selectCalls(await source.entries(), readJournalFilter({ ...filter })),
    unmatched: (filter) => source.entries({ ...filter, unmatched: true }),
  };
}

function writeRecords(records: JournalRecord[], format: JournalFormat): string {
  if (format === 'har') return writeHar(records);
  const entries = records.map(readRecord);
  return format === 'jsonl' ? writeJsonLines(entries) : writeJson(entries);
}
