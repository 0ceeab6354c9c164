/** Looks through finished files for secrets: what redaction would still take out, and texts too random to be words. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOfBase64 } from '../redaction/base64-text.js';
import { isSecretName, knownForms } from '../redaction/known-forms.js';
import { ACCOUNT, createRedactor, REDACTED } from '../redaction/redactor.js';
import { defaultSettings } from '../settings.js';
import { type JsonPlace, lineAt } from './json-line.js';
import { looksRandom } from './looks-random.js';
import { redactPieces } from './redact-pieces.js';

export interface Finding {
  /** Path of the file. */
  path: string;
  line: number;
  /** `an access key id`. */
  what: string;
}

type Place = JsonPlace;

const redactor = createRedactor({ rules: defaultSettings.recordings.redact });

/** Members whose texts are random by nature, and known not to be secret. */
const random = new Set(
  'request,signature,base64,bytes,p,nextToken,redactedContent,data,id,toolUseId,tool_use_id,blobs,images,image,encrypted_content'.split(
    ',',
  ),
);

/** Of every JSON file below the folder. */
export function scanFolder(folder: string): Finding[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) => scanText(readFileSync(path, 'utf8')).map((found) => ({ path, ...found })));
}

/** One for each line. What is no JSON is looked at line by line. */
export function scanText(text: string): Omit<Finding, 'path'>[] {
  const found = new Map<number, string>();
  const tell = (line: number, what: string | undefined) =>
    what !== undefined && !found.has(line) && found.set(line, what);
  const value = parse(text);
  if (value === undefined) {
    for (const [index, line] of text.split('\n').entries()) tell(index + 1, whatIsIn(line, ''));
  } else {
    look(value, [], (place, what) => what !== undefined && tell(lineAt(text, place), what));
    for (const place of inPieces(value)) tell(lineAt(text, place), 'a secret in pieces, from one event to the next');
  }
  return [...found].map(([line, what]) => ({ line, what })).sort((one, other) => one.line - other.line);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function look(value: unknown, place: Place, tell: (place: Place, what: string | undefined) => void): void {
  if (typeof value === 'string') tell(place, whatIsIn(value, String(place.at(-1) ?? '')));
  else if (value !== null && typeof value === 'object')
    for (const [name, item] of Object.entries(value)) {
      tell([...place, name], whatIsIn(name, ''));
      look(item, [...place, name], tell);
    }
}

/** `name`: of the member that holds the text. */
function whatIsIn(text: string, name: string): string | undefined {
  if (isSecretName(name) && text !== REDACTED) return `a secret by its name, ${name}`;
  const inner = name === 'base64' ? Buffer.from(text, 'base64').toString('latin1') : textOfBase64(text);
  for (const said of inner === undefined ? [text] : [text, inner]) {
    const form = formOf(said);
    if (form !== undefined) return form;
  }
  if (inner !== undefined || random.has(name)) return undefined;
  // At single characters: a repetition that goes over megabytes overflows the stack of regular expressions.
  return text.split(/[^\w+/=-]/).some(looksRandom) ? 'a text too random to be words' : undefined;
}

function formOf(text: string): string | undefined {
  const [first] = redactor.find(text);
  if (!first || text.slice(first.start, first.end) === first.placeholder) return undefined;
  if (first.placeholder === ACCOUNT) return 'the id of an account';
  // What was covered byte for byte is of the form still.
  if (/^x+$/.test(text.slice(first.start, first.end))) return undefined;
  const covers = ({ index = 0, 0: whole }: RegExpMatchArray) =>
    index <= first.start && index + whole.length >= first.end;
  return knownForms.find(({ pattern }) => [...text.matchAll(pattern)].some(covers))?.name ?? 'a secret';
}

/** The events from which redaction would still take a part of a secret. */
function inPieces(value: unknown): Place[] {
  const events = (value as { reply?: { raw?: { events?: { payload: unknown }[] } } } | null)?.reply?.raw?.events;
  if (!Array.isArray(events)) return [];
  const payloads = events.map((event) => event?.payload);
  const redacted = redactPieces(payloads, redactor);
  return payloads.flatMap((payload, index) =>
    JSON.stringify(payload) === JSON.stringify(redacted[index]) ? [] : [['reply', 'raw', 'events', index]],
  );
}
