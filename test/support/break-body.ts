/** Breaks a valid body once for each thing that its schema says of what stands in it. */
import type { Json, JsonObject } from '../../src/server/dialects/dialect.js';
import type {
  ArraySchema,
  NumberSchema,
  ObjectSchema,
  RequestSchema,
  StringSchema,
} from '../../src/server/dialects/shared/request-schema.js';

/** What was done to the body, as `/a/0 above its maximum`, and the body. */
export type Broken = [what: string, body: Json];

export function breakBody(schema: RequestSchema, value: Json): Broken[] {
  return breaks(schema, value).map(([what, broken]) => [what.trim(), broken]);
}

function breaks(schema: RequestSchema, value: Json): Broken[] {
  if (schema === false || 'not' in schema) return [];
  if ('anyOf' in schema) return wrongType(schema);
  if ('allOf' in schema) return schema.allOf.flatMap((branch) => breaks(branch, value));
  if ('byKey' in schema) {
    const key = Object.keys(schema.byKey).find((name) => Object.hasOwn(value as JsonObject, name));
    return key === undefined ? [] : breaks(schema.byKey[key]!, value);
  }
  if ('byTag' in schema) {
    const { key, branches } = schema.byTag;
    const tagged = value as JsonObject;
    return [
      [' with an unknown tag', { ...tagged, [key]: 'no such tag' }],
      ...breaks(branches[String(tagged[key])]!, value),
    ];
  }
  return [...wrongType(schema), ...breaksWithin(schema, value)];
}

function breaksWithin(schema: RequestSchema, value: Json): Broken[] {
  if (schema === false || !('type' in schema) || value === null) return [];
  if (schema.type === 'object') return breaksOfObject(schema, value as JsonObject);
  if (schema.type === 'array') return breaksOfArray(schema, value as Json[]);
  if (schema.type === 'string') return breaksOfString(schema);
  return schema.type === 'integer' || schema.type === 'number' ? breaksOfNumber(schema) : [];
}

function breaksOfObject({ properties = {}, required = [], open }: ObjectSchema, value: JsonObject): Broken[] {
  const without = (key: string) => Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return [
    ...required.map((key): Broken => [` without ${key}`, without(key)]),
    ...(open ? [] : [[' with an unknown key', { ...value, noSuchKey: 1 }] as Broken]),
    ...Object.keys(value)
      .filter((key) => Object.hasOwn(properties, key))
      .flatMap((key) => within(key, breaks(properties[key]!, value[key]!), (part) => ({ ...value, [key]: part }))),
  ];
}

function breaksOfArray({ items, minItems = 0, maxItems }: ArraySchema, value: Json[]): Broken[] {
  const broken: Broken[] = [];
  if (minItems > 0) broken.push([' with too few items', value.slice(0, minItems - 1)]);
  if (maxItems !== undefined) broken.push([' with too many items', Array(maxItems + 1).fill(value[0] ?? 'x')]);
  if (items === undefined || value.length === 0) return broken;
  return [...broken, ...within('0', breaks(items, value[0]!), (part) => [part, ...value.slice(1)])];
}

function within(key: string, parts: Broken[], around: (part: Json) => Json): Broken[] {
  return parts.map(([what, part]) => [`/${key}${what}`, around(part)]);
}

function breaksOfString({ minLength = 0, maxLength, pattern, enum: allowed }: StringSchema): Broken[] {
  const broken: Broken[] = [];
  if (minLength > 0) broken.push([' too short', '']);
  if (maxLength !== undefined) broken.push([' too long', 'x'.repeat(maxLength + 1)]);
  if (allowed) broken.push([' not of its list', 'no such word']);
  if (pattern !== undefined) broken.push([' against its pattern', '\u0001']);
  return broken;
}

function breaksOfNumber({
  type,
  minimum,
  exclusiveMinimum,
  maximum,
  multipleOf,
  enum: allowed,
}: NumberSchema): Broken[] {
  const broken: Broken[] = [];
  if (minimum !== undefined) broken.push([' below its minimum', minimum - 1]);
  if (exclusiveMinimum !== undefined) broken.push([' not above its minimum', exclusiveMinimum]);
  if (maximum !== undefined) broken.push([' above its maximum', maximum + 1]);
  if (multipleOf !== undefined) broken.push([' between the steps', (minimum ?? 0) + multipleOf / 2]);
  if (allowed) broken.push([' not of its list', 987_654_321]);
  if (type === 'integer') broken.push([' with a fraction', (minimum ?? allowed?.[0] ?? 1) + 0.5]);
  return broken;
}

const samples: [type: string, sample: Json][] = [
  ['number', 0.5],
  ['boolean', true],
  ['string', 'x'],
  ['array', []],
  ['object', {}],
  ['null', null],
];

/** A value of a type that the schema knows nothing of. */
function wrongType(schema: RequestSchema): Broken[] {
  const types = typesOf(schema);
  const sample = samples.find(([type]) => !types.has(type));
  return types.has('any') || !sample ? [] : [[` as ${sample[0]}`, sample[1]]];
}

function typesOf(schema: RequestSchema): Set<string> {
  if (schema === false) return new Set();
  if ('anyOf' in schema) return new Set(schema.anyOf.flatMap((branch) => [...typesOf(branch)]));
  if ('byKey' in schema || 'byTag' in schema) return new Set(['object']);
  if (!('type' in schema)) return new Set(['any']);
  if (schema.type === 'any') return new Set(['any']);
  const type = schema.type === 'integer' ? 'number' : schema.type;
  return new Set(schema.nullable ? [type, 'null'] : [type]);
}
