/** Makes recordings of the files of other tools. */
import { readFileSync } from 'node:fs';
import { createClock } from '../../server/clock.js';
import { OptionError, readOptions } from '../../server/options.js';
import { readForeign } from '../../server/recordings/import/read-foreign.js';
import { openRecordings } from '../../server/recordings/store.js';

/** Throws an OptionError for the first file that is none; what was imported before stays. */
export async function importFiles(
  files: readonly string[],
  { out, from }: { out: string; from?: string },
): Promise<string> {
  const clock = createClock();
  const { recordings: rules, accountId } = readOptions().settings;
  const store = openRecordings(out, { clock, rules, accounts: [accountId] });
  let count = 0;
  const left = { others: 0, incomplete: 0 };
  for (const path of files) {
    const foreign = read(path, from);
    left.others += foreign.others;
    left.incomplete += foreign.incomplete;
    for (const captured of foreign.captured) await store.write(captured);
    count += foreign.captured.length;
  }
  await store.close();
  const said = [
    `${count} recordings in ${out}`,
    ...(left.others > 0 ? [`${left.others} exchanges were not with Bedrock`] : []),
    ...(left.incomplete > 0 ? [`${left.incomplete} do not say enough to be given again`] : []),
  ];
  return `${said.join('; ')}\n`;
}

function read(path: string, from: string | undefined) {
  try {
    return readForeign(readFileSync(path, 'utf8'), from, new Date().toISOString());
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new OptionError(code === undefined ? `${path} ${message}` : `${path} cannot be read (${code})`);
  }
}
