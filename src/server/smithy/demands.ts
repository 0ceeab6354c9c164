/** What a constraint demands of one value, as tests that are made once. */
import type { Constraint } from '../../fixtures/constraints.js';
import { type Demand, words } from './constraint-messages.js';
import { compilePattern } from './pattern-regexp.js';
import type { Shape } from './shape.js';

/** A string beyond this length that is too long anyway is not held against its pattern: some of them take quadratic time. */
const PATTERN_LIMIT = 4096;

/** In the order in which AWS lists them within brackets: maximum, minimum, pattern, enum. Empty where nothing is demanded. */
export function demandsOf(constraint: Constraint | undefined, shape: Shape): Demand[] {
  if (!constraint) return [];
  switch (shape.type) {
    case 'string':
      return [...lengthDemands(constraint, characterLength), ...stringDemands(constraint)];
    case 'number':
      return valueDemands(constraint);
    case 'blob':
      return lengthDemands(constraint, (value) => (value as Uint8Array).byteLength);
    case 'list':
      return lengthDemands(constraint, (value) => (value as unknown[]).length);
    case 'map':
      return lengthDemands(constraint, (value) => Object.keys(value as object).length);
    default:
      return [];
  }
}

function lengthDemands({ min, max }: Constraint, length: (value: unknown, bound: number) => number): Demand[] {
  const demands: Demand[] = [];
  if (max !== undefined)
    demands.push({ words: words.maximum(max, 'length'), fails: (value) => length(value, max) > max });
  if (min !== undefined)
    demands.push({ words: words.minimum(min, 'length'), least: true, fails: (value) => length(value, min) < min });
  return demands;
}

/** Smithy counts code points. They are counted only where the number of UTF-16 units does not settle the matter. */
function characterLength(value: unknown, bound: number): number {
  const text = value as string;
  if (text.length < bound || text.length > 2 * bound) return text.length;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

function stringDemands({ pattern, enum: values, max = Number.POSITIVE_INFINITY }: Constraint): Demand[] {
  const demands: Demand[] = [];
  if (pattern !== undefined) {
    const expression = compilePattern(pattern);
    const limit = Math.max(max, PATTERN_LIMIT);
    demands.push({
      words: words.pattern(pattern),
      fails: (value) => (value as string).length <= limit && !expression.test(value as string),
    });
  }
  if (values) {
    const known = new Set<unknown>(values);
    demands.push({ words: words.enum(values), fails: (value) => !known.has(value) });
  }
  return demands;
}

function valueDemands({ min, max }: Constraint): Demand[] {
  const demands: Demand[] = [];
  if (max !== undefined)
    demands.push({ words: words.maximum(max, 'value'), fails: (value) => (value as number) > max });
  if (min !== undefined)
    demands.push({ words: words.minimum(min, 'value'), least: true, fails: (value) => (value as number) < min });
  return demands;
}

/** AWS lists the violations of one value in another order than it lists its demands: maximum, pattern, enum, minimum. */
export function inOrderOfViolation(demands: Demand[]): Demand[] {
  return [...demands.filter((demand) => !demand.least), ...demands.filter((demand) => demand.least)];
}
