/** Makes the input of a tool call from the tool's JSON schema, with what the question holds where it fits. */
import { quote } from './asked.js';
import { asArray, isSchema, resolveSchema, type Schema } from './json-schema.js';

interface Maker {
  /** The whole schema, in which `$ref` points. */
  root: unknown;
  /** What the question names: quoted words and proper names. The last one serves again. */
  strings: string[];
  numbers: number[];
  /** The question itself, in lower case: a value of an enum that it names is taken. */
  asked: string;
  /** Values that may still be made. */
  left: number;
}

type NumberBounds = Partial<
  Record<'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' | 'multipleOf', number>
>;

/** Recursive schemas end here, and so do those that ask for more than anyone would read. */
const deepest = 8;
const mostValues = 2000;
const longestString = 10_000;

const formats: Record<string, string> = {
  date: '2025-06-15',
  'date-time': '2025-06-15T09:30:00Z',
  time: '09:30:00Z',
  duration: 'PT1H',
  email: 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  'uri-reference': '/example',
  uuid: '6f1f9b1e-3c5d-4b8a-9a53-0d4c2e7b8f10',
};

/**
 * A value with every required member, of the right types, in the enums and within the bounds. The same schema and question
 * give the same value. `pattern` and `not` are not looked at.
 */
export function makeToolInput(schema: unknown, asked: string): unknown {
  const quoted = [...asked.matchAll(/["“]([^"”]+)["”]|(?<!\p{L})'([^']+)'/gu)].map((match) => match[1] ?? match[2]!);
  const names = asked.match(/(?<=[\p{Ll}\p{N},] )\p{Lu}[\p{L}\p{N}'-]*(?: \p{Lu}[\p{L}\p{N}'-]*)*/gu) ?? [];
  const strings = [...quoted, ...names.filter((name) => !/^I\b/.test(name))];
  return makeValue(schema, 0, 0, {
    root: schema,
    strings: strings.length > 0 ? strings : [quote(asked, 60) || 'example'],
    numbers: (asked.match(/(?<![\p{L}\d.])-?\d+(?:\.\d+)?/gu) ?? []).map(Number),
    asked: asked.toLowerCase(),
    left: mostValues,
  });
}

/** `variant` makes the items of one array differ; 0 is the plain value. */
function makeValue(given: unknown, variant: number, depth: number, maker: Maker): unknown {
  const schema = resolveSchema(given, maker.root);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return fromEnum(schema.enum, variant, maker);
  if (variant === 0 && 'default' in schema) return schema.default;
  if (variant === 0 && Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  maker.left--;
  switch (depth > deepest ? 'null' : typeOf(schema)) {
    case 'object':
      return makeObject(schema, depth, maker);
    case 'array':
      return makeArray(schema, depth, maker);
    case 'number':
    case 'integer':
      return makeNumber(schema, variant, maker);
    case 'boolean':
      return variant % 2 === 0;
    case 'null':
      return null;
    default:
      return makeString(schema, variant, maker);
  }
}

function typeOf(schema: Schema): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null') ?? 'null';
  return schema.type ?? (schema.properties ? 'object' : schema.items ? 'array' : 'string');
}

function fromEnum(values: unknown[], variant: number, maker: Maker): unknown {
  const named = values.findIndex(
    (value) => typeof value === 'string' && value && maker.asked.includes(value.toLowerCase()),
  );
  return values[(Math.max(named, 0) + variant) % values.length];
}

/** The required members; where none is, all of them. */
function makeObject(schema: Schema, depth: number, maker: Maker): unknown {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = asArray(schema.required).map(String);
  const names = required.length > 0 ? [...new Set(required)] : depth < 3 ? Object.keys(properties) : [];
  return Object.fromEntries(names.map((name) => [name, makeValue(properties[name], 0, depth + 1, maker)]));
}

function makeArray(schema: Schema, depth: number, maker: Maker): unknown[] {
  const { minItems = 1, maxItems = Number.POSITIVE_INFINITY } = schema as { minItems?: number; maxItems?: number };
  const items = asArray(schema.prefixItems);
  const length = Math.max(0, Math.min(Math.max(minItems, items.length, 1), maxItems, maker.left));
  return Array.from({ length }, (_, index) => makeValue(items[index] ?? schema.items, index, depth + 1, maker));
}

/** A number of the question that fits, else 1, else one near a bound; variants walk from there. */
function makeNumber(schema: Schema, variant: number, maker: Maker): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema as NumberBounds;
  const whole = typeOf(schema) === 'integer' || multipleOf !== undefined;
  const low = minimum ?? exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  const high = maximum ?? exclusiveMaximum ?? Number.POSITIVE_INFINITY;
  const step = multipleOf ?? (whole ? 1 : Math.min(1, (high - low) / 64));
  const fits = (value: number) =>
    Number.isFinite(value) &&
    value >= low &&
    value <= high &&
    value !== exclusiveMinimum &&
    value !== exclusiveMaximum &&
    (!whole || Number.isInteger(value / step));
  const given = maker.numbers.findIndex(fits);
  if (variant === 0 && given >= 0) return maker.numbers.splice(given, 1)[0]!;
  const [first, last] = whole ? [Math.ceil(low / step) * step, Math.floor(high / step) * step] : [low, high];
  const start = [1, step, first, first + step, last, last - step].find(fits) ?? 0;
  return [start + variant * step, start - variant * step].find(fits) ?? start;
}

function makeString(schema: Schema, variant: number, maker: Maker): string {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema as { minLength?: number; maxLength?: number };
  const format = formats[String(schema.format)];
  if (format) return format;
  const value = maker.strings.length > 1 ? maker.strings.shift()! : maker.strings[0]!;
  const text = variant === 0 ? value : `${variant + 1} ${value}`;
  return text.padEnd(Math.min(minLength, longestString), text).slice(0, maxLength);
}
