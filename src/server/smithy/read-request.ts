/** Reads the input of an operation out of an HTTP request. */
import { exception, validationException } from '../exception.js';
import type { Headers } from '../waist.js';
import { readStructure, serializationException } from './codec.js';
import type { Route } from './router.js';
import { type Member, memoize, type StructureShape } from './shape.js';

/** JSON nested deeper than this is refused, so that no reader runs out of stack. */
const MAXIMUM_DEPTH = 500;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The input in the SDK's own types. `body` is undefined where the operation's request is itself an event stream.
 * Throws SerializationException for a body that is not JSON of the right types, UnsupportedMediaTypeException for one that says it
 * is something else. `unknown` is given the members that no schema knows.
 */
export function readRequest(
  route: Route,
  headers: Headers,
  body: Uint8Array | undefined,
  unknown?: string[],
): Record<string, unknown> {
  const { bound, content, payload } = planOf(route.operation.input);
  const given = body && body.byteLength > 0 ? body : undefined;
  const result = content && given ? readContent(content, headers, given, unknown) : {};
  for (const member of bound) {
    const value = readBound(member, route, headers);
    if (value !== undefined) result[member.name] = value;
  }
  if (payload?.shape.type === 'structure') {
    if (given) result[payload.name] = readContent(payload.shape, headers, given, unknown);
  } else if (payload && body) result[payload.name] = body;
  return result;
}

function readContent(shape: StructureShape, headers: Headers, body: Uint8Array, unknown: string[] | undefined) {
  checkContentType(headers['content-type']);
  return readStructure(shape, parseJson(body), unknown);
}

/** A body that says nothing of its type is taken for JSON. Source: Smithy's protocol tests of restJson1 (malformed content type). */
function checkContentType(contentType: string | undefined): void {
  if (contentType === undefined || /^application\/(json|x-amz-json-1\.\d)\s*(;|$)/i.test(contentType)) return;
  throw exception('UnsupportedMediaTypeException', '', {
    status: 415,
    source: 'coral.service',
    hint: `the body of this operation is JSON: send content-type: application/json, not ${contentType}`,
  });
}

/** Which members of an input stand where. */
interface Plan {
  bound: Member[];
  /** The members of the JSON body as a structure of their own, so that a body cannot set a label. Absent where there are none. */
  content?: StructureShape;
  /** The member that is the whole body, JSON or bytes; not one that is an event stream. */
  payload?: Member;
}

const planOf = memoize((input: StructureShape): Plan => {
  const members = input.members.filter((member) => member.location === 'body');
  const byName = new Map(members.map((member) => [member.name, member]));
  return {
    bound: input.members.filter((member) => ['label', 'query', 'header'].includes(member.location)),
    content: members.length > 0 ? { ...input, members, byName } : undefined,
    payload: input.members.find((member) => member.location === 'payload' && !member.streaming),
  };
});

/** Parses a body as UTF-8 JSON. Throws SerializationException, without a message as AWS's front door does, where it is not. */
export function parseJson(body: Uint8Array): unknown {
  const value = readJson(body);
  if (value === undefined) throw serializationException('');
  return value;
}

/** The value of a body in UTF-8 JSON; `undefined` where it is none, or one that is nested too deeply. */
export function readJson(body: Uint8Array | undefined): unknown {
  try {
    const text = decoder.decode(body);
    const value: unknown = JSON.parse(text);
    // Each level takes two brackets.
    return text.length > 2 * MAXIMUM_DEPTH && depthExceeds(value, MAXIMUM_DEPTH) ? undefined : value;
  } catch {
    return undefined;
  }
}

function depthExceeds(value: unknown, limit: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (limit === 0) return true;
  const items: unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const item of items) if (depthExceeds(item, limit - 1)) return true;
  return false;
}

function readBound(member: Member, route: Route, headers: Headers): unknown {
  if (member.location === 'label') return route.labels[member.name];
  if (member.location === 'header') return readText(member, headers[member.locationName]);
  if (member.shape.type === 'list') {
    const values = route.query.getAll(member.locationName);
    return values.length > 0 ? values : undefined;
  }
  return readText(member, route.query.get(member.locationName) ?? undefined);
}

function readText(member: Member, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  switch (member.shape.type) {
    case 'number':
      return readNumber(member, text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw badParameter(member, text);
      return text === 'true';
    case 'timestamp': {
      const date = new Date(/^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : text);
      if (Number.isNaN(date.getTime())) throw badParameter(member, text);
      return date;
    }
    default:
      return text;
  }
}

function readNumber(member: Member, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw badParameter(member, text);
  return value;
}

function badParameter(member: Member, text: string) {
  return validationException(
    `1 validation error detected: Value '${text}' at '${member.name}' failed to satisfy constraint: Member must be of type ${member.shape.type}`,
    { source: 'coral.validate' },
  );
}
