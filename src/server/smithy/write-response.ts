/** Writes the output of an operation as an HTTP reply: headers, JSON or payload, or an event stream. */
import type { Headers, HttpReply } from '../waist.js';
import type { Operation } from './operation.js';
import { type Member, memoize, type StructureShape } from './shape.js';
import { type WriteEventsOptions, writeEvents } from './write-events.js';
import { structureWriter, writeTimestamp } from './write-structure.js';

type Output = Record<string, unknown>;

/** What stands where in the replies of an operation. */
interface Plan {
  contentType: string;
  headers: Member[];
  writeBody(output: Output, options: WriteEventsOptions): HttpReply['body'];
}

/** `extra`: headers that no schema models, such as the token counts of InvokeModel. `options` are an event stream's. */
export function writeResponse(
  operation: Operation,
  output: Output,
  extra?: Headers,
  options: WriteEventsOptions = {},
): HttpReply {
  const { contentType, headers: bound, writeBody } = planOf(operation);
  const headers: Headers = { 'content-type': contentType };
  for (const member of bound) {
    const value = output[member.name];
    if (value !== undefined && value !== null) headers[member.locationName] = writeHeader(member, value);
  }
  if (extra) Object.assign(headers, extra);
  return { status: operation.status, headers, body: writeBody(output, options) };
}

const planOf = memoize((operation: Operation): Plan => {
  return {
    contentType: operation.outputEvents ? 'application/vnd.amazon.eventstream' : 'application/json',
    headers: operation.output.members.filter((member) => member.location === 'header'),
    writeBody: bodyWriter(operation),
  };
});

function bodyWriter({ output: shape, outputEvents: events }: Operation): Plan['writeBody'] {
  if (events) {
    const union = events.shape as StructureShape;
    return (output, options) =>
      writeEvents(union, output[events.name] as Iterable<object> | AsyncIterable<object>, options);
  }
  const payload = shape.members.find((member) => member.location === 'payload');
  if (payload?.shape.type === 'blob')
    return (output) => (output[payload.name] as Uint8Array | string | undefined) ?? '';
  if (payload) {
    const write = structureWriter(payload.shape as StructureShape);
    return (output) => write(output[payload.name] ?? {});
  }
  const write = structureWriter(bodyOf(shape));
  return (output) => write(output);
}

/** The members that stand in the body, as a structure of their own. */
function bodyOf(shape: StructureShape): StructureShape {
  const members = shape.members.filter((member) => member.location === 'body');
  if (members.length === shape.members.length) return shape;
  return { ...shape, members, byName: new Map(members.map((member) => [member.name, member])) };
}

function writeHeader(member: Member, value: unknown): string {
  return value instanceof Date
    ? String(writeTimestamp(value, member.shape.type === 'timestamp' ? member.shape.format : 'http-date'))
    : String(value);
}
