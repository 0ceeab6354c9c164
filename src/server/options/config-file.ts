/** The configuration file: found, parsed, checked, and its mistakes named with file and line. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import type { Document, Node } from 'yaml';
import { OptionError } from './option.js';
import { type Path, ValueProblem, type ValueType, writePath } from './value-types.js';

/** Loaded where there is a file to read. */
const yaml = () => createRequire(import.meta.url)('yaml') as typeof import('yaml');

const fileNames = ['bedrock-local.config.yaml', 'bedrock-local.config.yml', 'bedrock-local.config.json'];

/** The one file of the known names in `directory`; undefined where there is none. Two are a mistake, not a choice. */
export function findConfigFile(directory: string): string | undefined {
  const found = fileNames.filter((name) => existsSync(join(directory, name)));
  if (found.length > 1) throw new OptionError(`${found.join(' and ')} are both here: keep one, or name it by --config`);
  return found[0] && join(directory, found[0]);
}

function keyNode(node: unknown, step: string | number): { at?: Node; inside: unknown } {
  const { isMap, isNode, isSeq } = yaml();
  if (isMap(node)) {
    const pair = node.items.find((item) => String(item.key) === String(step));
    return { at: isNode(pair?.key) ? pair.key : undefined, inside: pair?.value };
  }
  const item = isSeq(node) ? node.items[Number(step)] : undefined;
  return { at: isNode(item) ? item : undefined, inside: item };
}

/** Offset of the deepest part of `path` that the document holds. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const { at, inside } = keyNode(node, step);
    offset = at?.range?.[0] ?? offset;
    node = inside;
  }
  return offset;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new OptionError(`${path} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}`);
  }
}

/**
 * Reads the file at `path` (YAML, of which JSON is a part) as `type` says; an empty file is an empty mapping.
 * Throws an `OptionError`: `bedrock-local.config.yaml:3: unknown key "prot"; did you mean "port"?`.
 */
export function readConfigFile<Values>(path: string, type: ValueType<Values>): Values {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(readText(resolve(path)), { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, sentence: string) =>
    new OptionError(`${basename(path)}:${lines.linePos(offset).line}: ${sentence}`);
  const mistake = document.errors[0];
  if (mistake) throw fail(mistake.pos[0], `cannot be parsed: ${mistake.message}`);
  try {
    return type.read(document.toJS() ?? {}, []);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    throw fail(offsetOf(document, error.path), error.sentence(writePath(error.path) || 'the file'));
  }
}
