/** Deletes recordings that are old, or that a run did not use, once they have been named. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalEntry } from '../../fixtures/journal-entry.js';
import { OptionError } from '../../server/options.js';
import { type LoadedRecording, loadRecordings } from '../../server/recordings/load.js';

const DAY = 24 * 3_600_000;

export interface PruneFlags {
  /** Days. */
  olderThan?: string;
  /** A journal in JSON lines, of a run that replayed. */
  unused?: string;
  yes?: boolean;
}

export function pruneRecordings(folder: string, { olderThan, unused, yes }: PruneFlags): string {
  if (olderThan === undefined && unused === undefined)
    throw new OptionError('prune needs --older-than DAYS, or --unused JOURNAL, to know what may go');
  const tests = [
    ...(olderThan === undefined ? [] : [isOlder(olderThan)]),
    ...(unused === undefined ? [] : [isUnused(unused)]),
  ];
  const gone = loadRecordings(folder, Date.now()).recordings.filter((one) => tests.every((test) => test(one)));
  for (const { source } of yes ? gone : []) rmSync(join(folder, source));
  const said = yes ? 'deleted' : 'would be deleted; --yes deletes them';
  return `${[...gone.map(({ source }) => source), `${gone.length} ${said}`].join('\n')}\n`;
}

function isOlder(olderThan: string): (recording: LoadedRecording) => boolean {
  const days = Number(olderThan);
  if (!(days >= 0) || olderThan.trim() === '')
    throw new OptionError(`--older-than must be a number of days, not "${olderThan}"`);
  return ({ recorded }) => Date.now() - Date.parse(recorded.at) > days * DAY;
}

/** The journal names the recording that answered each of its exchanges. */
function isUnused(path: string): (recording: LoadedRecording) => boolean {
  const used = new Set(readJournal(path).map(({ fixture }) => fixture));
  return ({ source }) => !used.has(source);
}

function readJournal(path: string): JournalEntry[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as JournalEntry);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason =
      code === undefined
        ? 'is no journal in JSON lines; bedrock-local journal --format jsonl writes one'
        : `cannot be read (${code})`;
    throw new OptionError(`${path} ${reason}`);
  }
}
