/** Reads back what was written of an output: the journal keeps the text, and looks into it only when somebody asks. */
import { readWritten } from './codec.js';
import type { Operation } from './operation.js';
import { memoize, type StructureShape } from './shape.js';

/** The member that is the whole body. */
const payloadOf = memoize((operation: Operation) =>
  operation.output.members.find((member) => member.location === 'payload' && !member.streaming),
);

/** Whether the body of a reply says all that the output says: JSON does, the native body of InvokeModel does not. */
export function isReadable(operation: Operation): boolean {
  return payloadOf(operation)?.shape.type !== 'blob';
}

/** The output in the SDK's own types, out of the body of a reply. */
export function readOutput(operation: Operation, body: string): Record<string, unknown> {
  const payload = payloadOf(operation);
  if (!payload) return readWritten(operation.output, JSON.parse(body));
  return { [payload.name]: readWritten(payload.shape as StructureShape, JSON.parse(body)) };
}

/** One event, out of its name and the payload of its frame; the padding is left out. One that no schema knows stays as it was. */
export function readEvent(operation: Operation, name: string, payload: string): object {
  const union = operation.outputEvents?.shape as StructureShape;
  const { p: _, ...content } = JSON.parse(payload);
  const shape = union.byName.get(name)?.shape as StructureShape | undefined;
  return { [name]: shape ? readWritten(shape, content) : content };
}
