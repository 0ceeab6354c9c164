/** An exchange as another tool kept it, and what it is as one of ours. */
import { findRoute } from '../../smithy/router.js';
import type { Headers } from '../../waist.js';
import type { Captured } from '../captured.js';

export interface ImportedExchange {
  method: string;
  /** Absolute, or a path. */
  url: string;
  headers: Headers;
  body: Uint8Array;
  status: number;
  replyHeaders: Headers;
  replyBody: Uint8Array;
  /** ISO 8601. Default: now, as it is given. */
  at?: string;
  durationMs?: number;
}

/** Reads a file of one format. Throws an Error of one sentence where it is none. */
export interface Importer {
  /** Whether the value looks like it. */
  recognizes(value: unknown): boolean;
  /** Undefined for each that does not say enough to be given again. */
  read(value: unknown): (ImportedExchange | undefined)[];
}

/** Region of a host of AWS's, also within a VPC endpoint's. */
const regionOfHost = /bedrock(?:-runtime)?(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d)\./;

/** Undefined where the exchange was not with Bedrock: its path is no operation's. */
export function toCaptured(exchange: ImportedExchange, now: string): Captured | undefined {
  const { method, url, headers, body, status, replyHeaders, replyBody, at = now, durationMs = 0 } = exchange;
  const absolute = /^https?:\/\//.test(url);
  const origin = absolute ? new URL(url).origin : 'https://bedrock-runtime.us-east-1.amazonaws.com';
  const target = absolute ? url.slice(url.indexOf('/', 8)) : url;
  const route = routeOf(method, target);
  if (!route) return undefined;
  const { operation, labels } = route;
  const model = labels.modelId;
  const region =
    regionOfHost.exec(origin)?.[1] ??
    /\/\d{8}\/([a-z0-9-]+)\/bedrock\//.exec(headers.authorization ?? '')?.[1] ??
    'us-east-1';
  return {
    request: {
      method,
      target,
      headers,
      body,
      protocol: 'http/1.1',
      operation: operation.name,
      service: operation.service,
      ...(model !== undefined && { model }),
      region,
    },
    reply: {
      status,
      headers: replyHeaders,
      headMs: 0,
      chunks: replyBody.byteLength > 0 ? [{ atMs: 0, bytes: replyBody }] : [],
      end: 'clean',
      durationMs,
    },
    at,
    upstream: origin,
  };
}

function routeOf(method: string, target: string) {
  try {
    return findRoute(method, target);
  } catch {
    return undefined;
  }
}

/** Names in lower case; of several values the first. */
export function lowerHeaders(headers: Record<string, unknown> = {}): Headers {
  const entries = Object.entries(headers).map(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return [name.toLowerCase(), first instanceof Uint8Array ? Buffer.from(first).toString() : String(first)];
  });
  return Object.fromEntries(entries);
}

/** Bytes stay what they are. */
export function bytesOf(value: unknown, encoding: BufferEncoding = 'utf8'): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return value === undefined || value === null ? new Uint8Array() : Buffer.from(String(value), encoding);
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
