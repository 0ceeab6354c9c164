/** The words of Bedrock's own validator of native bodies, which are those of a JSON schema library for Java. */
import type { Json } from '../dialect.js';
import type { Limit, Path, Problem, SchemaType, Violation } from './violations.js';

/**
 * How a family words its violations.
 * `all`: each with its pointer, one after the other (the families of 2024 and later, unless said otherwise).
 * `listed`: each with its pointer, with commas between them (Titan Multimodal Embeddings).
 * `first`: the first with its pointer (Nova).
 * `bare`: one without a pointer, several as their number (the families of 2023).
 */
export type ViolationStyle = 'all' | 'listed' | 'first' | 'bare';

/** `Malformed input request: ..., please reformat your input and try again.` There is at least one violation. */
export function malformedMessage(violations: Violation[], style: ViolationStyle): string {
  const all = violations.flatMap(leaves);
  return `Malformed input request: ${writeViolations(all, style)}, please reformat your input and try again.`;
}

function writeViolations(violations: Violation[], style: ViolationStyle): string {
  const first = violations[0]!;
  if (style === 'bare') {
    return violations.length === 1 ? words(first.problem) : `${violations.length} schema violations found`;
  }
  const shown = style === 'first' ? [first] : violations;
  return shown
    .map((violation) => `${pointerOf(violation)}: ${words(violation.problem)}`)
    .join(style === 'listed' ? ', ' : '');
}

/** Where no branch holds, every branch says what it found. */
function leaves(violation: Violation): Violation[] {
  const { problem } = violation;
  return problem.kind === 'anyOf' ? problem.branches.flat().flatMap(leaves) : [violation];
}

const limitWords: Record<Limit, (bound: number, actual: number) => string> = {
  minLength: (bound, actual) => `expected minLength: ${bound}, actual: ${actual}`,
  maxLength: (bound, actual) => `expected maxLength: ${bound}, actual: ${actual}`,
  minItems: (bound, actual) => `expected minimum item count: ${bound}, found: ${actual}`,
  maxItems: (bound, actual) => `expected maximum item count: ${bound}, found: ${actual}`,
  minimum: (bound, actual) => `${actual} is not greater or equal to ${bound}`,
  exclusiveMinimum: (bound, actual) => `${actual} is not greater than ${bound}`,
  maximum: (bound, actual) => `${actual} is not less or equal to ${bound}`,
  multipleOf: (bound, actual) => `${actual} is not a multiple of ${bound}`,
};

function words(problem: Problem): string {
  switch (problem.kind) {
    case 'missing':
      return `required key [${problem.key}] not found`;
    case 'extraneous':
      return `extraneous key [${problem.key}] is not permitted`;
    case 'type':
      return `expected type: ${typeNames[problem.expected]}, found: ${typeNameOf(problem.value)}`;
    case 'limit':
      return limitWords[problem.limit](problem.bound, problem.actual);
    case 'pattern':
      return `string [${problem.value}] does not match pattern ${problem.pattern}`;
    case 'enum':
      return `${problem.value} is not a valid enum value`;
    case 'tag':
      return `${asText(problem.value)} is not a valid enum value`;
    case 'not':
      return `subject must not be valid against schema ${JSON.stringify(problem.schema)}`;
    default:
      return 'false schema always fails';
  }
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The validator's names for types: those of its Java classes. */
const typeNames: Record<SchemaType, string> = {
  string: 'String',
  integer: 'Integer',
  number: 'Number',
  boolean: 'Boolean',
  array: 'JSONArray',
  object: 'JSONObject',
};

function typeNameOf(value: Json): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'BigDecimal';
  return typeNames[typeof value as 'string' | 'boolean' | 'object'];
}

function pointerOf({ path, problem }: Violation): string {
  const pointer = writePath(path);
  return problem.kind === 'tag' ? `${pointer}/${problem.key}` : pointer;
}

/** A JSON pointer in which tags have no place. */
function writePath(path: Path): string {
  if (!path) return '#';
  const outer = writePath(path.parent);
  return path.isTag ? outer : `${outer}/${String(path.part).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
