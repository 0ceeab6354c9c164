/** Makes the journal's entries, and keeps as many as the settings say. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Caller } from './auth/caller.js';
import type { ServiceException } from './exception.js';
import type { Exchange } from './exchange.js';
import type { Namespace } from './namespace.js';
import { isoDate } from './timestamps.js';
import type { Headers, HttpRequest } from './waist.js';

/** Headers whose values are secrets: their presence is kept, their value is not. */
const secretHeaders = ['authorization', 'x-amz-security-token', 'cookie', 'proxy-authorization', 'x-api-key'];
const anonymous: Caller = { kind: 'anonymous' };
const secretParameters = /([?&](?:X-Amz-Signature|X-Amz-Security-Token)=)[^&]*/gi;

/** What is known when the request has just come in. */
export function openEntry(
  { method, url, headers, protocol }: HttpRequest,
  id: string,
  namespace: Namespace,
): JournalEntry {
  const entry: JournalEntry = {
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
  if (invocationId !== undefined) entry.invocationId = invocationId;
  const attempt = /attempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1];
  if (attempt !== undefined) entry.attempt = Number(attempt);
  return entry;
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

export function noteCaller(entry: JournalEntry, caller: Caller, region: string): void {
  const { kind, accessKeyId } = caller;
  entry.region = region;
  entry.caller = accessKeyId ? { kind, accessKeyId } : { kind };
}

export function noteException(entry: JournalEntry, exception: ServiceException): void {
  entry.exception = exception.name;
  entry.message = exception.message;
}

/** Takes over what the exchange noted along the way. */
export function noteExchange(entry: JournalEntry, exchange: Exchange): void {
  const { notes } = exchange;
  entry.service = exchange.operation.service;
  entry.operation = exchange.operation.name;
  entry.input = exchange.input;
  if (notes.model) entry.model = notes.model;
  if (notes.usage) entry.usage = { inputTokens: notes.usage.inputTokens, outputTokens: notes.usage.outputTokens };
  if (notes.answeredBy) entry.answeredBy = notes.answeredBy;
  entry.faults = notes.faults;
}

/** Appends an entry; the oldest makes room. */
export function record(namespace: Namespace, entry: JournalEntry): void {
  const { journal, settings } = namespace;
  journal.push(entry);
  if (journal.length > settings.journalSize) journal.shift();
  // Only a large body can bring the whole near its limit, so only then is it summed.
  if (requestBytes(entry) < LARGE_BODY) return;
  let bytes = journal.reduce((sum, each) => sum + requestBytes(each), 0);
  while (bytes > JOURNAL_BYTES && journal.length > 1) bytes -= requestBytes(journal.shift() as JournalEntry);
}

/** The requests that the journal keeps weigh no more than this together, the latest aside. */
const JOURNAL_BYTES = 256 * 1024 * 1024;
const LARGE_BODY = 128 * 1024;

function requestBytes(entry: JournalEntry): number {
  return Number(entry.request.headers['content-length'] ?? 0);
}
