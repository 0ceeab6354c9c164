/** The canonical form of a request, by which a recording of it is found: redacted, without what differs from call to call, in one order. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { RecordingRules } from '../settings.js';
import type { Headers } from '../waist.js';
import { decodePart } from './decode-part.js';
import { compileJsonPath, putAt } from './json-path.js';
import { accountsIn, compilePattern, type Redactor } from './redactor.js';
import { secretsOfRequest } from './request-secrets.js';

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
  const unmarked = (text: string) => compiled.reduce((rest, pattern) => rest.replace(pattern, ''), text);

  function canonicalBody(body: Uint8Array, text: string, known: Redactor): unknown {
    if (!isUtf8(body)) return Buffer.from(body).toString('base64');
    const json = readJson(text);
    if (json === undefined) return unmarked(known.text(text));
    const whole = known.json(json);
    const places = find.flatMap((places) => places(whole)).reverse();
    return sort(places.reduce((rest, place) => putAt(rest, place, undefined), whole));
  }

  function sort(value: unknown): unknown {
    if (typeof value === 'string') return unmarked(value);
    if (Array.isArray(value)) return value.map(sort);
    if (value === null || typeof value !== 'object') return value;
    const members = Object.entries(value).filter(([name]) => !tokens.has(name));
    return Object.fromEntries(
      members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, item]) => [name, sort(item)]),
    );
  }

  return {
    of({ method, target, headers: given, body }) {
      const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
      const accounts = accountsIn(`${target}\n${text}`);
      const known = redactor.with({ secrets: secretsOfRequest({ headers: given, target }), accounts });
      const plain = (part: string) => unmarked(known.text(decodePart(part)));
      const [path = '', query = ''] = target.split('?', 2);
      const kept = Object.entries(given).filter(([name]) => telling.test(name) && !isIgnored(name));
      return {
        method,
        path: plain(path),
        query: query
          .split('&')
          .filter((parameter) => parameter !== '' && !/^X-Amz-/i.test(parameter))
          .map(plain)
          .sort(),
        headers: known.headers(Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)))),
        body: canonicalBody(body, text, known),
      };
    },
    hash: (canonical) => createHash('sha256').update(JSON.stringify(canonical)).digest('hex'),
  };
}

function readJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
