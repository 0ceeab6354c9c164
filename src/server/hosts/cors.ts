/** CORS: lets pages of named origins call the AWS API and `/_local` from a browser. Off unless origins are named. */
import type { Emulator } from '../emulator.js';
import type { Headers, HttpReply } from '../waist.js';

/** Origins such as `http://localhost:3000`; `*` stands for all. None: no CORS at all. */
export type CorsOrigins = readonly string[];

type RequestHeaders = Record<string, string | string[] | undefined>;

export function allowsOrigin(origins: CorsOrigins, origin: string): boolean {
  return origins.includes('*') || origins.includes(origin);
}

/** The headers that let a page of the request's origin read a reply with `replyHeaders`; none where it may not. */
export function writeCorsHeaders(origins: CorsOrigins, request: RequestHeaders, replyHeaders: Headers): Headers {
  const { origin } = request;
  if (typeof origin !== 'string' || !allowsOrigin(origins, origin)) return {};
  const exposed = Object.keys(replyHeaders).filter((name) => /^(?:x-amzn-|x-bedrock-local-|date$)/.test(name));
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': exposed.join(', '),
    vary: 'origin',
  };
}

/** The reply to a preflight of an allowed origin: whatever the browser asks for is allowed. Undefined for any other request. */
export function writePreflight(origins: CorsOrigins, method: string, request: RequestHeaders): HttpReply | undefined {
  const { origin, 'access-control-request-method': asked } = request;
  if (method !== 'OPTIONS' || typeof asked !== 'string') return undefined;
  if (typeof origin !== 'string' || !allowsOrigin(origins, origin)) return undefined;
  const headers: Headers = {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': asked,
    'access-control-allow-headers': String(request['access-control-request-headers'] ?? ''),
    'access-control-max-age': '86400',
    vary: 'origin',
  };
  if (request['access-control-request-private-network']) headers['access-control-allow-private-network'] = 'true';
  return { status: 204, headers, body: '' };
}

/** `handle` for pages of `origins` too; `handle` itself where there are none. */
export function withCors(handle: Emulator['handle'], origins: CorsOrigins): Emulator['handle'] {
  if (origins.length === 0) return handle;
  return async (request) => {
    const preflight = writePreflight(origins, request.method, request.headers);
    if (preflight) return preflight;
    const reply = await handle(request);
    return { ...reply, headers: { ...reply.headers, ...writeCorsHeaders(origins, request.headers, reply.headers) } };
  };
}
