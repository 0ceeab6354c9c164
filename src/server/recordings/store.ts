/** The recordings of one directory: written whole, found by their request. */
import { join } from 'node:path';
import type { Recording } from '../../fixtures/recording.js';
import type { Clock } from '../clock.js';
import { createCanonicalizer } from '../redaction/canonical.js';
import { createRedactor } from '../redaction/redactor.js';
import type { RecordingRules } from '../settings.js';
import { writeBytes } from '../smithy/raw-bytes.js';
import type { Captured, CapturedRequest } from './captured.js';
import { explainMiss } from './explain-miss.js';
import { replaceFile, writeNew } from './file.js';
import { eachRecording, type LoadedRecording, readRecording } from './load.js';
import { nameOf, wordsOf } from './names.js';
import { type Count, createCount, createSequences, type Entry, toEntry } from './sequences.js';
import { sortedJson } from './sorted-json.js';
import { writeRecording } from './write-recording.js';

export interface RecordingOptions {
  clock: Clock;
  /** The setting `recordings`: what does not count in a match, and what is redacted beside the defaults. */
  rules: RecordingRules;
  /** Known secrets, wherever they stand: the credentials that requests are signed with, say. Default none. */
  secrets?: readonly string[];
  /** Known account ids, wherever they stand. Those in ARNs are found without it. Default none. */
  accounts?: readonly string[];
  /** Whether what was there when the directory was opened gives way, one by one, to new recordings of the same request. Default false. */
  replace?: boolean;
}

export interface RecordingStore {
  /**
   * Resolves when the file is whole on the disk. Rejects with one sentence (disk full, read-only).
   * `replaces` is a recording of this directory whose file it takes.
   */
  write(captured: Captured, replaces?: Recording): Promise<{ path: string }>;
  /**
   * The next recording of this request (several of one request: in sequence, the last one stays), or undefined. `count` is whoever
   * keeps how many were given: a namespace, so that tests side by side each have their own. Default: this store.
   */
  find(request: CapturedRequest, count?: Count): Recording | undefined;
  /** For a miss: the nearest recording and the first difference, in one sentence. */
  explainMiss(request: CapturedRequest): string;
  /** Whether it was recorded more than so many days ago. */
  olderThan(recording: Recording, days: number): boolean;
  readonly size: number;
  /** Files that are no recordings, each in one sentence that names file, line and reason. */
  readonly problems: string[];
  close(): Promise<void>;
}

const DAY = 24 * 3_600_000;
/** Recordings that a miss looks at: it should take no longer than a user waits. */
const MOST_LOOKED_AT = 500;
/** Recordings that are looked at to see whether they were made by other rules than these. */
const SAMPLE = 20;

