/** Takes secrets, accounts and what else the user names out of texts, JSON and headers. The same text always becomes the same. */
import type { RecordingRules } from '../settings.js';
import type { Headers } from '../waist.js';
import { compileJsonPath, type Place } from './json-path.js';
import { isSecretName, knownForms } from './known-forms.js';

/** What stands where a secret stood. */
export const REDACTED = 'REDACTED';
/** What stands where an account stood: twelve digits, so that ARNs stay ARNs. */
export const ACCOUNT = '000000000000';
const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

export interface Redactor {
  text(value: string): string;
  /** Objects and lists with their texts redacted; keys stay. */
  json(value: unknown): unknown;
  /** Names in lower case. */
  headers(headers: Headers): Headers;
}

export interface RedactorOptions {
  rules: RecordingRules['redact'];
  /** Known secrets, wherever they stand. */
  secrets?: readonly string[];
  /** Known account ids, wherever they stand. */
  accounts?: readonly string[];
}

type Replace = (text: string) => string;

const arnAccount = /(\barn:aws[\w-]*:[\w-]*:[\w-]*:)\d{12}(?=:|\b)/g;
const requestIdHeaders = new Set(['x-amzn-requestid', 'x-amz-request-id', 'x-request-id', 'x-amzn-trace-id']);

/** Throws an Error of one sentence where a rule of the user's cannot be read. */
export function createRedactor({ rules, secrets = [], accounts = [] }: RedactorOptions): Redactor {
  const replaces = [...known(secrets, REDACTED), ...known(accounts, ACCOUNT), ...forms(), ...own(rules.patterns)];
  const names = new Set(rules.keys.map((key) => key.toLowerCase()));
  const paths = rules.paths.map(compileJsonPath);
  const isSecret = (name: string) => isSecretName(name) || names.has(name.toLowerCase());
  const text: Replace = (value) => replaces.reduce((changed, replace) => replace(changed), value);

  function walk(value: unknown, name: string): unknown {
    if (typeof value === 'string') return isSecret(name) ? REDACTED : text(value);
    if (Array.isArray(value)) return value.map((item) => walk(item, name));
    if (value === null || typeof value !== 'object') return names.has(name.toLowerCase()) ? REDACTED : value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, key)]));
  }

  return {
    text,
    json: (value) =>
      walk(
        paths.length > 0
          ? withoutPlaces(
              value,
              paths.flatMap((find) => find(value)),
            )
          : value,
        '',
      ),
    headers(headers) {
      const entries = Object.entries(headers).map(([name, value]) => {
        if (rules.requestIds && requestIdHeaders.has(name)) return [name, NO_REQUEST];
        return [name, isSecret(name) ? REDACTED : text(value)];
      });
      return Object.fromEntries(entries);
    },
  };
}

/** A copy with `REDACTED` at each place. */
function withoutPlaces(value: unknown, places: Place[]): unknown {
  const copy = structuredClone(value);
  for (const place of places) {
    const last = place.at(-1);
    if (last === undefined) return REDACTED;
    const parent = place
      .slice(0, -1)
      .reduce<unknown>((inside, step) => (inside as Record<string, unknown>)[step], copy);
    (parent as Record<string, unknown>)[last] = REDACTED;
  }
  return copy;
}

/** Shorter ones are no secrets, and would be found in every word. */
const LEAST = 4;

function known(values: readonly string[], placeholder: string): Replace[] {
  return values.filter((value) => value.length >= LEAST).map((value) => (text) => text.replaceAll(value, placeholder));
}

function forms(): Replace[] {
  const secrets = knownForms.map(
    ({ pattern }): Replace =>
      (text) =>
        text.replace(pattern, (whole, group) =>
          typeof group === 'string' ? whole.replace(group, REDACTED) : REDACTED,
        ),
  );
  return [...secrets, (text) => text.replace(arnAccount, `$1${ACCOUNT}`)];
}

function own(patterns: readonly string[]): Replace[] {
  return patterns.map((source) => {
    const pattern = compilePattern(source);
    return (text) => text.replace(pattern, REDACTED);
  });
}

export function compilePattern(source: string): RegExp {
  try {
    return new RegExp(source, 'gu');
  } catch (cause) {
    throw new Error(`${JSON.stringify(source)} is no regular expression: ${(cause as Error).message}`);
  }
}
