/** Fixture files: found, parsed, checked; their mistakes named with file and line. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import type { Document } from 'yaml';
import type { Fixture } from '../fixtures/fixture.js';
import { ContractProblem } from './check-contract.js';
import { checkFixture } from './check-fixture.js';
import { type FixturePaths, OptionError } from './options.js';
import type { Settings } from './settings.js';

export type LoadedFixture = Fixture & { id: string; source: string };

/** Loaded where there is a file to read. */
const yaml = () => createRequire(import.meta.url)('yaml') as typeof import('yaml');

const extensions = /\.(ya?ml|json)$/i;

/** The files of the paths, in the order of the paths and of their names. Throws an OptionError where a named path is not there. */
export function findFixtureFiles({ paths, named }: FixturePaths): string[] {
  return paths.flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined && named)
      throw new OptionError(`${show(path)} does not exist, and is named as a place of fixtures`);
    if (!stat?.isDirectory()) return stat ? [path] : [];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && extensions.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  });
}

/** Every fixture of the paths, checked. Throws an OptionError: `fixtures/a.yaml:3: ...`. */
export function readFixtureFiles(places: FixturePaths, settings: Settings): LoadedFixture[] {
  const sources = new Map<string, string>();
  return findFixtureFiles(places).flatMap((path) =>
    readFixtureFile(path, settings).map((fixture) => {
      const other = sources.get(fixture.id);
      if (other !== undefined)
        throw new OptionError(`${fixture.source}: the id ${fixture.id} is that of ${other} too; give each its own`);
      sources.set(fixture.id, fixture.source);
      return fixture;
    }),
  );
}

/** As the user would type it. */
function show(path: string): string {
  const near = relative(process.cwd(), path);
  return (near.startsWith('..') ? path : near).split(sep).join('/');
}

function readFixtureFile(path: string, settings: Settings): LoadedFixture[] {
  const text = readText(path);
  const single = path.toLowerCase().endsWith('.json') && text.trimStart().startsWith('{') ? tryJson(text) : undefined;
  // A recording is one large object: as JSON it is read ten times as fast and more, and its line is known.
  if (single !== undefined && isSound(single, settings)) return [withSource(single, `${show(path)}:1`)];
  return readDocument(path, text, settings);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new OptionError(`${show(path)} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function tryJson(text: string): Fixture | undefined {
  try {
    return JSON.parse(text) as Fixture;
  } catch {
    return undefined;
  }
}

function isSound(fixture: Fixture, settings: Settings): boolean {
  try {
    checkFixture(fixture, settings);
    return true;
  } catch {
    return false;
  }
}

function readDocument(path: string, text: string, settings: Settings): LoadedFixture[] {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, sentence: string) =>
    new OptionError(`${show(path)}:${lines.linePos(offset).line}: ${sentence}`);
  const mistake = document.errors[0];
  if (mistake) throw fail(mistake.pos[0], `cannot be parsed: ${mistake.message}`);
  const value: unknown = document.toJS();
  if (value === null || value === undefined) return [];
  const list = Array.isArray(value);
  return (list ? value : [value]).map((item: Fixture, index) => {
    const place = list ? [String(index)] : [];
    try {
      checkFixture(item, settings);
    } catch (cause) {
      const inside = cause instanceof ContractProblem ? cause.path : [];
      throw fail(offsetOf(document, [...place, ...inside]), (cause as Error).message);
    }
    return withSource(item, `${show(path)}:${lines.linePos(offsetOf(document, place)).line}`);
  });
}

function withSource(fixture: Fixture, source: string): LoadedFixture {
  return { ...fixture, id: fixture.id ?? source, source };
}

/** Offset of the deepest part of `path` that the document holds. */
function offsetOf(document: Document, path: string[]): number {
  const { isMap, isNode, isScalar, isSeq } = yaml();
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step) : undefined;
    const inside: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    const at: unknown = pair ? pair.key : inside;
    offset = isNode(at) ? (at.range?.[0] ?? offset) : offset;
    node = inside;
  }
  return offset;
}
