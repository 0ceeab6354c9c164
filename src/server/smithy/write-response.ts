/** Writes the output of an operation as an HTTP reply: headers, JSON or payload, or an event stream. */
import type { Headers, HttpReply } from '../waist.js';
import { writeStructure, writeTimestamp } from './codec.js';
import { encodeEvents } from './event-stream.js';
import type { Operation } from './operation.js';
import type { Member, StructureShape } from './shape.js';

const JSON_TYPE = 'application/json';

/** `extra`: headers that no schema models, such as the token counts of InvokeModel. */
export function writeResponse(
  operation: Operation,
  output: Record<string, unknown>,
  extra: Headers = {},
  padding = true,
): HttpReply {
  const shape = operation.output;
  const headers: Headers = { 'content-type': JSON_TYPE, ...boundHeaders(shape, output), ...extra };
  const events = operation.outputEvents;
  if (events) {
    headers['content-type'] = 'application/vnd.amazon.eventstream';
    const stream = output[events.name] as Iterable<object> | AsyncIterable<object>;
    return { status: operation.status, headers, body: encodeEvents(events.shape as StructureShape, stream, padding) };
  }
  const payload = shape.members.find((member) => member.location === 'payload');
  if (payload) {
    const value = output[payload.name];
    if (payload.shape.type === 'blob')
      return { status: operation.status, headers, body: (value as Uint8Array | string | undefined) ?? '' };
    return {
      status: operation.status,
      headers,
      body: JSON.stringify(writeStructure(payload.shape as StructureShape, value ?? {})),
    };
  }
  return { status: operation.status, headers, body: JSON.stringify(writeStructure(bodyOf(shape), output)) };
}

const bodies = new WeakMap<StructureShape, StructureShape>();

function bodyOf(shape: StructureShape): StructureShape {
  if (shape.members.every((member) => member.location === 'body')) return shape;
  const known = bodies.get(shape);
  if (known) return known;
  const members = shape.members.filter((member) => member.location === 'body');
  const body = { ...shape, members, byName: new Map(members.map((member) => [member.name, member])) };
  bodies.set(shape, body);
  return body;
}

function boundHeaders(shape: StructureShape, output: Record<string, unknown>): Headers {
  const headers: Headers = {};
  for (const member of shape.members) {
    if (member.location !== 'header') continue;
    const value = output[member.name];
    if (value !== undefined && value !== null) headers[member.locationName] = writeHeader(member, value);
  }
  return headers;
}

function writeHeader(member: Member, value: unknown): string {
  return value instanceof Date
    ? String(writeTimestamp(value, member.shape.type === 'timestamp' ? member.shape.format : 'http-date'))
    : String(value);
}
