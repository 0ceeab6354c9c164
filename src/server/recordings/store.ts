/** The recordings of one directory: written whole, found by their request. */
import { join } from 'node:path';
import type { Recording } from '../../fixtures/recording.js';
import type { Clock } from '../clock.js';
import { type Canonical, createCanonicalizer, firstDifference } from '../redaction/canonical.js';
import { createRedactor } from '../redaction/redactor.js';
import type { RecordingRules } from '../settings.js';
import { writeBytes } from '../smithy/raw-bytes.js';
import type { Captured, CapturedRequest } from './captured.js';
import { replaceFile, writeNew } from './file.js';
import { type LoadedRecording, loadRecordings } from './load.js';
import { nameOf, wordsOf } from './names.js';
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
  /** The next recording of this request (several of one request: in sequence, the last one stays), or undefined. */
  find(request: CapturedRequest): Recording | undefined;
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

/** The recordings of one request, and how many of them have been given. */
interface Sequence {
  recordings: LoadedRecording[];
  given: number;
  /** Those that were there at the start and that nothing has taken the place of. */
  old: LoadedRecording[];
}

/** Throws an Error of one sentence where a rule cannot be read. */
export function openRecordings(directory: string, options: RecordingOptions): RecordingStore {
  const { clock, rules, secrets, accounts, replace = false } = options;
  const redactor = createRedactor({ rules: rules.redact, secrets, accounts });
  const canonicalizer = createCanonicalizer(rules.ignore, redactor);
  const loaded = loadRecordings(directory, clock.realNow());
  const byRequest = new Map<string, Sequence>();
  const pending = new Set<Promise<unknown>>();

  function sequenceOf(hash: string): Sequence {
    const sequence = byRequest.get(hash) ?? { recordings: [], given: 0, old: [] };
    byRequest.set(hash, sequence);
    return sequence;
  }
  for (const recording of loaded.recordings) {
    const { recordings, old } = sequenceOf(recording.match.request);
    recordings.push(recording);
    if (replace) old.push(recording);
  }

  async function put(captured: Captured, replaces: Recording | undefined): Promise<{ path: string }> {
    const made = writeRecording(captured, { redactor, canonicalizer });
    const sequence = sequenceOf(made.match.request);
    const old = replaces ?? sequence.old.shift();
    const text = `${sortedJson(made)}\n`;
    const path = old?.source ?? (await writeNew(directory, nameFor(captured, made.match.request), text).catch(explain));
    if (old?.source) await replaceFile(join(directory, path), text).catch(explain);
    const recording: LoadedRecording = { ...made, id: path, source: path };
    const index = sequence.recordings.findIndex(({ source }) => source === path);
    if (index >= 0) sequence.recordings[index] = recording;
    else sequence.recordings.push(recording);
    return { path };
  }

  function nameFor({ request }: Captured, hash: string): string {
    const { operation, method, model } = request;
    const { body } = canonicalizer.of(request);
    return nameOf({
      operation,
      method,
      hash,
      ...(model !== undefined && { model: redactor.text(model) }),
      words: wordsOf(body),
    });
  }

  return {
    write(captured, replaces) {
      const writing = put(captured, replaces);
      pending.add(writing);
      writing.then(
        () => pending.delete(writing),
        () => pending.delete(writing),
      );
      return writing;
    },
    find(request) {
      const sequence = byRequest.get(canonicalizer.hash(canonicalizer.of(request)));
      if (!sequence || sequence.recordings.length === 0) return undefined;
      const found = sequence.recordings[Math.min(sequence.given, sequence.recordings.length - 1)];
      sequence.given += 1;
      return found;
    },
    explainMiss(request) {
      const all = [...byRequest.values()].flatMap(({ recordings }) => recordings);
      if (all.length === 0) return `there are no recordings in ${directory}`;
      const wanted = canonicalizer.of(request);
      const nearest = nearestOf(all, request, wanted, (recording) => canonicalizer.of(toRequest(recording)));
      return nearest;
    },
    olderThan: ({ recorded }, days) => clock.realNow() - Date.parse(recorded.at) > days * DAY,
    get size() {
      return [...byRequest.values()].reduce((sum, { recordings }) => sum + recordings.length, 0);
    },
    problems: loaded.problems,
    async close() {
      await Promise.allSettled([...pending]);
    },
  };
}

/** Looked at no further than this: a miss should not take longer than a hit of ten. */
const MOST_LOOKED_AT = 500;

function nearestOf(
  all: LoadedRecording[],
  { operation }: CapturedRequest,
  wanted: Canonical,
  canonicalOf: (recording: LoadedRecording) => Canonical,
): string {
  const alike = all.filter(({ match }) => match.operation === operation);
  const candidates = (alike.length > 0 ? alike : all).slice(0, MOST_LOOKED_AT).map((recording) => {
    const canonical = canonicalOf(recording);
    return { recording, canonical, common: commonStart(JSON.stringify(canonical), JSON.stringify(wanted)) };
  });
  const best = candidates.reduce((one, other) => (other.common > one.common ? other : one));
  const difference = firstDifference(best.canonical, wanted);
  const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120));
  return `the nearest is ${best.recording.source}${difference ? `, where ${difference.path} is ${show(difference.expected)} and here is ${show(difference.received)}` : ''}`;
}

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** The request of a recording as it would come again. */
export function toRequest({ recorded: { request } }: Recording) {
  const { method, target, headers, body } = request;
  const bytes = body === undefined || (typeof body === 'object' && 'events' in body) ? '' : writeBytes(body);
  return { method, target, headers, body: typeof bytes === 'string' ? Buffer.from(bytes) : bytes };
}

function explain(cause: NodeJS.ErrnoException): never {
  const reasons: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EMFILE: 'too many files are open',
    ENOTDIR: 'a part of the path is a file',
  };
  throw new Error(`${cause.path ?? 'the recording'} cannot be written: ${reasons[cause.code ?? ''] ?? cause.message}`, {
    cause,
  });
}
