/** The words of Claude's own back end for a body that it does not accept, which are those of pydantic. */
import { fieldsFirst, type Limit, type Path, type Problem, type SchemaType, type Violation } from './violations.js';

/** `path.to.field: what is wrong`, of the first violation. There is at least one. */
export function fieldMessage(violations: Violation[]): string {
  const { path, problem } = firstLeaf(fieldsFirst(violations)[0]!);
  const field = problem.kind === 'missing' || problem.kind === 'extraneous' ? problem.key : undefined;
  const where = [...parts(path), ...(field === undefined ? [] : [field])];
  return [...(where.length > 0 ? [where.join('.')] : []), words(problem)].join(': ');
}

/** Where no branch holds, the first one that is of the value's type speaks, else the last. */
function firstLeaf(violation: Violation): Violation {
  const { path, problem } = violation;
  if (problem.kind !== 'anyOf') return violation;
  const isOfType = (found: Violation[]) => !found.some((one) => one.path === path && one.problem.kind === 'type');
  const branch = problem.branches.find(isOfType) ?? problem.branches.at(-1)!;
  return firstLeaf(branch[0]!);
}

function parts(path: Path): string[] {
  return path ? [...parts(path.parent), String(path.part)] : [];
}

const typeWords: Record<SchemaType, string> = {
  string: 'Input should be a valid string',
  integer: 'Input should be a valid integer',
  number: 'Input should be a valid number',
  boolean: 'Input should be a valid boolean',
  array: 'Input should be a valid list',
  object: 'Input should be a valid dictionary',
};

const count = (bound: number, noun: string) => `${bound} ${noun}${bound === 1 ? '' : 's'}`;

const limitWords: Record<Limit, (bound: number, actual: number) => string> = {
  minLength: (bound) => `String should have at least ${count(bound, 'character')}`,
  maxLength: (bound) => `String should have at most ${count(bound, 'character')}`,
  minItems: (bound, actual) => `List should have at least ${count(bound, 'item')} after validation, not ${actual}`,
  maxItems: (bound, actual) => `List should have at most ${count(bound, 'item')} after validation, not ${actual}`,
  minimum: (bound) => `Input should be greater than or equal to ${bound}`,
  exclusiveMinimum: (bound) => `Input should be greater than ${bound}`,
  maximum: (bound) => `Input should be less than or equal to ${bound}`,
  multipleOf: (bound) => `Input should be a multiple of ${bound}`,
};

function words(problem: Problem): string {
  switch (problem.kind) {
    case 'missing':
      return 'Field required';
    case 'type':
      return typeWords[problem.expected];
    case 'limit':
      return limitWords[problem.limit](problem.bound, problem.actual);
    case 'pattern':
      return `String should match pattern '${problem.pattern}'`;
    case 'enum':
      return `Input should be ${alternatives(problem.allowed.map(quoted))}`;
    case 'tag': {
      const expected = problem.allowed.map(quoted).join(', ');
      const tag = typeof problem.value === 'string' ? problem.value : JSON.stringify(problem.value);
      return `Input tag '${tag}' found using '${problem.key}' does not match any of the expected tags: ${expected}`;
    }
    default:
      return 'Extra inputs are not permitted';
  }
}

function quoted(value: string | number): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** `'a', 'b' or 'c'`. */
function alternatives(choices: string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
