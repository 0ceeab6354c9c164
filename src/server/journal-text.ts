/** The journal as a table for people: one line for each exchange, the words of a refusal below it. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import { printable } from './printable.js';

interface Column {
  title: string;
  right?: boolean;
  write(entry: JournalEntry): string;
}

/** A column that says nothing of any entry is left out. */
const columns: Column[] = [
  { title: 'time', write: ({ startedAt }) => startedAt.slice(11, 23) },
  { title: 'status', write: ({ status }) => (status === 0 ? 'none' : String(status)) },
  { title: 'ms', right: true, write: ({ durationMs }) => String(Math.round(durationMs)) },
  { title: 'first', right: true, write: writeFirstByte },
  { title: 'try', right: true, write: ({ attempt }) => (attempt === undefined ? '' : String(attempt)) },
  {
    title: 'operation',
    write: ({ operation, request }) => operation ?? `${request.method} ${request.url.split('?')[0]}`,
  },
  { title: 'model', write: ({ model = '' }) => model },
  { title: 'tokens', right: true, write: ({ usage }) => (usage ? `${usage.inputTokens}+${usage.outputTokens}` : '') },
  { title: 'answered by', write: ({ answeredBy = '', fixture }) => (fixture ? `fixture ${fixture}` : answeredBy) },
  { title: 'faults', write: ({ faults }) => faults.join(',') },
  { title: 'outcome', write: ({ exception, completed }) => exception ?? (completed ? '' : 'not finished') },
];

/** `''` where there are no entries. */
export function writeJournalText(entries: JournalEntry[]): string {
  if (entries.length === 0) return '';
  const rows = entries.map((entry) => columns.map(({ write }) => printable(write(entry))));
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]!.length)));
  const writeRow = (cells: string[]) =>
    cells
      .flatMap((cell, index) =>
        widths[index] === 0 ? [] : pad(cell, Math.max(widths[index]!, columns[index]!.title.length), columns[index]!),
      )
      .join('  ')
      .trimEnd();
  const lines = rows.flatMap((row, index) => [writeRow(row), ...writeMore(entries[index]!)]);
  return [writeRow(columns.map(({ title }) => title)), ...lines].join('\n');
}

const pad = (text: string, width: number, { right }: Column) => (right ? text.padStart(width) : text.padEnd(width));

/** Only of streams that waited: of the rest it is the whole duration. */
function writeFirstByte({ chunksMs, firstByteMs }: JournalEntry): string {
  return chunksMs && firstByteMs !== undefined ? String(Math.round(firstByteMs)) : '';
}

function writeMore({ exception, message }: JournalEntry): string[] {
  return exception !== undefined && message ? [`              ${printable(message.slice(0, 500))}`] : [];
}
