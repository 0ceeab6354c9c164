/** What is passed along while a value is made for a JSON schema. */
import type { Supply } from '../hints/fit.js';
import type { Argument } from '../hints/roles.js';
import { resolveSchema, type Schema } from './resolve.js';

export interface Maker {
  /** The whole schema, in which `$ref` points. */
  root: unknown;
  /** What the question offers. */
  supply: Supply;
  /** Says which of several alternatives to take. */
  choose(alternatives: Schema[], depth: number): number;
  /** Values that may still be made: what asks for more gets less. */
  left: number;
}

/** Where a value stands. */
export interface Place {
  argument: Argument;
  /** Makes the items of one array differ; 0 is the plain value. */
  variant: number;
  depth: number;
}

/** Deeper than this a value holds no more than it must. */
export const fullDepth = 3;

/** The one form of a schema that a value of this depth is made by. */
export function resolveAt(given: unknown, depth: number, { root, choose }: Maker): Schema {
  return resolveSchema(given, root, (alternatives) => choose(alternatives, depth));
}

export type Make = (given: unknown, place: Place, maker: Maker) => unknown;

/** The type that a value is made of: the first that is named, or that the keywords mean. */
export function typeOf(schema: Schema): unknown {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null') ?? 'null';
  return schema.type ?? meant.find(([keywords]) => keywords.some((keyword) => keyword in schema))?.[1] ?? 'string';
}

const meant: readonly [keywords: string[], type: string][] = [
  [['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties'], 'object'],
  [['items', 'prefixItems', 'minItems', 'maxItems', 'contains'], 'array'],
  [['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'], 'number'],
];

/** Whether a value is of the type that the schema names, if it names one. */
export function isOfType(value: unknown, { type }: Schema): boolean {
  return type === undefined || [type].flat().some((name) => typeTests[String(name)]?.(value));
}

const typeTests: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
