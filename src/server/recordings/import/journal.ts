/** Our own journal, as `bedrock-local journal --format jsonl` writes it: its parsed inputs and outputs, put on the wire again. */
import type { JournalEntry } from '../../../fixtures/journal-entry.js';
import { encodeFrame, encodeHeaders } from '../../smithy/event-stream.js';
import { findOperation, type Operation } from '../../smithy/operation.js';
import { bytesOf, type ImportedExchange, type Importer, isObject } from './exchange.js';

type Members = Record<string, unknown>;

export const journal: Importer = {
  recognizes: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (one) => isObject(one) && isObject(one.request) && typeof one.startedAt === 'string' && 'answeredBy' in one,
    ),
  read: (value) => (value as JournalEntry[]).map(toExchange),
};

/** What was refused before it became an operation, or broke off, cannot be made again. */
function toExchange(entry: JournalEntry): ImportedExchange | undefined {
  const operation = findOperation(entry.operation ?? '');
  const { request, input, reply, status, startedAt, durationMs } = entry;
  if (!operation || !reply || !entry.completed) return undefined;
  return {
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: writeMembers(operation.input.members, input as Members),
    status,
    replyHeaders: reply.headers,
    replyBody: writeReply(operation, entry),
    at: startedAt,
    durationMs,
  };
}

/** The whole body where one member is it, else the members that stand in it. */
function writeMembers(members: Operation['input']['members'], values: Members = {}): Uint8Array {
  const payload = members.find(({ location, streaming }) => location === 'payload' && !streaming);
  if (payload) {
    const value = values[payload.name] as { base64?: string } | undefined;
    return value?.base64 === undefined ? bytesOf(JSON.stringify(plain(value))) : bytesOf(value.base64, 'base64');
  }
  const inBody = members.filter(({ location, name }) => location === 'body' && values[name] !== undefined);
  if (inBody.length === 0) return new Uint8Array();
  return bytesOf(
    JSON.stringify(Object.fromEntries(inBody.map(({ name, jsonName }) => [jsonName, plain(values[name])]))),
  );
}

function writeReply(operation: Operation, { exception, message, events, output, status }: JournalEntry): Uint8Array {
  if (status >= 400) return bytesOf(JSON.stringify({ ...(message !== undefined && { message }) }));
  if (!events) return writeMembers(operation.output.members, output as Members);
  const ended = exception === undefined ? undefined : `${exception[0]?.toLowerCase()}${exception.slice(1)}`;
  return Buffer.concat(
    events.map((event) => {
      const [[name = '', content] = []] = Object.entries(event as Members);
      const kind = name === ended ? 'exception' : 'event';
      const headers = encodeHeaders([
        [`:${kind}-type`, name],
        [':content-type', 'application/json'],
        [':message-type', kind],
      ]);
      return encodeFrame(headers, JSON.stringify(plain(content)));
    }),
  );
}

/** Blobs as the base64 that stands in JSON. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  if (typeof value.base64 === 'string' && Object.keys(value).length === 1) return value.base64;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
