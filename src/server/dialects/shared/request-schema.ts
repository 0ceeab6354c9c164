/** Holds a native body against the JSON schema of its family and refuses it in the words of AWS's validator. */
import { validationException } from '../../exception.js';
import type { Json } from '../dialect.js';

interface Nullable {
  /** Whether null is accepted too. Default no. */
  nullable?: boolean;
}

export interface StringSchema extends Nullable {
  type: 'string';
  minLength?: number;
  maxLength?: number;
  /** Source of a regular expression; it is looked for anywhere in the text, and printed as it stands here. */
  pattern?: string;
  enum?: readonly string[];
}

export interface NumberSchema extends Nullable {
  type: 'integer' | 'number';
  minimum?: number;
  /** The value must be above it. */
  exclusiveMinimum?: number;
  maximum?: number;
  multipleOf?: number;
  enum?: readonly number[];
}

export interface BooleanSchema extends Nullable {
  type: 'boolean';
}

export interface ArraySchema extends Nullable {
  type: 'array';
  items?: RequestSchema;
  minItems?: number;
  maxItems?: number;
}

export interface ObjectSchema extends Nullable {
  type: 'object';
  properties?: Readonly<Record<string, RequestSchema>>;
  required?: readonly string[];
  /** Whether keys that `properties` does not name are accepted. Default no. */
  open?: boolean;
}

/** Anything, null too. */
export interface AnySchema {
  type: 'any';
}

/** Holds where one of the branches holds; else every branch says what it found. */
export interface AnyOfSchema {
  anyOf: readonly RequestSchema[];
}

/** Holds where all of the branches hold; each says what it found. */
export interface AllOfSchema {
  allOf: readonly RequestSchema[];
}

/** Holds the branch of the first key that the value has, of the last key where it has none: the members of a union. */
export interface ByKeySchema {
  byKey: Readonly<Record<string, RequestSchema>>;
}

/** Holds where one of the keys is absent. */
export interface NotSchema {
  not: { required: readonly string[] };
}

/** `false` accepts nothing: a key that another key excludes. */
export type RequestSchema =
  | false
  | StringSchema
  | NumberSchema
  | BooleanSchema
  | ArraySchema
  | ObjectSchema
  | AnySchema
  | AnyOfSchema
  | AllOfSchema
  | ByKeySchema
  | NotSchema;

/**
 * How a family words its violations.
 * `all`: each with its pointer, one after the other (the families of 2024 and later, unless said otherwise).
 * `listed`: each with its pointer, with commas between them (Titan Multimodal Embeddings).
 * `first`: the first with its pointer (Nova).
 * `bare`: one without a pointer, several as their number (the families of 2023).
 */
export type ViolationStyle = 'all' | 'listed' | 'first' | 'bare';

interface Violation {
  pointer: string;
  message: string;
}

/**
 * Throws the ValidationException that AWS gives for a body that its schema does not allow: `Malformed input request: #:
 * extraneous key [x] is not permitted, please reformat your input and try again.` In each object the missing keys come
 * first, then the extraneous ones, then what is wrong within. Source: recorded exchanges and messages in public issues.
 */
export function checkRequest(schema: RequestSchema, body: Json, style: ViolationStyle = 'all'): void {
  const violations = findViolations(schema, body, '#');
  if (violations.length === 0) return;
  throw validationException(
    `Malformed input request: ${writeViolations(violations, style)}, please reformat your input and try again.`,
  );
}

function writeViolations(violations: Violation[], style: ViolationStyle): string {
  const first = violations[0]!;
  if (style === 'bare') return violations.length === 1 ? first.message : `${violations.length} schema violations found`;
  const shown = style === 'first' ? [first] : violations;
  return shown.map(({ pointer, message }) => `${pointer}: ${message}`).join(style === 'listed' ? ', ' : '');
}

