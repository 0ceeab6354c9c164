/** Looks through finished files for secrets: the known forms, and texts too random to be words. The last check before they go into git. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownForms } from '../redaction/known-forms.js';
import { REDACTED } from '../redaction/redactor.js';

export interface Finding {
  /** Path of the file. */
  path: string;
  line: number;
  /** `an access key id`. */
  what: string;
}

/** Members whose texts are random by nature, and known not to be secret. */
const random = new Set([
  'request',
  'signature',
  'base64',
  'bytes',
  'p',
  'nextToken',
  'redactedContent',
  'data',
  'id',
  'toolUseId',
  'tool_use_id',
  'blobs',
  'images',
  'image',
  'encrypted_content',
]);
/** Characters that a secret has at least and at most; longer ones are media. */
const SHORTEST = 36;
const LONGEST = 200;
/** Bits a character: a random text of 40 letters and digits has about 4.8, a long word in camel case about 4.2. */
const RANDOM = 4.6;

/** Of every JSON file below the folder. */
export function scanFolder(folder: string): Finding[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) => scanText(readFileSync(path, 'utf8')).map((found) => ({ path, ...found })));
}

export function scanText(text: string): Omit<Finding, 'path'>[] {
  return text.split('\n').flatMap((content, index) => {
    const what = whatIsIn(content);
    return what === undefined ? [] : [{ line: index + 1, what }];
  });
}

function whatIsIn(line: string): string | undefined {
  for (const { name, pattern } of knownForms)
    for (const [whole, group] of line.matchAll(pattern)) if ((group ?? whole) !== REDACTED) return name;
  const member = /^\s*"([^"]*)":/.exec(line)?.[1] ?? '';
  if (random.has(member)) return undefined;
  const words = line.match(/[\w+/=-]{36,}/g) ?? [];
  return words.some(looksRandom) ? 'a text too random to be words' : undefined;
}

/** Hashes and uuids are hexadecimal, and no secrets here. */
function looksRandom(word: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST || /^[0-9a-f-]+$/i.test(word)) return false;
  if (!/\d/.test(word) || !/[a-z]/.test(word) || !/[A-Z]/.test(word)) return false;
  return entropy(word) >= RANDOM && !'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.startsWith(word);
}

function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return -[...counts.values()].reduce((sum, count) => sum + (count / word.length) * Math.log2(count / word.length), 0);
}
