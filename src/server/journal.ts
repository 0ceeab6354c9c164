/** Makes the journal's entries, and keeps as many as the settings say. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Caller } from './auth/caller.js';
import type { ServiceException } from './exception.js';
import type { Exchange } from './exchange.js';
import type { Namespace } from './namespace.js';
import type { Headers, HttpRequest } from './waist.js';

/** Headers whose values are secrets: their presence is kept, their value is not. */
const secretHeaders = ['authorization', 'x-amz-security-token', 'cookie', 'proxy-authorization', 'x-api-key'];
const secretParameters = /([?&](?:X-Amz-Signature|X-Amz-Security-Token)=)[^&]*/gi;

/** What is known when the request has just come in. */
export function openEntry(request: HttpRequest, id: string, namespace: Namespace): JournalEntry {
  const attempt = /attempt=(\d+)/.exec(request.headers['amz-sdk-request'] ?? '')?.[1];
  return {
    id,
    namespace: namespace.id,
    startedAt: new Date(namespace.clock.now()).toISOString(),
    durationMs: 0,
    region: namespace.settings.region,
    caller: { kind: 'anonymous' },
    request: {
      method: request.method,
      url: request.url.includes('X-Amz-') ? request.url.replace(secretParameters, '$1REDACTED') : request.url,
      headers: redactHeaders(request.headers),
      protocol: request.protocol,
    },
    status: 0,
    faults: [],
    completed: false,
    ...(request.headers['amz-sdk-invocation-id'] && { invocationId: request.headers['amz-sdk-invocation-id'] }),
    ...(attempt && { attempt: Number(attempt) }),
  };
}

/** The scheme of a credential stays, so that one sees which was used. */
function redactHeaders(headers: Headers): Headers {
  const result = { ...headers };
  for (const name of secretHeaders) {
    const value = result[name];
    if (value !== undefined)
      result[name] = name === 'authorization' ? `${value.split(' ', 1)[0]} REDACTED` : 'REDACTED';
  }
  return result;
}

export function noteCaller(entry: JournalEntry, caller: Caller, region: string): void {
  entry.region = region;
  entry.caller = { kind: caller.kind, ...(caller.accessKeyId && { accessKeyId: caller.accessKeyId }) };
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
  namespace.journal.push(entry);
  if (namespace.journal.length > namespace.settings.journalSize) namespace.journal.shift();
}
