/** Reads the recordings of a folder; a file that is none is named with its line and reason, and the others serve. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Recording } from '../../fixtures/recording.js';
import { UNFINISHED } from './file.js';

export interface LoadedRecording extends Recording {
  /** Path below the folder, with slashes. */
  source: string;
}

export interface Loaded {
  /** By name, and of one request in the order in which they were recorded. */
  recordings: LoadedRecording[];
  /** One sentence each. */
  problems: string[];
}

/** Milliseconds after which an unfinished file is nobody's: its process is gone. */
const STALE = 60_000;

/** An absent folder holds nothing. `now`: milliseconds since the epoch. */
export function loadRecordings(folder: string, now: number): Loaded {
  const loaded: Loaded = { recordings: [], problems: [] };
  for (const path of findFiles(folder, now)) {
    const read = readRecording(join(folder, path), path);
    if (typeof read === 'string') loaded.problems.push(`${join(folder, path)}${read}`);
    else loaded.recordings.push(read);
  }
  loaded.recordings.sort(inOrder);
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
  return paths.sort();
}

function sweep(path: string, now: number): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat && now - stat.mtimeMs > STALE) rmSync(path, { force: true });
}

/** A recording, or `:12: why it is none`. */
export function readRecording(path: string, source: string): LoadedRecording | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    return ` cannot be read (${(cause as NodeJS.ErrnoException).code})`;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return `:${lineOf(text, (cause as Error).message)}: cannot be parsed: ${(cause as Error).message}`;
  }
  const problem = problemOf(value as Partial<Recording>);
  if (problem) return `:1: is no recording: ${problem}`;
  return { ...(value as Recording), source, id: (value as Recording).id ?? source };
}

/** Node says where: `at position 123`; without it the text ended too soon. */
function lineOf(text: string, message: string): number {
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  return text.slice(0, position).split('\n').length;
}

function problemOf(value: Partial<Recording> | null): string | undefined {
  if (value === null || typeof value !== 'object') return 'it must be an object';
  const { match, recorded, reply } = value;
  if (typeof match?.request !== 'string') return '"match.request" must be the hash of its request';
  if (typeof recorded?.at !== 'string' || typeof recorded.request?.target !== 'string')
    return '"recorded" must have "at" and "request"';
  const raw = reply?.raw;
  if (typeof raw?.status !== 'number' || raw.headers === null || typeof raw.headers !== 'object')
    return '"reply.raw" must have "status" and "headers"';
  if (raw.body !== undefined && raw.events !== undefined) return '"reply.raw" must have "body" or "events", not both';
  if (raw.events !== undefined && !Array.isArray(raw.events)) return '"reply.raw.events" must be a list';
  return undefined;
}

/** `a-2.json` after `a.json`, and before `a-10.json`. */
function inOrder(one: LoadedRecording, other: LoadedRecording): number {
  const key = ({ source }: LoadedRecording): [string, number] => {
    const [, name = source, number = '1'] = /^(.*?-[0-9a-f]{6})(?:-(\d+))?\.json$/.exec(source) ?? [];
    return [name, Number(number)];
  };
  const [left, right] = [key(one), key(other)];
  return left[0] === right[0] ? left[1] - right[1] : left[0] < right[0] ? -1 : 1;
}
