/** Invariants of bodies and events: members that the schemas require are there, and every known one has its type. */
import type { Shape, StructureShape } from '../../../server/smithy/shape.js';
import { type Invariant, isSuccess } from './invariant.js';

/** Deep enough for every modelled reply, and an end for schemas that hold themselves. */
const DEEPEST = 24;

/** Required by the schemas, and left out by AWS all the same. Source: recorded exchanges. */
const leftOut = new Set(['GuardrailSensitiveInformationPolicyAssessment.regexes']);

const typeOf: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  bigInteger: (value) => typeof value === 'number',
  bigDecimal: (value) => typeof value === 'number' || typeof value === 'string',
  blob: (value) => typeof value === 'string',
  timestamp: (value) => typeof value === 'string' || typeof value === 'number',
  document: () => true,
};

/** What of a JSON value does not fit a shape. Members that no schema knows are passed over, as clients do. */
export function misfits(value: unknown, shape: Shape, path: string, depth = 0): string[] {
  if (value === null || depth > DEEPEST) return [];
  if (shape.type === 'list')
    return Array.isArray(value)
      ? value.flatMap((item, index) => misfits(item, shape.member, `${path}.${index}`, depth + 1))
      : [`${path} is no list`];
  if (shape.type === 'map' || shape.type === 'structure') {
    if (typeof value !== 'object' || Array.isArray(value)) return [`${path} is no object`];
    if (shape.type === 'structure') return structureMisfits(value as Record<string, unknown>, shape, path, depth);
    return Object.entries(value).flatMap(([key, item]) => misfits(item, shape.value, `${path}.${key}`, depth + 1));
  }
  return typeOf[shape.type]!(value) ? [] : [`${path} is no ${shape.type}: ${JSON.stringify(value).slice(0, 80)}`];
}

function structureMisfits(
  value: Record<string, unknown>,
  { name, members }: StructureShape,
  path: string,
  depth: number,
): string[] {
  return members
    .filter(({ location, streaming, eventHeader }) => location === 'body' && !streaming && !eventHeader)
    .flatMap(({ name: member, jsonName, required, shape }) => {
      const item = value[jsonName];
      if (item === undefined)
        return required && !leftOut.has(`${name}.${member}`) ? [`${path}.${jsonName} is missing`] : [];
      return misfits(item, shape, `${path}.${jsonName}`, depth + 1);
    });
}

export const memberInvariants: Invariant[] = [
  {
    id: 'output/members',
    documentation: 'The body has what the schema requires, and each member its type.',
    check(observation) {
      const { operation, json } = observation;
      const body = operation.output.members.some(({ location }) => location === 'body');
      if (!isSuccess(observation) || operation.outputEvents || !body) return [];
      return misfits(json ?? {}, operation.output, 'output');
    },
  },
  {
    id: 'stream/known-events',
    documentation: 'Every event and exception of a stream is one that the API models.',
    check({ operation, events = [] }) {
      const union = operation.outputEvents?.shape as StructureShape | undefined;
      if (!union) return [];
      return events
        .map(({ name }) => name.replace(/^!/, ''))
        .filter((name) => !union.byName.has(name))
        .map((name) => `${name || 'a frame without a name'} is no event of ${operation.name}`);
    },
  },
  {
    id: 'stream/event-members',
    documentation: 'Every event has what its schema requires, and each member its type.',
    check({ operation, events = [] }) {
      const union = operation.outputEvents?.shape as StructureShape | undefined;
      return events.flatMap(({ name, payload }) => {
        const shape = union?.byName.get(name)?.shape;
        if (shape?.type !== 'structure' || shape.members.some(({ eventPayload }) => eventPayload)) return [];
        return payload === undefined ? [`${name} has no JSON`] : misfits(payload, shape, name);
      });
    },
  },
];