/** Throws an Error of one sentence where a rule cannot be read. */
export function openRecordings(directory: string, options: RecordingOptions): RecordingStore {
  const { clock, rules, secrets, accounts, replace = false } = options;
  const redactor = createRedactor({ rules: rules.redact, secrets, accounts });
  const canonicalizer = createCanonicalizer(rules.ignore, redactor);
  const { recordings, problems } = eachRecording(directory, clock.realNow(), toEntry);
  const sequences = createSequences(recordings);
  /** Those that were there at the start, by hash, and that nothing has taken the place of. */
  const old = createSequences(replace ? recordings : []);
  const ownCount = createCount();
  const read = new Map<string, LoadedRecording>();
  const pending = new Set<Promise<unknown>>();
  let rehashed = false;

  /** Undefined where the file has changed into something else, or is gone: then the problem is told, and it no longer serves. */
  function readEntry(entry: Entry): LoadedRecording | undefined {
    const known = read.get(entry.source);
    if (known) return known;
    const recording = readRecording(join(directory, entry.source), entry.source);
    if (typeof recording !== 'string') {
      read.set(entry.source, recording);
      return recording;
    }
    problems.push(`${join(directory, entry.source)}${recording}`);
    sequences.remove(entry);
    return undefined;
  }

  const hashOf = (recording: Recording) => canonicalizer.hash(canonicalizer.of(toRequest(recording)));

  /** Recordings that were made by other rules have other hashes: where that is so, they are found by the rules of now as well. */
  function rehash(): void {
    rehashed = true;
    const all = sequences.all();
    const differs = (entry: Entry) => {
      const recording = readRecording(join(directory, entry.source), entry.source);
      if (typeof recording === 'string') return undefined;
      const hash = hashOf(recording);
      return hash === entry.hash ? undefined : hash;
    };
    if (!all.slice(0, SAMPLE).some((entry) => differs(entry) !== undefined)) return;
    for (const entry of all) {
      const hash = differs(entry);
      if (hash === undefined) continue;
      sequences.remove(entry);
      sequences.add({ ...entry, hash });
    }
  }

  function next({ region }: CapturedRequest, hash: string, count: Count): LoadedRecording | undefined {
    for (let entry = sequences.next(hash, region, count); entry; entry = sequences.next(hash, region, count)) {
      const recording = readEntry(entry);
      if (recording) return recording;
    }
    return undefined;
  }

  async function put(captured: Captured, replaces: Recording | undefined): Promise<{ path: string }> {
    const made = writeRecording(captured, { redactor, canonicalizer });
    const hash = made.match.request;
    const first = old.of(hash)[0];
    if (first) old.remove(first);
    const taken = replaces?.source ?? first?.source;
    const text = `${sortedJson(made)}\n`;
    const writing = taken
      ? replaceFile(join(directory, taken), text).then(() => taken)
      : writeNew(directory, nameFor(captured, hash), text);
    const path = await writing.catch((cause) => explain(cause, directory));
    read.delete(path);
    sequences.add(toEntry({ ...made, source: path }));
    return { path };
  }

  function nameFor({ request }: Captured, hash: string): string {
    const { operation, method, model } = request;
    const { body } = canonicalizer.of(request);
    const named = model === undefined ? {} : { model: redactor.text(model) };
    return nameOf({ operation, method, hash, ...named, words: wordsOf(body) });
  }

  return {
    write(captured, replaces) {
      const writing = put(captured, replaces);
      pending.add(writing);
      const settled = () => pending.delete(writing);
      writing.then(settled, settled);
      return writing;
    },
    find(request, count = ownCount) {
      const hash = canonicalizer.hash(canonicalizer.of(request));
      const found = next(request, hash, count);
      if (found || rehashed || sequences.size === 0) return found;
      rehash();
      return next(request, hash, count);
    },
    explainMiss(request) {
      const all = sequences.all();
      if (all.length === 0) return `there are no recordings in ${directory}`;
      const alike = all.filter(({ operation }) => operation === request.operation);
      const candidates = (alike.length > 0 ? alike : all).slice(0, MOST_LOOKED_AT).flatMap((entry) => {
        const recording = readRecording(join(directory, entry.source), entry.source);
        if (typeof recording === 'string') return [];
        return [{ source: entry.source, canonical: canonicalizer.of(toRequest(recording)) }];
      });
      if (candidates.length === 0) return `the recordings in ${directory} can no longer be read`;
      return explainMiss(candidates, canonicalizer.of(request));
    },
    olderThan: ({ recorded }, days) => clock.realNow() - Date.parse(recorded.at) > days * DAY,
    get size() {
      return sequences.size;
    },
    problems,
    async close() {
      await Promise.allSettled([...pending]);
    },
  };
}

/** The request of a recording as it would come again. */
export function toRequest({ recorded: { request } }: Recording) {
  const { method, target, headers, body } = request;
  const bytes = body === undefined || (typeof body === 'object' && 'events' in body) ? '' : writeBytes(body);
  return { method, target, headers, body: typeof bytes === 'string' ? Buffer.from(bytes) : bytes };
}

function explain(cause: NodeJS.ErrnoException, directory: string): never {
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EROFS: 'the disk is read-only',
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EMFILE: 'too many files are open',
    ENOTDIR: 'a part of the path is a file',
  };
  const reason = reasons[cause.code ?? ''] ?? cause.message;
  throw new Error(`${cause.path ?? directory} cannot be written: ${reason}`, { cause });
}
