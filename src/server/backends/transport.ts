/** Carries a request to a server elsewhere and its reply back as it arrives: HTTP/2 where TLS agrees on it, else HTTP/1.1, by way of proxies. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { rootCertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Headers } from '../waist.js';
import { explainFailure } from './failure.js';
import { createSessions, joinValues, type Sessions } from './sessions.js';

export interface TransportOptions {
  httpProxy?: string;
  /** Where there is one, HTTP/1.1 is spoken. */
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

/** The same as a client of AWS takes. */
const maxHeaderSize = 64 * 1024;

/** Throws in one sentence where a file of authorities cannot be read. No timeouts of its own: a client that has waited long enough leaves, and its call with it. */
export function createTransport(options: TransportOptions, now: () => number): Transport {
  const ca = readAuthorities(options.caFiles);
  let dispatcher: Dispatcher | undefined;
  let sessions: Sessions | undefined;
  return {
    async send(origin, request) {
      if (origin.startsWith('https:') && !options.httpsProxy) {
        sessions ??= createSessions({ now, ...(ca && { ca }) });
        const received = await sessions.send(origin, request);
        if (received) return received;
      }
      dispatcher ??= createDispatcher(options, ca);
      return sendHttp1(dispatcher, origin, request);
    },
    async close() {
      sessions?.close();
      await dispatcher?.destroy();
    },
  };
}

function readAuthorities(paths: string[] = []): string[] | undefined {
  if (paths.length === 0) return undefined;
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8');
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new Error(
        `${path}, which AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS names, cannot be read (${code}): correct the variable, or unset it`,
        { cause },
      );
    }
  };
  return [...rootCertificates, ...paths.map(read)];
}

function createDispatcher(
  { httpProxy = '', httpsProxy = '', noProxy = '' }: TransportOptions,
  ca: string[] | undefined,
): Dispatcher {
  const { EnvHttpProxyAgent } = createRequire(import.meta.url)('undici') as typeof import('undici');
  const tls = ca ? { ca } : {};
  return new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy,
    maxHeaderSize,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
  });
}

async function sendHttp1(dispatcher: Dispatcher, origin: string, request: Sent): Promise<Received> {
  const { method, target, headers, body, signal } = request;
  const given = body instanceof Uint8Array ? body : Readable.from(body);
  const empty = body instanceof Uint8Array && body.byteLength === 0;
  const reply = await dispatcher
    .request({
      origin,
      path: target,
      method: method as Dispatcher.HttpMethod,
      headers,
      signal,
      body: empty ? null : given,
    })
    .catch((cause) => {
      throw explainFailure(cause, origin);
    });
  return { status: reply.statusCode, headers: joinValues(reply.headers), body: whole(reply.body, origin) };
}

async function* whole(body: AsyncIterable<Uint8Array>, origin: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (cause) {
    throw explainFailure(cause as Error, origin);
  }
}
