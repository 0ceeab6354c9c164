/** The journal of a namespace in this process: entries, calls, what no fixture answered, and exports. */
import { readRecord } from './journal.js';
import { type JournalControl, type JournalFormat, withQuestions } from './journal-control.js';
import { type JournalFilter, readJournalFilter, selectEntries } from './journal-filter.js';
import { writeHar } from './journal-har.js';
import { writeJson, writeJsonLines } from './journal-json.js';
import type { JournalRecord, Namespace } from './namespace.js';

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

function writeRecords(records: JournalRecord[], format: JournalFormat): string {
  if (format === 'har') return writeHar(records);
  const entries = records.map(readRecord);
  return format === 'jsonl' ? writeJsonLines(entries) : writeJson(entries);
}
