/** The canonical form of a request, by which a recording of it is found: redacted, without what differs from call to call, in one order. */
import { createHash } from 'node:crypto';
import type { RecordingRules } from '../settings.js';
import type { Headers } from '../waist.js';
import { compileJsonPath, type Place } from './json-path.js';
import { compilePattern, type Redactor } from './redactor.js';

/** What of a request is looked at. */
export interface Request {
  method: string;
  /** Path and query. */
  target: string;
  /** Names in lower case. */
  headers: Headers;
  body: Uint8Array;
}

export interface Canonical {
  method: string;
  path: string;
  query: string[];
  headers: Headers;
  /** JSON with its members sorted, or a text. */
  body: unknown;
}

export interface Canonicalizer {
  of(request: Request): Canonical;
  /** SHA-256 of the canonical form, in hexadecimal. */
  hash(canonical: Canonical): string;
}

/** Tokens that make a call once are made anew for each. */
const tokens = new Set(['clientRequestToken', 'clientToken']);
/** Only these headers change what is answered. */
const telling = /^(x-amzn-bedrock-|x-amz-bedrock-)/;

/** Throws an Error of one sentence where a rule of the user's cannot be read. */
export function createCanonicalizer(
  { headers, paths, patterns }: RecordingRules['ignore'],
  redactor: Redactor,
): Canonicalizer {
  const ignored = new Set(headers.map((name) => name.toLowerCase()));
  const isIgnored = (name: string) =>
    ignored.has(name) || headers.some((glob) => glob.endsWith('*') && name.startsWith(glob.slice(0, -1).toLowerCase()));
  const find = paths.map(compileJsonPath);
  const compiled = patterns.map(compilePattern);
  const plain = (text: string) => compiled.reduce((rest, pattern) => rest.replace(pattern, ''), redactor.text(text));

  function canonicalBody(body: Uint8Array): unknown {
    const text = Buffer.from(body).toString('utf8');
    const json = readJson(text);
    if (json === undefined) return plain(text);
    const whole = redactor.json(json);
    return sort(
      find.length > 0
        ? without(
            whole,
            find.flatMap((places) => places(whole)),
          )
        : whole,
    );
  }

  function sort(value: unknown): unknown {
    if (typeof value === 'string') return compiled.length > 0 ? plain(value) : value;
    if (Array.isArray(value)) return value.map(sort);
    if (value === null || typeof value !== 'object') return value;
    const members = Object.entries(value).filter(([name]) => !tokens.has(name));
    return Object.fromEntries(
      members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, item]) => [name, sort(item)]),
    );
  }

  return {
    of({ method, target, headers: given, body }) {
      const [path = '', query = ''] = target.split('?', 2);
      const kept = Object.entries(redactor.headers(given)).filter(([name]) => telling.test(name) && !isIgnored(name));
      return {
        method,
        path: plain(decode(path)),
        query: query
          .split('&')
          .filter((parameter) => parameter !== '' && !/^X-Amz-/i.test(parameter))
          .map((parameter) => plain(decode(parameter)))
          .sort(),
        headers: Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1))),
        body: canonicalBody(body),
      };
    },
    hash: (canonical) => createHash('sha256').update(JSON.stringify(canonical)).digest('hex'),
  };
}

/** `%3A` and `:` are one. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function without(value: unknown, places: Place[]): unknown {
  const copy = structuredClone(value);
  for (const place of places) {
    const last = place.at(-1);
    if (last === undefined) return null;
    const parent = place
      .slice(0, -1)
      .reduce<unknown>((inside, step) => (inside as Record<string, unknown> | undefined)?.[step], copy);
    if (parent !== null && typeof parent === 'object') delete (parent as Record<string, unknown>)[last];
  }
  return copy;
}

/** The first place at which two requests differ, and both values there; undefined where they are alike. */
export function firstDifference(
  expected: unknown,
  received: unknown,
  path = '',
): { path: string; expected: unknown; received: unknown } | undefined {
  if (Object.is(expected, received)) return undefined;
  const inner = [expected, received].every((value) => value !== null && typeof value === 'object');
  if (!inner) return { path: path || 'request', expected, received };
  const [left, right] = [expected, received] as Record<string, unknown>[];
  for (const name of new Set([...Object.keys(left!), ...Object.keys(right!)])) {
    const found = firstDifference(left![name], right![name], path ? `${path}.${name}` : name);
    if (found) return found;
  }
  return undefined;
}
