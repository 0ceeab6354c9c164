/** The journal as an HTTP Archive (HAR 1.2), for the network panel of a browser and every other tool that reads it. */
import { isUtf8 } from 'node:buffer';
import { STATUS_CODES } from 'node:http';
import { readRecord, replyBody } from './journal.js';
import { readableBytes } from './journal-json.js';
import { manifest } from './manifest.js';
import type { JournalRecord } from './namespace.js';
import type { Headers } from './waist.js';

type Members = Record<string, unknown>;

/** Source: the HAR 1.2 specification (W3C draft "HTTP Archive format"). Members of our own begin with `_`, as it asks. */
export function writeHar(records: JournalRecord[]): string {
  const { name, version } = manifest;
  const log = { version: '1.2', creator: { name, version }, entries: records.map(toHarEntry) };
  return JSON.stringify({ log }, readableBytes);
}

function toHarEntry(record: JournalRecord): Members {
  const { startedAt, durationMs, firstByteMs = durationMs } = record;
  const { operation, model, region, answeredBy, fixture, faults, exception, invocationId, attempt } = record;
  return {
    startedDateTime: startedAt,
    time: durationMs,
    request: toRequest(record),
    response: toResponse(record),
    cache: {},
    timings: { send: 0, wait: firstByteMs, receive: Math.round((durationMs - firstByteMs) * 100) / 100 },
    _id: record.id,
    _bedrock: { operation, model, region, answeredBy, fixture, faults, exception, invocationId, attempt },
    ...(record.chunksMs && { _chunksMs: record.chunksMs }),
  };
}

/** The version as HAR spells it. */
const versionOf = (protocol: string) => (protocol === 'h2' ? 'HTTP/2.0' : protocol.toUpperCase());
const toHeaders = (headers: Headers) =>
  Object.entries(headers)
    .filter(([name]) => !name.startsWith(':'))
    .map(([name, value]) => ({ name, value }));

function toRequest({ request, source }: JournalRecord): Members {
  const { method, url, headers, protocol, secure } = request;
  const body = source?.body;
  const whole = `${secure ? 'https' : 'http'}://${headers.host ?? headers[':authority'] ?? 'localhost'}${url}`;
  const query = new URLSearchParams(/\?(.*)$/s.exec(url)?.[1] ?? '');
  return {
    method,
    url: whole,
    httpVersion: versionOf(protocol),
    cookies: [],
    headers: toHeaders(headers),
    queryString: [...query].map(([name, value]) => ({ name, value })),
    ...(body?.byteLength && { postData: { mimeType: headers['content-type'] ?? '', params: [], ...toText(body) } }),
    headersSize: -1,
    bodySize: body?.byteLength ?? -1,
  };
}

function toResponse(record: JournalRecord): Members {
  const { status, request, replyHeaders = {} } = record;
  const body = replyBody(record);
  const said = replyHeaders['content-type'] === EVENT_STREAM ? sayEvents(record) : undefined;
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: versionOf(request.protocol),
    cookies: [],
    headers: toHeaders(replyHeaders),
    content: {
      size: body.byteLength,
      mimeType: replyHeaders['content-type'] ?? '',
      ...(said === undefined ? toText(body) : toBase64(body)),
      ...(said !== undefined && { comment: said }),
    },
    redirectURL: '',
    headersSize: -1,
    bodySize: body.byteLength,
    ...(record.completed ? {} : { comment: 'It did not go out to its end.' }),
  };
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** The events of a stream, one a line. */
function sayEvents(record: JournalRecord): string {
  const { events = [] } = readRecord(record);
  return events.map((event) => JSON.stringify(event, readableBytes)).join('\n');
}

function toText(body: Uint8Array): Members {
  return isUtf8(body) ? { text: Buffer.from(body).toString('utf8') } : toBase64(body);
}

const toBase64 = (body: Uint8Array): Members => ({ text: Buffer.from(body).toString('base64'), encoding: 'base64' });