function findViolations(schema: RequestSchema, value: Json, pointer: string): Violation[] {
  const say = (message: string): Violation[] => [{ pointer, message }];
  if (schema === false) return say('false schema always fails');
  if ('anyOf' in schema) {
    const branches = schema.anyOf.map((branch) => findViolations(branch, value, pointer));
    return branches.some((found) => found.length === 0) ? [] : branches.flat();
  }
  if ('allOf' in schema) return schema.allOf.flatMap((branch) => findViolations(branch, value, pointer));
  if ('not' in schema) {
    const present = isObject(value) && schema.not.required.every((key) => Object.hasOwn(value, key));
    return present ? say(`subject must not be valid against schema ${JSON.stringify(schema.not)}`) : [];
  }
  if ('byKey' in schema) {
    const keys = Object.keys(schema.byKey);
    const key = (isObject(value) && keys.find((name) => Object.hasOwn(value, name))) || keys.at(-1);
    return key === undefined ? [] : findViolations(schema.byKey[key]!, value, pointer);
  }
  if (schema.type === 'any' || (value === null && schema.nullable)) return [];
  const expected = typeNames[schema.type];
  const found = typeNameOf(value);
  const fits = found === expected || (expected === 'Number' && typeof value === 'number');
  if (!fits) return say(`expected type: ${expected}, found: ${found}`);
  if (schema.type === 'object') return findInObject(schema, value as { [key: string]: Json }, pointer);
  if (schema.type === 'array') return findInArray(schema, value as Json[], pointer);
  if (schema.type === 'string') return findInString(schema, value as string).flatMap(say);
  return schema.type === 'boolean' ? [] : findInNumber(schema, value as number).flatMap(say);
}

function findInObject(schema: ObjectSchema, value: { [key: string]: Json }, pointer: string): Violation[] {
  const { properties = {}, required = [], open = false } = schema;
  const keys = Object.keys(value);
  const isKnown = (key: string) => Object.hasOwn(properties, key);
  const missing = required.filter((key) => !Object.hasOwn(value, key));
  const extraneous = open ? [] : keys.filter((key) => !isKnown(key));
  return [
    ...missing.map((key) => ({ pointer, message: `required key [${key}] not found` })),
    ...extraneous.map((key) => ({ pointer, message: `extraneous key [${key}] is not permitted` })),
    ...keys
      .filter(isKnown)
      .flatMap((key) => findViolations(properties[key]!, value[key]!, `${pointer}/${escapeKey(key)}`)),
  ];
}

function findInArray(schema: ArraySchema, value: Json[], pointer: string): Violation[] {
  const { items, minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
  const found: Violation[] = [];
  if (value.length < minItems) {
    found.push({ pointer, message: `expected minimum item count: ${minItems}, found: ${value.length}` });
  }
  if (value.length > maxItems) {
    found.push({ pointer, message: `expected maximum item count: ${maxItems}, found: ${value.length}` });
  }
  if (items === undefined) return found;
  return [...found, ...value.flatMap((item, index) => findViolations(items, item, `${pointer}/${index}`))];
}

function findInString(schema: StringSchema, value: string): string[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  const found: string[] = [];
  if (value.length < minLength) found.push(`expected minLength: ${minLength}, actual: ${value.length}`);
  if (value.length > maxLength) found.push(`expected maxLength: ${maxLength}, actual: ${value.length}`);
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    found.push(`string [${value}] does not match pattern ${pattern}`);
  }
  if (schema.enum && !schema.enum.includes(value)) found.push(`${value} is not a valid enum value`);
  return found;
}

function findInNumber(schema: NumberSchema, value: number): string[] {
  const { minimum, exclusiveMinimum, maximum, multipleOf } = schema;
  const found: string[] = [];
  if (minimum !== undefined && value < minimum) found.push(`${value} is not greater or equal to ${minimum}`);
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    found.push(`${value} is not greater than ${exclusiveMinimum}`);
  }
  if (maximum !== undefined && value > maximum) found.push(`${value} is not less or equal to ${maximum}`);
  if (multipleOf !== undefined && value % multipleOf !== 0) found.push(`${value} is not a multiple of ${multipleOf}`);
  if (schema.enum && !schema.enum.includes(value)) found.push(`${value} is not a valid enum value`);
  return found;
}

/** The validator's names for types: those of its Java classes. */
const typeNames = {
  string: 'String',
  integer: 'Integer',
  number: 'Number',
  boolean: 'Boolean',
  array: 'JSONArray',
  object: 'JSONObject',
} as const;

function typeNameOf(value: Json): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'BigDecimal';
  return typeNames[typeof value as 'string' | 'boolean' | 'object'];
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escapeKey(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
