/** Holds an input against the constraint table. A validator is compiled once for each structure, at its first use. */
import { type Constraint, constraintsOf, type ServiceName } from '../../fixtures/constraints.js';
import { validationException } from '../exception.js';
import { serializationException } from './codec.js';
import {
  type Demand,
  MUST_NOT_BE_NULL,
  showValue,
  unionMessage,
  violation,
  violationsMessage,
  words,
} from './constraint-messages.js';
import { demandsOf, inOrderOfViolation } from './demands.js';
import type { Operation } from './operation.js';
import type { ListShape, MapShape, Shape, StructureShape } from './shape.js';

/** More are not listed, so that a body of a million empty objects gets a reply of bounded size. */
const MAXIMUM_VIOLATIONS = 1000;

/** The name of a member, the key of a map, or the index in a list, from 0. */
type PathPart = string | number | { key: string };

/** What is known while one input is walked. */
interface Walk {
  path: PathPart[];
  violations: string[];
  /** The refusal of the first union in which not exactly one member is set. */
  union?: string;
  /** How many of the members that enclose the present value are sensitive. */
  hidden: number;
}

type Check = (value: unknown, walk: Walk) => void;

/**
 * Throws the ValidationException that AWS's front door throws, with all violations in one message; where there are none but a
 * union has not exactly one member set, Bedrock's own. The input is in the SDK's types, as `readRequest` gives it.
 * Throws SerializationException for a fraction where an integer is due.
 */
export function validateInput(operation: Operation, input: Record<string, unknown>): void {
  const check = structureCheck(operation.service, operation.input);
  if (!check) return;
  const walk: Walk = { path: [], violations: [], hidden: 0 };
  check(input, walk);
  if (walk.violations.length > 0)
    throw validationException(violationsMessage(walk.violations), { source: 'coral.validate', rule: 'constraints' });
  if (walk.union) throw validationException(walk.union, { rule: 'union-members' });
}

/** `messages.1.member.content`: the front door counts from 1, and names the members of lists and maps as such. */
function frontDoorPath({ path }: Walk): string {
  return path
    .map((part) =>
      typeof part === 'string' ? part : typeof part === 'number' ? `${part + 1}.member` : `${part.key}.member`,
    )
    .join('.');
}

/** `messages.0.content`. */
function plainPath({ path }: Walk): string {
  return path.map((part) => (typeof part === 'object' ? part.key : part)).join('.');
}

function report(walk: Walk, shown: string | undefined, demand: string): void {
  if (walk.violations.length < MAXIMUM_VIOLATIONS)
    walk.violations.push(violation(walk.hidden > 0 ? undefined : shown, frontDoorPath(walk), demand));
}

/** A null check stands for a structure that demands nothing; undefined for one that is being compiled. */
const structureChecks = new WeakMap<StructureShape, { check: Check | null | undefined }>();

function structureCheck(service: ServiceName, shape: StructureShape): Check | undefined {
  const known = structureChecks.get(shape);
  if (known)
    return known.check === undefined ? (value, walk) => known.check?.(value, walk) : (known.check ?? undefined);
  const entry: { check: Check | null | undefined } = { check: undefined };
  structureChecks.set(shape, entry);
  entry.check = compileStructure(service, shape) ?? null;
  return entry.check ?? undefined;
}

interface MemberPlan {
  name: string;
  required: boolean;
  hidden: boolean;
  check: Check | undefined;
}

function compileStructure(service: ServiceName, shape: StructureShape): Check | undefined {
  const constraints = constraintsOf(service, shape.name);
  const plans = shape.members
    .filter((member) => !(member.streaming && member.shape.type === 'structure'))
    .map(({ name, required, shape: target }): MemberPlan => {
      const constraint = constraints?.get(name);
      return { name, required, hidden: constraint?.sensitive === true, check: valueCheck(service, target, constraint) };
    })
    .filter(({ required, check }) => required || check);
  if (plans.length === 0) return undefined;
  return (value, walk) => {
    for (const plan of plans) checkMember(plan, (value as Record<string, unknown>)[plan.name], walk);
  };
}

function checkMember({ name, required, hidden, check }: MemberPlan, value: unknown, walk: Walk): void {
  const absent = value === undefined || value === null;
  if (absent ? !required : !check) return;
  walk.path.push(name);
  if (hidden) walk.hidden += 1;
  if (absent) report(walk, 'null', MUST_NOT_BE_NULL);
  else check?.(value, walk);
  if (hidden) walk.hidden -= 1;
  walk.path.pop();
}

