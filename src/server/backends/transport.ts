/** Carries a request to a server elsewhere and its reply back as it arrives: HTTP/2 where TLS agrees on it, else HTTP/1.1, by way of proxies. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Headers, ReplyEnd } from '../waist.js';

export interface TransportOptions {
  httpProxy?: string;
  httpsProxy?: string;
  /** Hosts that are called without a proxy, as `NO_PROXY` lists them. */
  noProxy?: string;
  /** PEM files of authorities that are trusted beside Node's own. */
  caFiles?: string[];
}

export interface Sent {
  method: string;
  target: string;
  headers: Headers;
  body: Uint8Array | AsyncIterable<Uint8Array>;
  /** Aborts the call. */
  signal: AbortSignal;
}

export interface Received {
  status: number;
  headers: Headers;
  /** Throws an `UpstreamBreak` where the reply breaks off. */
  body: AsyncIterable<Uint8Array>;
}

export interface Transport {
  /** Rejects with an `UpstreamUnreachable` where no connection comes about, with an `UpstreamBreak` where it ends without a reply. */
  send(origin: string, request: Sent): Promise<Received>;
  close(): Promise<void>;
}

/** Nobody could be asked: the name is unknown, the connection refused, the certificate not trusted. */
export class UpstreamUnreachable extends Error {}

/** A connection that was there broke. */
export class UpstreamBreak extends Error {
  constructor(
    readonly end: Exclude<ReplyEnd, 'clean'>,
    message: string,
  ) {
    super(message);
  }
}

interface CodedError extends Error {
  code?: string;
}

const unreachable =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

export function createTransport(options: TransportOptions = {}): Transport {
  let dispatcher: Dispatcher | undefined;
  return {
    async send(origin, { method, target, headers, body, signal }) {
      dispatcher ??= createDispatcher(options);
      const given = body instanceof Uint8Array ? body : Readable.from(body);
      const empty = body instanceof Uint8Array && body.byteLength === 0;
      const request = { origin, path: target, method: method as Dispatcher.HttpMethod, headers, signal };
      const reply = await dispatcher.request({ ...request, body: empty ? null : given }).catch((cause: CodedError) => {
        throw explain(cause, origin);
      });
      return { status: reply.statusCode, headers: joinValues(reply.headers), body: whole(reply.body, origin) };
    },
    async close() {
      await dispatcher?.destroy();
    },
  };
}

/** No timeouts of its own: a client that has waited long enough leaves, and its call with it. */
function createDispatcher({
  httpProxy = '',
  httpsProxy = '',
  noProxy = '',
  caFiles = [],
}: TransportOptions): Dispatcher {
  const { EnvHttpProxyAgent } = createRequire(import.meta.url)('undici') as typeof import('undici');
  const ca =
    caFiles.length > 0 ? [...rootCertificates, ...caFiles.map((path) => readFileSync(path, 'utf8'))] : undefined;
  const tls = ca ? { ca } : {};
  return new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy,
    allowH2: true,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: tls,
    requestTls: tls,
  });
}

async function* whole(body: AsyncIterable<Uint8Array>, origin: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (cause) {
    throw explain(cause as CodedError, origin);
  }
}

function explain(error: CodedError, origin: string): Error {
  if (error.name === 'AbortError') return error;
  const inner = (error.cause ?? error) as CodedError;
  const code = inner.code ?? error.code ?? '';
  if (unreachable.test(code))
    return new UpstreamUnreachable(`${origin} cannot be reached (${code}): ${inner.message}`, { cause: error });
  const end = /GOAWAY/i.test(inner.message)
    ? 'goaway'
    : /HTTP2|stream/i.test(`${code} ${inner.message}`)
      ? 'rst-stream'
      : 'reset';
  return new UpstreamBreak(end, `${origin} broke the connection (${code || inner.name}): ${inner.message}`);
}

function joinValues(headers: Record<string, string | string[] | undefined>): Headers {
  const joined: Headers = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !name.startsWith(':')) joined[name] = [value].flat().join(', ');
  return joined;
}
