/** Makes the journal's records, keeps as many as the settings say, and makes entries of them for those who read. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Caller } from './auth/caller.js';
import type { ServiceException } from './exception.js';
import type { Exchange } from './exchange.js';
import type { JournalRecord, Namespace } from './namespace.js';
import type { Operation } from './smithy/operation.js';
import { isReadable, readEvent, readOutput } from './smithy/read-output.js';
import { readRequest } from './smithy/read-request.js';
import type { Route } from './smithy/router.js';
import { type FrameKind, rewriteFrame, type WriteEventsOptions } from './smithy/write-events.js';
import { isoDate } from './timestamps.js';
import type { Headers, HttpReply, HttpRequest } from './waist.js';
import type { SeeChunk } from './watch-body.js';

/** Headers whose values are secrets: their presence is kept, their value is not. */
const secretHeaders = [
  'authorization',
  'x-amz-security-token',
  'cookie',
  'set-cookie',
  'proxy-authorization',
  'x-api-key',
];
/** The bodies that the journal keeps weigh no more than this together, the latest aside. */
const JOURNAL_BYTES = 256 * 1024 * 1024;
const LARGE_BODY = 128 * 1024;
/** Stands before the name of an exception among the lines of a stream. */
const EXCEPTION_MARK = '!';
const anonymous: Caller = { kind: 'anonymous' };
const secretParameters = /([?&](?:X-Amz-Signature|X-Amz-Security-Token)=)[^&]*/gi;

/** What is known when the request has just come in. */
export function openRecord(
  { method, url, headers, protocol, secure }: HttpRequest,
  id: string,
  namespace: Namespace,
  arrivedMs: number,
): JournalRecord {
  const record: JournalRecord = {
    id,
    namespace: namespace.id,
    startedAt: isoDate(namespace.clock.now()),
    arrivedMs,
    durationMs: 0,
    region: namespace.settings.region,
    caller: anonymous,
    request: { method, url: redactUrl(url), headers: redactHeaders(headers), protocol, secure },
    status: 0,
    faults: [],
    completed: false,
  };
  const invocationId = headers['amz-sdk-invocation-id'];
  if (invocationId !== undefined) record.invocationId = invocationId;
  const attempt = /attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1];
  if (attempt !== undefined) record.attempt = Number(attempt);
  return record;
}

function redactUrl(url: string): string {
  return url.includes('?') ? url.replace(secretParameters, '$1REDACTED') : url;
}

/** The scheme of a credential stays, so that one sees which was used. Copied only where there is a secret. */
function redactHeaders(headers: Headers): Headers {
  let result = headers;
  for (const name of secretHeaders) {
    const value = headers[name];
    if (value === undefined) continue;
    if (result === headers) result = { ...headers };
    result[name] = name === 'authorization' ? `${value.split(' ', 1)[0]} REDACTED` : 'REDACTED';
  }
  return result;
}

export function noteCaller(record: JournalRecord, caller: Caller, region: string): void {
  const { kind, accessKeyId } = caller;
  record.region = region;
  record.caller = accessKeyId ? { kind, accessKeyId } : anonymous;
}

/** The operation is known, and its input could be read. */
export function noteInput(record: JournalRecord, route: Route, body: Uint8Array | undefined): void {
  record.service = route.operation.service;
  record.operation = route.operation.name;
  record.source = { route, body };
}

/** The operation's output, and the body that was made of it. */
export function noteOutput(record: JournalRecord, operation: Operation, output: unknown, body: unknown): void {
  if (isReadable(operation)) record.written = body as string;
  else record.output = output;
}

/** What sees the events of a stream as they are written. An exception among them ends it. */
export function noteEvents(record: JournalRecord): NonNullable<WriteEventsOptions['see']> {
  const lines: string[] = [];
  record.written = lines;
  return (name, payload, kind) => {
    if (kind === 'event') lines.push(name, payload);
    else {
      lines.push(EXCEPTION_MARK + name, payload);
      record.exception = `${name[0]?.toUpperCase()}${name.slice(1)}`;
      record.message = JSON.parse(payload).message;
    }
  };
}

/**
 * What goes out, and what sees its chunks. Those of a stream are kept where they may not be what was written: where it is a raw
 * reply, or `struck` by faults.
 */
