/** From the constraint table: for every demand on every input, an input that breaks it alone and one that just meets it. */
import { type Constraint, constraintsOf } from '../../../fixtures/constraints.js';
import type { Operation } from '../../../server/smithy/operation.js';
import { compilePattern } from '../../../server/smithy/pattern-regexp.js';
import { sampleShape } from '../../../server/smithy/sample.js';
import type { MapShape, Shape, StructureShape } from '../../../server/smithy/shape.js';

export interface Case {
  /** As the refusal names it: `messages.1.member.role`. */
  path: string;
  /** The words of the demand. */
  words: string;
  broken: Record<string, unknown>;
  /** Absent where the sample itself is the nearest. */
  met?: Record<string, unknown>;
}

export interface Cases {
  cases: Case[];
  /** Patterns that match every string of the length that is allowed. */
  unbreakable: string[];
}

/** Puts a value into an otherwise least input, at the place being visited. */
type Put = (value: unknown) => Record<string, unknown>;

interface Breach {
  words: string;
  broken: unknown;
  met?: unknown;
}

const options = { seed: 1, now: 0 };

export function constraintCases(operation: Operation): Cases {
  const result: Cases = { cases: [], unbreakable: [] };
  const visited = new Set<Shape>();

  function visitStructure(shape: StructureShape, path: string, put: Put): void {
    if (visited.has(shape)) return;
    visited.add(shape);
    const constraints = constraintsOf(operation.service, shape.name);
    for (const { name, required, shape: target, streaming } of shape.members) {
      if (streaming && target.type === 'structure') continue;
      const memberPath = path ? `${path}.${name}` : name;
      const base = shape.union ? {} : (sampleShape(operation.service, shape, undefined, options) as object);
      const putMember: Put = (value) => put({ ...base, [name]: value });
      if (required)
        result.cases.push({ path: memberPath, words: 'Member must not be null', broken: putMember(undefined) });
      visitValue(target, constraints?.get(name), memberPath, putMember);
    }
  }

  function visitValue(shape: Shape, constraint: Constraint | undefined, path: string, put: Put): void {
    add(breaches(shape, constraint, operation), path, put);
    if (shape.type === 'structure') visitStructure(shape, path, put);
    if (shape.type === 'list') {
      const rest = (sampleShape(operation.service, shape, constraint, options) as unknown[]).slice(1);
      visitItems('Member', shape.member, constraint?.member, path, `${path}.1.member`, (item) => put([item, ...rest]));
    }
    if (shape.type === 'map') visitMap(shape, constraint, path, put);
  }

  function visitMap(shape: MapShape, constraint: Constraint | undefined, path: string, put: Put): void {
    const value = sampleShape(operation.service, shape.value, constraint?.value, options);
    visitItems('Map keys', { type: 'string' }, constraint?.key, path, path, (key) => put({ [String(key)]: value }));
    visitItems('Map value', shape.value, constraint?.value, path, `${path}.a.member`, (item) => put({ a: item }));
  }

  function visitItems(
    whose: string,
    shape: Shape,
    constraint: Constraint | undefined,
    path: string,
    itemPath: string,
    put: Put,
  ): void {
    if (['structure', 'list', 'map'].includes(shape.type)) {
      visitValue(shape, constraint, itemPath, put);
      return;
    }
    const found = breaches(shape, constraint, operation);
    add(
      found.map((breach) => ({ ...breach, words: `${whose} must satisfy constraint: [` })),
      path,
      put,
    );
  }

  function add(found: Breach[], path: string, put: Put): void {
    for (const { words, broken, met } of found) {
      if (broken === undefined) result.unbreakable.push(words);
      else result.cases.push({ path, words, broken: put(broken), ...(met !== undefined && { met: put(met) }) });
    }
  }

  visitStructure(operation.input, '', (input) => input as Record<string, unknown>);
  return result;
}

/** What breaks and what just meets each demand on a value; `broken` is undefined where nothing can. */
function breaches(shape: Shape, constraint: Constraint | undefined, { service }: Operation): Breach[] {
  if (!constraint) return [];
  const { min, max, pattern, enum: values } = constraint;
  const found: Breach[] = [];
  const sized = sizer(shape, constraint, (target, inner) => sampleShape(service, target, inner, options));
  const of = shape.type === 'number' ? 'value' : 'length';
  if (max !== undefined && sized)
    found.push({
      words: `Member must have ${of} less than or equal to ${max}`,
      broken: sized(max + 1),
      met: meets(sized(max), constraint),
    });
  if (min !== undefined && sized && (min > 0 || of === 'value'))
    found.push({
      words: `Member must have ${of} greater than or equal to ${min}`,
      broken: sized(min - 1),
      met: meets(sized(min), constraint),
    });
  if (pattern !== undefined)
    found.push({
      words: `Member must satisfy regular expression pattern: ${pattern}`,
      broken: mismatch(pattern, constraint),
    });
  if (values)
    found.push({
      words: `Member must satisfy enum value set: [${values.join(', ')}]`,
      broken: 'no-such-value',
      met: values.at(-1),
    });
  return found;
}

function sizer(
  shape: Shape,
  constraint: Constraint,
  sample: (shape: Shape, constraint: Constraint | undefined) => unknown,
) {
  switch (shape.type) {
    case 'string':
      return (size: number) => 'a'.repeat(size);
    case 'number':
      return (size: number) => size;
    case 'blob':
      return (size: number) => new Uint8Array(size);
    case 'list': {
      const item = sample(shape.member, constraint.member);
      return (size: number) => Array.from({ length: size }, () => item);
    }
    case 'map': {
      const item = sample(shape.value, constraint.value);
      return (size: number) => Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, item]));
    }
    default:
      return undefined;
  }
}

/** A string of the right length may still not match its pattern or enum; then the sample stands in for it. */
function meets(value: unknown, { pattern, enum: values }: Constraint): unknown {
  if (typeof value !== 'string') return value;
  return values || (pattern !== undefined && !compilePattern(pattern).test(value)) ? undefined : value;
}

function mismatch(pattern: string, { min = 0, max = Number.POSITIVE_INFINITY }: Constraint): string | undefined {
  const expression = compilePattern(pattern);
  const lengths = [min, min + 1, max, 0, 1].filter((length) => length <= 5000);
  const candidates = ['\u0001', '\n', '!', ' ', '\u{1f600}'].flatMap((unit) =>
    lengths.map((length) => unit.repeat(length)),
  );
  return candidates.find((text) => !expression.test(text));
}
