/** Holds a native body against the schema of its family and refuses it in AWS's words, of which there are two kinds. */
import { type ExceptionOptions, validationException } from '../../exception.js';
import type { Json } from '../dialect.js';
import { fieldMessage } from './field-words.js';
import { malformedMessage, type ViolationStyle } from './malformed-words.js';
import { findViolations, type Path, type Violation } from './violations.js';

export type { ViolationStyle };

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

/** Holds the branch that the value's own `key` names, as `type` does; without it, that of `otherwise` where one is given. */
export interface ByTagSchema {
  byTag: { key: string; branches: Readonly<Record<string, RequestSchema>>; otherwise?: string };
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
  | ByTagSchema
  | NotSchema;

/**
 * Throws the ValidationException of Bedrock's own validator: `Malformed input request: #: extraneous key [x] is not
 * permitted, please reformat your input and try again.` In each object the missing keys come first, then the extraneous
 * ones, then what is wrong within. Source: recorded exchanges and messages in public issues.
 */
export function checkRequest(schema: RequestSchema, body: Json, style: ViolationStyle = 'all'): void {
  const violations = findViolations(schema, body);
  if (violations.length > 0) throw validationException(malformedMessage(violations, style), blame(violations));
}

/**
 * Throws the ValidationException of Claude's own back end, which names one field: `messages.0.content.1.type: Field
 * required`, `foo: Extra inputs are not permitted`. Source: recorded exchanges and messages in public issues.
 */
export function checkFields(schema: RequestSchema, body: Json): void {
  const violations = findViolations(schema, body);
  if (violations.length > 0) throw validationException(fieldMessage(violations), blame(violations));
}

/** The rule that is broken; and the unknown keys, where a body has no other fault, for whoever may pass over them. */
function blame(violations: Violation[]): ExceptionOptions {
  const unknownKeys = findUnknownKeys(violations);
  return unknownKeys ? { rule: 'invoke-model/unknown-keys', unknownKeys } : { rule: 'invoke-model/body-schema' };
}

/** Undefined where there is another fault. Of several branches one is enough that has no other fault. */
function findUnknownKeys(violations: Violation[]): (string | number)[][] | undefined {
  const found: (string | number)[][] = [];
  for (const { path, problem } of violations) {
    if (problem.kind === 'extraneous') {
      found.push([...steps(path), problem.key]);
      continue;
    }
    const branches = problem.kind === 'anyOf' ? problem.branches.map(findUnknownKeys) : [];
    const keys = branches.find((branch) => branch !== undefined);
    if (!keys) return undefined;
    found.push(...keys);
  }
  return found;
}

function steps(path: Path): (string | number)[] {
  if (!path) return [];
  return path.isTag ? steps(path.parent) : [...steps(path.parent), path.part];
}
