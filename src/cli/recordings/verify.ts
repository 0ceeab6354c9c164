/** Looks whether recordings are what they say: whole, of their request, free of secrets; and what was changed by hand. */
import { join } from 'node:path';
import { readOptions } from '../../server/options.js';
import { loadRecordings } from '../../server/recordings/load.js';
import { scanFolder } from '../../server/recordings/scan.js';
import { toRequest } from '../../server/recordings/store.js';
import { createCanonicalizer } from '../../server/redaction/canonical.js';
import { createRedactor } from '../../server/redaction/redactor.js';
import { writesOf } from '../../server/smithy/raw-reply.js';

export interface Checked {
  count: number;
  /** One sentence each, the file first. */
  problems: string[];
}

export function verifyRecordings(folder: string): Checked {
  const { recordings, problems } = loadRecordings(folder, Date.now());
  const secrets = scanFolder(folder).map(({ path, line, what }) => `${path}:${line}: this looks like ${what}`);
  return { count: recordings.length, problems: [...problems, ...secrets, ...checkEdits(folder).problems] };
}

/** A reply may be changed at will; a request must fit the hash that it is found by. */
export function checkEdits(folder: string): Checked {
  const { recordings } = loadRecordings(folder, Date.now());
  const { recordings: rules, accountId } = readOptions().settings;
  const redactor = createRedactor({ rules: rules.redact, accounts: [accountId] });
  const canonicalizer = createCanonicalizer(rules.ignore, redactor);
  const problems: string[] = [];
  for (const recording of recordings) {
    const path = join(folder, recording.source);
    const hash = canonicalizer.hash(canonicalizer.of(toRequest(recording)));
    if (hash !== recording.match.request)
      problems.push(
        `${path}: its request is no longer the one that it is found by: set match.request to ${hash}, or undo the change of recorded.request`,
      );
    try {
      writesOf(recording.reply.raw);
    } catch (cause) {
      problems.push(`${path}: its reply cannot be written: ${(cause as Error).message}`);
    }
  }
  return { count: recordings.length, problems };
}
