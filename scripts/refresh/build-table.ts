/** Turns a service's API model into the project's constraint table and list of errors. */
import type { ServiceConstraints, TypeConstraint } from '../../src/fixtures/constraints.js';
import type { ModelShape, ServiceModel } from './model.js';

/** Covers all that an operation's input or output reaches. */
export function buildConstraints({ operations, shapes }: ServiceModel): ServiceConstraints {
  const table: ServiceConstraints = { types: {}, structures: {} };
  const visited = new Set<string>();
  const visit = (name: string | undefined) => {
    if (name === undefined || visited.has(name)) return;
    visited.add(name);
    const shape = shapes[name]!;
    const type = typeConstraint(name, shapes);
    if (type) table.types[name] = type;
    if (shape.members) table.structures[name] = {};
    for (const [member, { shape: target }] of Object.entries(shape.members ?? {})) {
      visit(target);
      if (typeConstraint(target, shapes)) table.structures[name]![member] = target;
    }
    for (const part of [shape.member, shape.key, shape.value]) visit(part?.shape);
  };
  for (const { input, output } of Object.values(operations)) {
    visit(input?.shape);
    visit(output?.shape);
  }
  return { types: sorted(table.types), structures: withoutEmpty(sorted(table.structures)) };
}

/** The exceptions of each operation. */
export function buildErrors({ operations }: ServiceModel): Record<string, string[]> {
  return sorted(
    Object.fromEntries(
      Object.values(operations).map(({ name, errors = [] }) => [name, errors.map(({ shape }) => shape)]),
    ),
  );
}

/** Undefined where the type demands nothing. A structure demands only secrecy: its members have their own rows. */
function typeConstraint(name: string, shapes: Record<string, ModelShape>): TypeConstraint | undefined {
  const shape = shapes[name]!;
  const own: TypeConstraint = {
    ...(shape.min !== undefined && { min: shape.min }),
    ...(shape.max !== undefined && { max: shape.max }),
    ...(shape.pattern !== undefined && { pattern: shape.pattern }),
    ...(shape.enum && { enum: shape.enum }),
    ...((shape.type === 'integer' || shape.type === 'long') && { integer: true }),
    ...(shape.sensitive && { sensitive: true }),
    ...(shape.keys && { keys: shape.keys }),
  };
  for (const part of ['member', 'key', 'value'] as const) {
    const target = shape[part]?.shape;
    if (target !== undefined && typeConstraint(target, shapes)) own[part] = target;
  }
  return Object.keys(own).length > 0 ? own : undefined;
}

function sorted<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function withoutEmpty<Value extends object>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => Object.keys(value).length > 0));
}
