/** The latest exchanges of a server, for whoever asks after a command has failed what it did. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import { writeJournalText } from '../server/journal-text.js';
import type { Log } from '../server/log.js';

const KEPT = 20;

export interface RecentExchanges {
  /** The log that was given, which these look over the shoulder of. */
  log: Log;
  /** A sentence and a table; undefined where nothing came. */
  write(): string | undefined;
}

export function watchExchanges(log: Log): RecentExchanges {
  const recent: JournalEntry[] = [];
  let count = 0;
  return {
    log: {
      ...log,
      exchange(entry, hint) {
        count += 1;
        recent.push(entry);
        if (recent.length > KEPT) recent.shift();
        log.exchange(entry, hint);
      },
    },
    write() {
      if (count === 0) return undefined;
      const said = count > KEPT ? `the last ${KEPT} of ${count} exchanges` : 'what it asked of the server';
      return `${said}:\n${writeJournalText(recent)}`;
    },
  };
}
