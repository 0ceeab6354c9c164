/** Finds what a native body breaks of its schema, without words for it. */
import type { Json } from '../dialect.js';
import type {
  ArraySchema,
  ByTagSchema,
  NumberSchema,
  ObjectSchema,
  RequestSchema,
  StringSchema,
} from './request-schema.js';

export type SchemaType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

export type Limit =
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'minimum'
  | 'exclusiveMinimum'
  | 'maximum'
  | 'multipleOf';

export type Problem =
  | { kind: 'missing' | 'extraneous'; key: string }
  | { kind: 'type'; expected: SchemaType; value: Json }
  | { kind: 'limit'; limit: Limit; bound: number; actual: number }
  | { kind: 'pattern'; pattern: string; value: string }
  | { kind: 'enum'; allowed: readonly (string | number)[]; value: string | number }
  | { kind: 'tag'; key: string; value: Json; allowed: string[] }
  | { kind: 'not'; schema: { required: readonly string[] } }
  | { kind: 'never' }
  | { kind: 'anyOf'; branches: Violation[][] };

/** Where a value stands, from the innermost part outwards. The root is `undefined`. */
export type Path = { parent: Path; part: string | number; isTag: boolean } | undefined;

export interface Violation {
  path: Path;
  problem: Problem;
}

/** None where the schema allows the value. Of each object: missing keys, extraneous keys, then what is wrong within. */
export function findViolations(schema: RequestSchema, value: Json, path?: Path): Violation[] {
  const say = (problem: Problem): Violation[] => [{ path, problem }];
  if (schema === false) return say({ kind: 'never' });
  if ('anyOf' in schema) {
    const branches = schema.anyOf.map((branch) => findViolations(branch, value, path));
    return branches.some((found) => found.length === 0) ? [] : say({ kind: 'anyOf', branches });
  }
  if ('allOf' in schema) return schema.allOf.flatMap((branch) => findViolations(branch, value, path));
  if ('not' in schema) {
    const present = isObject(value) && schema.not.required.every((key) => Object.hasOwn(value, key));
    return present ? say({ kind: 'not', schema: schema.not }) : [];
  }
  if ('byKey' in schema) {
    const keys = Object.keys(schema.byKey);
    const key = (isObject(value) && keys.find((name) => Object.hasOwn(value, name))) || keys.at(-1);
    return key === undefined ? [] : findViolations(schema.byKey[key]!, value, path);
  }
  if ('byTag' in schema) return findByTag(schema, value, path);
  if (schema.type === 'any' || (value === null && schema.nullable)) return [];
  if (!isOfType(schema.type, value)) return say({ kind: 'type', expected: schema.type, value });
  if (schema.type === 'object') return findInObject(schema, value as { [key: string]: Json }, path);
  if (schema.type === 'array') return findInArray(schema, value as Json[], path);
  if (schema.type === 'string') return findInString(schema, value as string).flatMap(say);
  return schema.type === 'boolean' ? [] : findInNumber(schema, value as number).flatMap(say);
}

/** The order of a validator that looks at the fields it knows before it finds that there are others. */
export function fieldsFirst(violations: Violation[]): Violation[] {
  const isExtra = ({ path, problem }: Violation) => path === undefined && problem.kind === 'extraneous';
  return [...violations.filter((violation) => !isExtra(violation)), ...violations.filter(isExtra)];
}

function findByTag({ byTag }: ByTagSchema, value: Json, path: Path): Violation[] {
  if (!isObject(value)) return [{ path, problem: { kind: 'type', expected: 'object', value } }];
  const given = Object.hasOwn(value, byTag.key) && value[byTag.key] !== null;
  if (!given && byTag.otherwise === undefined) return [{ path, problem: { kind: 'missing', key: byTag.key } }];
  const tag = given ? value[byTag.key]! : byTag.otherwise!;
  if (typeof tag !== 'string' || !Object.hasOwn(byTag.branches, tag)) {
    const allowed = Object.keys(byTag.branches);
    return [{ path, problem: { kind: 'tag', key: byTag.key, value: tag, allowed } }];
  }
  return findViolations(byTag.branches[tag]!, value, { parent: path, part: tag, isTag: true });
}

function findInObject(schema: ObjectSchema, value: { [key: string]: Json }, path: Path): Violation[] {
  const { properties = {}, required = [], open = false } = schema;
  const found: Violation[] = [];
  for (const key of required) if (!Object.hasOwn(value, key)) found.push({ path, problem: { kind: 'missing', key } });
  const known: string[] = [];
  for (const key of Object.keys(value)) {
    if (Object.hasOwn(properties, key)) known.push(key);
    else if (!open) found.push({ path, problem: { kind: 'extraneous', key } });
  }
  for (const key of known) {
    found.push(...findViolations(properties[key]!, value[key]!, { parent: path, part: key, isTag: false }));
  }
  return found;
}

function findInArray({ items, minItems, maxItems }: ArraySchema, value: Json[], path: Path): Violation[] {
  const problems: Problem[] = [];
  const actual = value.length;
  if (minItems !== undefined && actual < minItems) problems.push(limited('minItems', minItems, actual));
  if (maxItems !== undefined && actual > maxItems) problems.push(limited('maxItems', maxItems, actual));
  const found: Violation[] = problems.map((problem) => ({ path, problem }));
  if (items !== undefined) {
    for (const [part, item] of value.entries()) {
      found.push(...findViolations(items, item, { parent: path, part, isTag: false }));
    }
  }
  return found;
}

function findInString(schema: StringSchema, value: string): Problem[] {
  const { minLength, maxLength, pattern, enum: allowed } = schema;
  const found: Problem[] = [];
  if (minLength !== undefined && value.length < minLength) found.push(limited('minLength', minLength, value.length));
  if (maxLength !== undefined && value.length > maxLength) found.push(limited('maxLength', maxLength, value.length));
  if (pattern !== undefined && !new RegExp(pattern).test(value)) found.push({ kind: 'pattern', pattern, value });
  if (allowed && !allowed.includes(value)) found.push({ kind: 'enum', allowed, value });
  return found;
}

function findInNumber(schema: NumberSchema, value: number): Problem[] {
  const { minimum, exclusiveMinimum, maximum, multipleOf, enum: allowed } = schema;
  const found: Problem[] = [];
  if (minimum !== undefined && value < minimum) found.push(limited('minimum', minimum, value));
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    found.push(limited('exclusiveMinimum', exclusiveMinimum, value));
  }
  if (maximum !== undefined && value > maximum) found.push(limited('maximum', maximum, value));
  if (multipleOf !== undefined && value % multipleOf !== 0) found.push(limited('multipleOf', multipleOf, value));
  if (allowed && !allowed.includes(value)) found.push({ kind: 'enum', allowed, value });
  return found;
}

function limited(limit: Limit, bound: number, actual: number): Problem {
  return { kind: 'limit', limit, bound, actual };
}

function isOfType(type: SchemaType, value: Json): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
