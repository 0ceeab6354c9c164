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
import { isoDate } from './timestamps.js';
import type { Headers, HttpRequest } from './waist.js';

/** Headers whose values are secrets: their presence is kept, their value is not. */
const secretHeaders = ['authorization', 'x-amz-security-token', 'cookie', 'proxy-authorization', 'x-api-key'];
/** The request bodies that the journal keeps weigh no more than this together, the latest aside. */
const JOURNAL_BYTES = 256 * 1024 * 1024;
const LARGE_BODY = 128 * 1024;
const anonymous: Caller = { kind: 'anonymous' };
const secretParameters = /([?&](?:X-Amz-Signature|X-Amz-Security-Token)=)[^&]*/gi;

/** What is known when the request has just come in. */
export function openRecord(
  { method, url, headers, protocol }: HttpRequest,
  id: string,
  namespace: Namespace,
): JournalRecord {
  const record: JournalRecord = {
    id,
    namespace: namespace.id,
    startedAt: isoDate(namespace.clock.now()),
    durationMs: 0,
    region: namespace.settings.region,
    caller: anonymous,
    request: { method, url: redactUrl(url), headers: redactHeaders(headers), protocol },
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
  return url.includes('X-Amz-') ? url.replace(secretParameters, '$1REDACTED') : url;
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
  if (notes.usage) record.usage = { inputTokens: notes.usage.inputTokens, outputTokens: notes.usage.outputTokens };
  if (notes.answeredBy) record.answeredBy = notes.answeredBy;
  record.faults = notes.faults;
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

function bodyBytes({ source }: JournalRecord): number {
  return source?.body?.byteLength ?? 0;
}

/** The entry that a record stands for. */
export function readRecord({ source, written, output, ...entry }: JournalRecord): JournalEntry {
  if (!source) return entry;
  const { route, body } = source;
  const input = readRequest(route, entry.request.headers, body);
  if (written === undefined) return output === undefined ? { ...entry, input } : { ...entry, input, output };
  if (typeof written !== 'string') return { ...entry, input };
  if (!route.operation.outputEvents) return { ...entry, input, output: readOutput(route.operation, written) };
  return { ...entry, input, events: readEvents(route.operation, written) };
}

function readEvents(operation: Operation, written: string): object[] {
  const lines = written.split('\n');
  const events: object[] = [];
  for (let line = 0; line + 1 < lines.length; line += 2)
    events.push(readEvent(operation, lines[line] as string, lines[line + 1] as string));
  return events;
}
