/** Reads the recordings of a folder; a file that is none is named with its line and reason, and the others serve. */
import { closeSync, fstatSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Recording } from '../../fixtures/recording.js';
import { problemOf } from './check-recording.js';
import { UNFINISHED } from './file.js';
import { lineAt, lineOf } from './json-line.js';

export interface LoadedRecording extends Recording {
  /** Path below the folder, with slashes. */
  source: string;
}

export interface Loaded<Kept = LoadedRecording> {
  /** By name, and of one request in the order in which they were recorded. */
  recordings: Kept[];
  /** One sentence each. */
  problems: string[];
}

/** Milliseconds after which an unfinished file is nobody's: its process is gone. */
const STALE = 60_000;

/** An absent folder holds nothing. `now`: milliseconds since the epoch. */
export function loadRecordings(folder: string, now: number): Loaded {
  return eachRecording(folder, now, (recording) => recording);
}

/** Keeps of each recording what `keep` makes of it: thousands need not stay in memory whole. */
export function eachRecording<Kept>(
  folder: string,
  now: number,
  keep: (recording: LoadedRecording) => Kept,
): Loaded<Kept> {
  const loaded: Loaded<Kept> = { recordings: [], problems: [] };
  for (const source of findFiles(folder, now)) {
    const path = join(folder, source);
    const read = readRecording(path, source);
    if (typeof read === 'string') loaded.problems.push(`${path}${read}`);
    else loaded.recordings.push(keep(read));
  }
  return loaded;
}

function findFiles(folder: string, now: number): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const paths: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (entry.name.endsWith(UNFINISHED)) sweep(path, now);
    else if (entry.name.endsWith('.json')) paths.push(relative(folder, path).split(sep).join('/'));
  }
  return inOrder(paths);
}

/** `a-2.json` after `a.json`, and before `a-10.json`. */
function inOrder(paths: string[]): string[] {
  const keys = paths.map((path): [string, number, string] => {
    const [, name = path, number = '1'] = /^(.*?-[0-9a-f]{6})(?:-(\d+))?\.json$/.exec(path) ?? [];
    return [name, Number(number), path];
  });
  keys.sort(([one, number], [other, otherNumber]) => (one === other ? number - otherNumber : one < other ? -1 : 1));
  return keys.map(([, , path]) => path);
}

function sweep(path: string, now: number): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && now - stat.mtimeMs > STALE) rmSync(path, { force: true });
}

/** A recording, or `:12: why it is none`. */
export function readRecording(path: string, source: string): LoadedRecording | string {
  let text: string;
  try {
    text = readText(path);
  } catch (cause) {
    return ` cannot be read (${(cause as NodeJS.ErrnoException).code})`;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    // Node shows what stands at the place, on as many lines as it takes.
    return `:${lineOfMistake(text, message)}: cannot be parsed: ${message.replaceAll(/\s+/g, ' ')}`;
  }
  const problem = problemOf(value);
  if (problem) return `:${lineAt(text, problem.place)}: is no recording: ${problem.reason}`;
  return Object.assign(value as Recording, { source, id: (value as Recording).id ?? source });
}

/** Grows with the largest file. To read thousands of files into one place takes a third of the time of as many buffers. */
let place = Buffer.allocUnsafe(256 * 1024);

function readText(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size >= place.length) place = Buffer.allocUnsafe(size * 2);
    let length = 0;
    for (let read = 1; read > 0 && length < place.length; length += read)
      read = readSync(file, place, length, place.length - length, null);
    return place.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}

/** Node says where: `at position 123`; without it the text ended too soon. */
function lineOfMistake(text: string, message: string): number {
  return lineOf(text, Number(/position (\d+)/.exec(message)?.[1] ?? text.length));
}