export function noteReply(
  record: JournalRecord,
  { status, headers, body }: HttpReply,
  elapsed: () => number,
  struck: boolean,
): SeeChunk {
  record.status = status;
  if (status !== 0) record.replyHeaders = redactHeaders(headers);
  if (typeof body === 'string' || body instanceof Uint8Array) {
    record.firstByteMs = elapsed();
    if (body !== record.written) record.sent = body;
    return () => {};
  }
  const chunks: Uint8Array[] | undefined = struck || record.written === undefined ? [] : undefined;
  if (chunks) record.sent = chunks;
  return (chunk, waits) => {
    chunks?.push(chunk);
    if (waits || record.firstByteMs === undefined) noteMoment(record, elapsed(), waits);
  };
}

/** Only a stream that waits has moments worth keeping. */
function noteMoment(record: JournalRecord, moment: number, waits: boolean): void {
  record.firstByteMs ??= moment;
  if (!waits) return;
  record.chunksMs ??= [];
  record.chunksMs.push(moment);
}

export function noteException(record: JournalRecord, exception: ServiceException): void {
  record.exception = exception.name;
  record.message = exception.message;
}

/** The last byte has been handed over: takes over what the exchange noted along the way, if it came to one. */
export function closeRecord(record: JournalRecord, exchange: Exchange | undefined): void {
  if (Array.isArray(record.written)) record.written = record.written.join('\n');
  if (!exchange) record.answeredBy = 'refusal';
  else noteExchange(record, exchange);
}

function noteExchange(record: JournalRecord, { notes }: Exchange): void {
  if (notes.model) record.model = notes.model;
  if (notes.usage) record.usage = usageOf(notes.usage);
  if (notes.answeredBy) record.answeredBy = notes.answeredBy;
  if (notes.fixture) record.fixture = notes.fixture;
  record.faults = notes.faults;
}

function usageOf(usage: NonNullable<Exchange['notes']['usage']>): NonNullable<JournalRecord['usage']> {
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  if (cacheReadInputTokens === undefined && cacheWriteInputTokens === undefined) return { inputTokens, outputTokens };
  return { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens };
}

/** Appends a record; the oldest makes room. */
export function keep({ journal, settings }: Namespace, record: JournalRecord): void {
  journal.push(record);
  if (journal.length > settings.journalSize) journal.shift();
  // Only a large body can bring the whole near its limit, so only then is it summed.
  if (bodyBytes(record) < LARGE_BODY) return;
  let bytes = journal.reduce((sum, each) => sum + bodyBytes(each), 0);
  while (bytes > JOURNAL_BYTES && journal.length > 1) bytes -= bodyBytes(journal.shift() as JournalRecord);
}

function bodyBytes({ source, written, sent }: JournalRecord): number {
  const body = source?.body?.byteLength ?? 0;
  const text = typeof written === 'string' ? written.length : 0;
  if (!Array.isArray(sent)) return body + text + (sent?.length ?? 0);
  return sent.reduce((sum, chunk) => sum + chunk.byteLength, body + text);
}

/** The entry that a record stands for. */
export function readRecord(record: JournalRecord): JournalEntry {
  const { source, written, output, replyHeaders, sent: _sent, ...known } = record;
  const entry: JournalEntry = replyHeaders ? { ...known, reply: { headers: replyHeaders } } : known;
  if (!source) return entry;
  const { route, body } = source;
  const input = readRequest(route, entry.request.headers, body);
  if (written === undefined) return output === undefined ? { ...entry, input } : { ...entry, input, output };
  if (typeof written !== 'string') return { ...entry, input };
  if (!route.operation.outputEvents) return { ...entry, input, output: readOutput(route.operation, written) };
  const events = [...writtenEvents(record)].map(({ name, payload }) => readEvent(route.operation, name, payload));
  return { ...entry, input, events };
}

/** The body that went out, byte for byte. */
export function replyBody(record: JournalRecord): Uint8Array {
  const { source, written, sent } = record;
  if (Array.isArray(sent)) return Buffer.concat(sent);
  if (sent !== undefined) return Buffer.from(sent as string);
  if (typeof written !== 'string') return new Uint8Array();
  if (!source?.route.operation.outputEvents) return Buffer.from(written);
  return Buffer.concat([...writtenEvents(record)].map(({ name, payload, kind }) => rewriteFrame(name, payload, kind)));
}

function* writtenEvents({ written }: JournalRecord): Generator<{ name: string; payload: string; kind: FrameKind }> {
  const lines = (written as string).split('\n');
  for (let line = 0; line + 1 < lines.length; line += 2) {
    const [name, payload] = lines.slice(line, line + 2) as [string, string];
    if (name.startsWith(EXCEPTION_MARK)) yield { name: name.slice(1), payload, kind: 'exception' };
    else yield { name, payload, kind: 'event' };
  }
}
