/** Takes secrets, accounts and what else the user names out of texts, JSON and headers. The same text always becomes the same. */
import type { RecordingRules } from '../settings.js';
import type { Headers } from '../waist.js';
import { isMedia, textOfBase64 } from './base64-text.js';
import { type Finder, findAll, findLiteral, findPattern, replaceFound } from './find.js';
import { compileJsonPath, type Place, putAt } from './json-path.js';
import { isSecretName, knownForms } from './known-forms.js';

/** What stands where a secret stood. */
export const REDACTED = 'REDACTED';
/** What stands where an account stood: twelve digits, so that ARNs stay ARNs. */
export const ACCOUNT = '000000000000';
const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

/** Secrets and accounts that are known as such, wherever they stand. */
export interface KnownSecrets {
  secrets?: readonly string[];
  accounts?: readonly string[];
}

export interface Redactor {
  find: Finder;
  text(value: string): string;
  /** Objects and lists with their texts redacted, names of members too. */
  json(value: unknown): unknown;
  /** Names in lower case. */
  headers(headers: Headers): Headers;
  /** The same, with more that is known. */
  with(more: KnownSecrets): Redactor;
}

export interface RedactorOptions extends KnownSecrets {
  rules: RecordingRules['redact'];
}

const requestIdHeaders = new Set(['x-amzn-requestid', 'x-amz-request-id', 'x-request-id', 'x-amzn-trace-id']);

/** A colon is `%3A` in a target. */
const arnAccount = /\barn(?::|%3A)aws[\w-]*(?::|%3A)[\w-]*(?::|%3A)[\w-]*(?::|%3A)(\d{12})(?!\d)/gi;

const findForms = findAll([
  ...knownForms.map(({ pattern }) => findPattern(pattern, REDACTED)),
  findPattern(arnAccount, ACCOUNT),
]);

/** Most texts of JSON are a short word or a name in camel case, and no form is one. */
const plainWord = /^[a-z][A-Za-z]*$|^.{0,7}$/s;
const nothing: ReturnType<Finder> = [];
const findForm: Finder = (text) => (plainWord.test(text) ? nothing : findForms(text));

/** Throws an Error of one sentence where a rule of the user's cannot be read. */
export function createRedactor({ rules, ...known }: RedactorOptions): Redactor {
  const patterns = rules.patterns.map((source) => findPattern(compilePattern(source), REDACTED));
  const names = new Set(rules.keys.map((key) => key.toLowerCase()));
  const paths = rules.paths.map(compileJsonPath);
  return build(known);

  function build({ secrets = [], accounts = [] }: KnownSecrets): Redactor {
    const find = findAll([...literals(secrets, REDACTED), ...literals(accounts, ACCOUNT), findForm, ...patterns]);
    const text = (value: string) => replaceFound(value, find(value));
    const isNamed = (name: string) => names.has(name.toLowerCase());

    function walk(value: unknown, name: string): unknown {
      if (typeof value === 'string') return isSecretName(name) || isNamed(name) ? REDACTED : written(value);
      if (Array.isArray(value)) return value.map((item) => walk(item, name));
      if (value === null || typeof value !== 'object') return isNamed(name) ? REDACTED : value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [text(key), walk(item, key)]));
    }

    /** A text, or one that stands in base64, which may be JSON. */
    function written(value: string): string {
      const inner = textOfBase64(value);
      if (inner === undefined) return isMedia(value) ? value : text(value);
      const redacted = within(inner);
      return redacted === inner ? value : Buffer.from(redacted).toString('base64');
    }

    function within(inner: string): string {
      if (!/^\s*[{[]/.test(inner)) return text(inner);
      try {
        const whole = JSON.parse(inner) as unknown;
        const redacted = JSON.stringify(walk(whole, ''));
        return redacted === JSON.stringify(whole) ? inner : redacted;
      } catch {
        return text(inner);
      }
    }

    return {
      find,
      text,
      json: (value) =>
        walk(
          paths.length > 0
            ? withoutPlaces(
                value,
                paths.flatMap((places) => places(value)),
              )
            : value,
          '',
        ),
      headers: (headers) =>
        Object.fromEntries(
          Object.entries(headers).map(([name, value]) => {
            if (rules.requestIds && requestIdHeaders.has(name)) return [name, NO_REQUEST];
            return [name, isSecretName(name) || isNamed(name) ? REDACTED : text(value)];
          }),
        ),
      with: (more) =>
        build({ secrets: [...secrets, ...(more.secrets ?? [])], accounts: [...accounts, ...(more.accounts ?? [])] }),
    };
  }
}

/** Every account that an ARN in the text names. */
export function accountsIn(text: string): string[] {
  return [...new Set([...text.matchAll(arnAccount)].map(([, account]) => account!))].filter(
    (account) => account !== ACCOUNT,
  );
}

/** A copy with `REDACTED` at each place. */
function withoutPlaces(value: unknown, places: Place[]): unknown {
  return places.reduce((copy, place) => putAt(copy, place, REDACTED), structuredClone(value));
}

/** Shorter ones are no secrets, and would be found in every word. */
const LEAST = 8;

function literals(values: readonly string[], placeholder: string): Finder[] {
  return [...new Set(values)].filter(({ length }) => length >= LEAST).map((value) => findLiteral(value, placeholder));
}

export function compilePattern(source: string): RegExp {
  try {
    return new RegExp(source, 'gu');
  } catch (cause) {
    throw new Error(`${JSON.stringify(source)} is no regular expression: ${(cause as Error).message}`);
  }
}
