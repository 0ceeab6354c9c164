/** Values that fit the schema and the constraint table: what an operation answers with while it has no behaviour. */
import { type Constraint, constraintsOf, type ServiceName } from '../../fixtures/constraints.js';
import { createSequence } from '../inference/sequence.js';
import { demandsOf } from './demands.js';
import type { Operation } from './operation.js';
import { type Random, samplePattern } from './sample-pattern.js';
import type { Member, Shape, StructureShape } from './shape.js';

export interface SampleOptions {
  /** The same seed gives the same sample. */
  seed: number;
  /** Milliseconds since the epoch: the value of every timestamp. */
  now: number;
  /** Values that the sample takes over for members of their name and type, at any depth. Default none. */
  known?: Record<string, unknown>;
  /** Fill optional members and choose among a union's at random. Default: required members only, and a union's first. */
  full?: boolean;
}

/** Optional members deeper than this stay out of a full sample, so that structures which hold themselves come to an end. */
const MAXIMUM_DEPTH = 6;

interface Sampler {
  service: ServiceName;
  random: Random;
  now: number;
  known: Record<string, unknown>;
  full: boolean;
}

/**
 * An output of the operation: required members always, others where `known` has them, lists empty, no next page. An event
 * stream ends at once.
 */
export function sampleOutput(
  { service, output, outputEvents }: Operation,
  options: SampleOptions,
): Record<string, unknown> {
  const result = sampleShape(service, output, undefined, options) as Record<string, unknown>;
  delete result.nextToken;
  for (const { name, required, shape } of output.members)
    if (!required && shape.type === 'list' && !(name in result)) result[name] = [];
  if (outputEvents) result[outputEvents.name] = [];
  return result;
}

/** A value of any shape; of an operation's input, one that `validateInput` lets pass. */
export function sampleShape(
  service: ServiceName,
  shape: Shape,
  constraint: Constraint | undefined,
  options: SampleOptions,
): unknown {
  return sampleValue(createSampler(service, options), shape, constraint, 'value', 0);
}

function createSampler(service: ServiceName, { seed, now, known = {}, full = false }: SampleOptions): Sampler {
  return { service, random: createSequence(seed).next, now, known, full };
}

function sampleStructure(sampler: Sampler, shape: StructureShape, depth: number): Record<string, unknown> {
  const constraints = constraintsOf(sampler.service, shape.name);
  const members = shape.union ? [chooseMember(sampler, shape, depth)] : shape.members;
  const result: Record<string, unknown> = {};
  for (const member of members) {
    const constraint = constraints?.get(member.name);
    const known = takeKnown(sampler, member, constraint);
    if (known !== undefined) result[member.name] = known;
    else if (shape.union || member.required || (sampler.full && depth < MAXIMUM_DEPTH && sampler.random() < 0.5))
      result[member.name] = sampleValue(sampler, member.shape, constraint, member.name, depth + 1);
  }
  return result;
}

function chooseMember({ full, random }: Sampler, { members }: StructureShape, depth: number): Member {
  const index = full && depth < MAXIMUM_DEPTH ? Math.floor(random() * members.length) : 0;
  return members[index]!;
}

function takeKnown({ known }: Sampler, { name, shape }: Member, constraint: Constraint | undefined): unknown {
  const value = Object.hasOwn(known, name) ? known[name] : undefined;
  if (value === undefined || !isOfType(value, shape)) return undefined;
  return demandsOf(constraint, shape).some((demand) => demand.fails(value)) ? undefined : value;
}

function isOfType(value: unknown, shape: Shape): boolean {
  switch (shape.type) {
    case 'string':
    case 'boolean':
    case 'number':
      return typeof value === shape.type;
    case 'blob':
      return value instanceof Uint8Array;
    case 'timestamp':
      return value instanceof Date;
    case 'list':
      return Array.isArray(value) && value.every((item) => isOfType(item, shape.member));
    case 'structure':
      return (
        isRecord(value) &&
        Object.entries(value).every(([key, item]) => {
          const member = shape.byName.get(key);
          return member !== undefined && isOfType(item, member.shape);
        })
      );
    default:
      return isRecord(value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function sampleValue(
  sampler: Sampler,
  shape: Shape,
  constraint: Constraint | undefined,
  name: string,
  depth: number,
): unknown {
  const min = constraint?.min ?? 0;
  switch (shape.type) {
    case 'structure':
      return sampleStructure(sampler, shape, depth);
    case 'list':
      return Array.from({ length: sampler.full ? Math.max(min, 1) : min }, () =>
        sampleValue(sampler, shape.member, constraint?.member, name, depth + 1),
      );
    case 'map':
      return sampleMap(sampler, shape.value, constraint, depth);
    case 'string':
      return sampleString(sampler, constraint, name);
    case 'blob':
      return new Uint8Array(min);
    case 'timestamp':
      return new Date(sampler.now);
    case 'boolean':
      return false;
    case 'document':
      return {};
    default:
      return min;
  }
}

function sampleMap(sampler: Sampler, shape: Shape, constraint: Constraint | undefined, depth: number): object {
  const length = constraint?.min ?? 0;
  return Object.fromEntries(
    Array.from({ length }, (_, index) => [
      sampleString(sampler, constraint?.key, `key${index}`),
      sampleValue(sampler, shape, constraint?.value, 'value', depth + 1),
    ]),
  );
}

/** Where nothing says otherwise, a string is its member's name. */
function sampleString({ random, full }: Sampler, constraint: Constraint | undefined, name: string): string {
  const { min = 0, max = Number.POSITIVE_INFINITY, pattern, enum: values } = constraint ?? {};
  if (values) return values[full ? Math.floor(random() * values.length) : 0]!;
  if (pattern !== undefined) return samplePattern(pattern, random, min, max);
  return name.repeat(Math.max(1, Math.ceil(min / name.length))).slice(0, max);
}
