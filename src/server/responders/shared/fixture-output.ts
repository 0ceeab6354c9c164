/** An operation's output as a file can hold it, in the SDK's own types: moments as Date, blobs as bytes. */
import type { Shape } from '../../smithy/shape.js';

/** `{ base64 }` or text is a blob, ISO 8601 or seconds since the epoch a moment. What is of the right type already stays. */
export function toOutput(value: unknown, shape: Shape): unknown {
  if (value === null || value === undefined) return value;
  switch (shape.type) {
    case 'timestamp':
      return typeof value === 'string' ? new Date(value) : typeof value === 'number' ? new Date(value * 1000) : value;
    case 'blob':
      return toBytes(value);
    case 'list':
      return Array.isArray(value) ? value.map((item) => toOutput(item, shape.member)) : value;
    case 'map':
      return mapMembers(value, () => shape.value);
    case 'structure':
      return mapMembers(value, (name) => shape.byName.get(name)?.shape);
    default:
      return value;
  }
}

function toBytes(value: unknown): unknown {
  const { base64 } = value as { base64?: unknown };
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : value;
}

function mapMembers(value: unknown, shapeOf: (name: string) => Shape | undefined): unknown {
  if (typeof value !== 'object' || Symbol.asyncIterator in value! || Array.isArray(value)) return value;
  const members = Object.entries(value!).map(([name, member]) => {
    const shape = shapeOf(name);
    return [name, shape ? toOutput(member, shape) : member];
  });
  return Object.fromEntries(members);
}