function valueCheck(service: ServiceName, shape: Shape, constraint: Constraint | undefined): Check | undefined {
  const own = ownCheck(shape, constraint);
  const inner = innerCheck(service, shape, constraint);
  if (!own || !inner) return own ?? inner;
  return (value, walk) => {
    own(value, walk);
    inner(value, walk);
  };
}

/** Of the value itself. */
function ownCheck(shape: Shape, constraint: Constraint | undefined): Check | undefined {
  const demands = inOrderOfViolation(demandsOf(constraint, shape));
  const integer = shape.type === 'number' && constraint?.integer;
  if (demands.length === 0 && !integer) return undefined;
  return (value, walk) => {
    if (integer && !Number.isInteger(value))
      throw serializationException('NUMBER_VALUE can not be converted to an Integer');
    for (const demand of demands)
      if (demand.fails(value)) report(walk, showValue(value, shape, constraint), demand.words);
  };
}

/** Of what the value holds. */
function innerCheck(service: ServiceName, shape: Shape, constraint: Constraint | undefined): Check | undefined {
  if (shape.type === 'structure')
    return shape.union ? unionCheck(service, shape, constraint) : structureCheck(service, shape);
  if (shape.type === 'list') return listCheck(service, shape, constraint);
  return shape.type === 'map' ? mapCheck(service, shape, constraint) : undefined;
}

function unionCheck(service: ServiceName, shape: StructureShape, constraint: Constraint | undefined): Check {
  const members = structureCheck(service, shape);
  const keys = constraint?.keys ?? shape.members.map((member) => member.name);
  return (value, walk) => {
    let set = 0;
    for (const item of Object.values(value as object)) if (item !== undefined && item !== null) set += 1;
    if (set !== 1) walk.union ??= unionMessage(shape.name, plainPath(walk), keys);
    members?.(value, walk);
  };
}

/** Scalars are refused as one list, with all that is demanded of each; of structures and lists each is refused by itself. */
function listCheck(service: ServiceName, shape: ListShape, constraint: Constraint | undefined): Check | undefined {
  const demand = itemsDemand('member', shape.member, constraint?.member);
  if (demand)
    return (value, walk) => {
      if (demand.fails(value)) report(walk, showValue(value, shape, constraint), demand.words);
    };
  const step = stepInto(service, shape.member, constraint?.member);
  if (!step) return undefined;
  return (value, walk) => {
    const items = value as unknown[];
    for (let index = 0; index < items.length; index += 1) step(index, items[index], walk);
  };
}

function mapCheck(service: ServiceName, shape: MapShape, constraint: Constraint | undefined): Check | undefined {
  const keys = itemsDemand('key', { type: 'string' }, constraint?.key);
  const values = itemsDemand('value', shape.value, constraint?.value);
  const step = values ? undefined : stepInto(service, shape.value, constraint?.value);
  if (!keys && !values && !step) return undefined;
  return (value, walk) => {
    const map = value as Record<string, unknown>;
    if (keys?.fails(Object.keys(map))) report(walk, showValue(value, shape, constraint), keys.words);
    if (values?.fails(Object.values(map))) report(walk, showValue(value, shape, constraint), values.words);
    if (step) for (const key of Object.keys(map)) step({ key }, map[key], walk);
  };
}

/** The demand on a list of scalars that each of them meets the constraint's demands. */
function itemsDemand(
  of: 'member' | 'key' | 'value',
  shape: Shape,
  constraint: Constraint | undefined,
): Demand | undefined {
  const demands = isScalar(shape) ? demandsOf(constraint, shape) : [];
  if (demands.length === 0) return undefined;
  return {
    words: words.items(of, demands),
    fails: (items) => (items as unknown[]).some((item) => demands.some((demand) => demand.fails(item))),
  };
}

/** Checks an item of a list or map that is itself a structure, list or map. */
function stepInto(service: ServiceName, shape: Shape, constraint: Constraint | undefined) {
  const check = isScalar(shape) ? undefined : valueCheck(service, shape, constraint);
  if (!check) return undefined;
  const hidden = constraint?.sensitive ? 1 : 0;
  return (part: PathPart, value: unknown, walk: Walk) => {
    walk.path.push(part);
    walk.hidden += hidden;
    check(value, walk);
    walk.hidden -= hidden;
    walk.path.pop();
  };
}

function isScalar(shape: Shape): boolean {
  return shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map';
}
