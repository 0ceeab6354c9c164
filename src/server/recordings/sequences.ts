/** Which recordings answer a request, and which of them comes next. */
import type { LoadedRecording } from './load.js';

/** What is kept in memory of a recording; the rest is read when it is to be given. */
export interface Entry {
  /** Path below the folder. */
  source: string;
  hash: string;
  operation: string | undefined;
  region: string;
}

/** Gives how often it was asked for this sequence before. */
export type Count = (sequence: string) => number;

/** Of one reader, who has no other place for it. */
export function createCount(): Count {
  const counts = new Map<string, number>();
  return (sequence) => {
    const count = counts.get(sequence) ?? 0;
    counts.set(sequence, count + 1);
    return count;
  };
}

export interface Sequences {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** Those of a request, in their order. */
  of(hash: string): readonly Entry[];
  /**
   * The next of the request's: in sequence, and the last one again and again. Those of the region come before those of others: one
   * request to two regions has two sequences. `count` says how many of a sequence were given before.
   */
  next(hash: string, region: string, count: Count): Entry | undefined;
  all(): Entry[];
  readonly size: number;
}

export function toEntry({ source, match, recorded }: LoadedRecording): Entry {
  return { source, hash: match.request, operation: match.operation, region: recorded.region };
}

export function createSequences(entries: readonly Entry[]): Sequences {
  const byHash = new Map<string, Entry[]>();
  let size = 0;

  function add(entry: Entry): void {
    const list = byHash.get(entry.hash);
    if (!list) byHash.set(entry.hash, [entry]);
    else if (list.some(({ source }) => source === entry.source)) return;
    else list.push(entry);
    size += 1;
  }
  for (const entry of entries) add(entry);

  return {
    add,
    remove({ hash, source }) {
      const list = byHash.get(hash) ?? [];
      const index = list.findIndex((entry) => entry.source === source);
      if (index < 0) return;
      list.splice(index, 1);
      size -= 1;
    },
    of: (hash) => byHash.get(hash) ?? [],
    next(hash, region, count) {
      const list = byHash.get(hash);
      if (!list) return undefined;
      const own = list.filter((entry) => entry.region === region);
      const candidates = own.length > 0 ? own : list;
      const given = count(`${hash} ${own.length > 0 ? region : ''}`);
      return candidates[Math.min(given, candidates.length - 1)];
    },
    all: () => [...byHash.values()].flat(),
    get size() {
      return size;
    },
  };
}
