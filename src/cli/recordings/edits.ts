/** What was changed in recordings by hand, and whether it still holds. */
import { join } from 'node:path';
import { OptionError, readOptions } from '../../server/options.js';
import { replaceFile } from '../../server/recordings/file.js';
import { type LoadedRecording, loadRecordings } from '../../server/recordings/load.js';
import { sortedJson } from '../../server/recordings/sorted-json.js';
import { toRequest } from '../../server/recordings/store.js';
import { createCanonicalizer } from '../../server/redaction/canonical.js';
import { createRedactor } from '../../server/redaction/redactor.js';
import { holdChunks } from '../../server/smithy/raw-reply.js';

export interface Edits {
  count: number;
  /** One sentence each, the file first: what no longer holds. */
  problems: string[];
  /** The same of what holds: it is only told of. */
  changed: string[];
}

/** A reply may be changed at will; a request must fit the hash that it is found by. `fix` puts in order what does not hold. */
export async function checkEdits(folder: string, fix = false): Promise<Edits> {
  const { recordings, problems } = loadRecordings(folder, Date.now());
  const { recordings: rules, accountId } = readOptions().settings;
  const redactor = createRedactor({ rules: rules.redact, accounts: [accountId] });
  const canonicalizer = createCanonicalizer(rules.ignore, redactor);
  const edits: Edits = { count: recordings.length, problems, changed: [] };
  for (const recording of recordings) {
    const path = join(folder, recording.source);
    const request = canonicalizer.hash(canonicalizer.of(toRequest(recording)));
    const moved = request !== recording.match.request;
    const holds = holdChunks(recording.reply.raw);
    if (fix && (moved || !holds)) {
      await write(path, mend(recording, request, holds));
      edits.changed.push(`${path}: mended`);
    } else if (moved)
      edits.problems.push(
        `${path}: its request is no longer the one that it is found by: set match.request to ${request} (--fix does), or undo the change of recorded.request`,
      );
    else if (!holds)
      edits.changed.push(`${path}: its reply was changed by hand and is given as changed; its chunks are passed over`);
  }
  return edits;
}

function mend({ id: _, source: __, ...recording }: LoadedRecording, request: string, holds: boolean): object {
  const { chunks, ...raw } = recording.reply.raw;
  const reply = { raw: { ...raw, ...(holds && chunks && { chunks }) } };
  return { ...recording, match: { ...recording.match, request }, reply };
}

async function write(path: string, recording: object): Promise<void> {
  try {
    await replaceFile(path, `${sortedJson(recording)}\n`);
  } catch (cause) {
    throw new OptionError(`${path} cannot be written (${(cause as NodeJS.ErrnoException).code})`);
  }
}
