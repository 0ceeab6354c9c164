/** Deletes old recordings, once they have been named. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { OptionError } from '../../server/options.js';
import { loadRecordings } from '../../server/recordings/load.js';

const DAY = 24 * 3_600_000;

export function pruneRecordings(folder: string, { olderThan, yes }: { olderThan: string; yes?: boolean }): string {
  const days = Number(olderThan);
  if (!(days >= 0) || olderThan.trim() === '')
    throw new OptionError(`--older-than must be a number of days, not "${olderThan}"`);
  const old = loadRecordings(folder, Date.now()).recordings.filter(
    ({ recorded }) => Date.now() - Date.parse(recorded.at) > days * DAY,
  );
  for (const { source } of yes ? old : []) rmSync(join(folder, source));
  const said = yes ? 'deleted' : 'would be deleted; --yes deletes them';
  return `${[...old.map(({ source }) => source), `${old.length} ${said}`].join('\n')}\n`;
}
