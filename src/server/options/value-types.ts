/** The kinds of value that an option takes: each checks itself, reads itself from text and says itself as JSON Schema. */
import { didYouMean } from '../nearest.js';

export type Path = (string | number)[];

export interface ValueType<Value> {
  /** JSON Schema of the value in a configuration file. */
  schema: Record<string, unknown>;
  /** Checks a value as a configuration file gives it. Throws a `ValueProblem`. */
  read(value: unknown, path: Path): Value;
  /** What `read` takes, made of the text of a flag or an environment variable. Never throws: `read` judges. */
  fromText(text: string): unknown;
}

/** What is wrong with the value at `path`; `sentence` is told how its source names the option. */
export class ValueProblem extends Error {
  override readonly name = 'ValueProblem';
  constructor(
    readonly path: Path,
    readonly sentence: (subject: string) => string,
  ) {
    super(sentence(writePath(path)));
  }
}

/** `keys[0].accessKeyId`. */
export function writePath(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index ? `.${step}` : step)).join('');
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function mustBe(path: Path, expected: string, value: unknown): ValueProblem {
  return new ValueProblem(path, (subject) => `${subject} must be ${expected}, not ${show(value)}`);
}

export function integer(minimum: number, maximum: number): ValueType<number> {
  return {
    schema: { type: 'integer', minimum, maximum },
    read(value, path) {
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
      if (!fits) throw mustBe(path, `a whole number from ${minimum} to ${maximum}`, value);
      return value;
    },
    fromText: (text) => (/^-?\d+$/.test(text) ? Number(text) : text),
  };
}

export function number(minimum: number, maximum: number): ValueType<number> {
  return {
    schema: { type: 'number', minimum, maximum },
    read(value, path) {
      const fits = typeof value === 'number' && value >= minimum && value <= maximum;
      if (!fits) throw mustBe(path, `a number from ${minimum} to ${maximum}`, value);
      return value;
    },
    fromText: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text),
  };
}

/** `true` or `false`; in text also `1` and `0`. */
export const boolean: ValueType<boolean> = {
  schema: { type: 'boolean' },
  read(value, path) {
    if (typeof value !== 'boolean') throw mustBe(path, 'true or false', value);
    return value;
  },
  fromText: (text) => ({ true: true, '1': true, false: false, '0': false })[text.toLowerCase()] ?? text,
};

export function choice<Value extends string>(...values: Value[]): ValueType<Value> {
  return {
    schema: { enum: values },
    read(value, path) {
      if (!values.includes(value as Value)) throw mustBe(path, `one of ${values.join(', ')}`, value);
      return value as Value;
    },
    fromText: (text) => text,
  };
}

/** An object of which only its reader knows more. */
export const anyObject: ValueType<Record<string, unknown>> = {
  schema: { type: 'object' },
  read(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mustBe(path, 'a mapping', value);
    return value as Record<string, unknown>;
  },
  fromText: (text) => text,
};

export interface TextOptions {
  /** Default: anything that is not empty. */
  pattern?: RegExp;
  /** Completes `must be ...`. Default `a text`. */
  expected?: string;
  /** A secret is never shown, not even in the error about it. */
  secret?: boolean;
}

export function text(options: TextOptions = {}): ValueType<string> {
  const { pattern = /./s, expected = 'a text', secret = false } = options;
  return {
    schema: { type: 'string', pattern: pattern.source },
    read(value, path) {
      if (typeof value === 'string' && pattern.test(value)) return value;
      throw secret
        ? new ValueProblem(path, (subject) => `${subject} must be ${expected}`)
        : mustBe(path, expected, value);
    },
    fromText: (given) => given,
  };
}

/** A list; in text its items stand between commas. */
export function list<Item>(item: ValueType<Item>): ValueType<Item[]> {
  return {
    schema: { type: 'array', items: item.schema },
    read(value, path) {
      if (!Array.isArray(value)) throw new ValueProblem(path, (subject) => `${subject} must be a list`);
      return value.map((entry, index) => item.read(entry, [...path, index]));
    },
    fromText: (given) =>
      given
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => item.fromText(part)),
  };
}

type Members<Value> = { [Name in keyof Value]-?: ValueType<NonNullable<Value[Name]>> };

/** A mapping with known members. `fromText` is for mappings that have a short spelling. */
export function mapping<Value extends object>(
  members: Members<Value>,
  required: (keyof Value & string)[],
  fromText: (text: string) => unknown = (given) => given,
): ValueType<Value> {
  const types = Object.entries(members) as [string, ValueType<unknown>][];
  const known = types.map(([name]) => name);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(types.map(([name, type]) => [name, type.schema])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    },
    read(value, path) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new ValueProblem(path, (subject) => `${subject} must be a mapping with keys such as "${known.at(-1)}"`);
      for (const name of Object.keys(value)) {
        if (known.includes(name)) continue;
        const at = [...path, name];
        throw new ValueProblem(at, () => `unknown key "${writePath(at)}"${didYouMean(name, known)}`);
      }
      for (const name of required)
        if (!Object.hasOwn(value, name)) throw new ValueProblem(path, (subject) => `${subject} lacks "${name}"`);
      const given = value as Record<string, unknown>;
      const read = types
        .filter(([name]) => Object.hasOwn(given, name))
        .map(([name, type]) => [name, type.read(given[name], [...path, name])]);
      return Object.fromEntries(read) as Value;
    },
    fromText,
  };
}
