/** Passes what is not Bedrock's to another server, as it came: so one endpoint serves Bedrock here, and S3, STS and the rest elsewhere. */
import { foreignServiceHint, readCaller } from '../auth/authenticate.js';
import { UpstreamBreak } from '../backends/failure.js';
import { createTransport, type Received } from '../backends/transport.js';
import { createClock } from '../clock.js';
import type { Emulator } from '../emulator.js';
import { NAMESPACE_PREFIX } from '../namespace-registry.js';
import { findRoute } from '../smithy/router.js';
import { BrokenConnection, type Headers, type HttpReply, type HttpRequest } from '../waist.js';
import { writeBadGateway } from './bad-gateway.js';
import { emptyBody } from './request-body.js';

export interface ForwardOptions {
  /** Of the other server; a path in it stands before that of the request. */
  url: string;
  /** PEM files of authorities that are trusted beside Node's own, for https. Default: none. */
  caFiles?: string[];
}

export interface Forwarder {
  /** Answers what is Bedrock's by the emulator, and the rest by the other server. */
  handle: Emulator['handle'];
  close(): Promise<void>;
}

/** Throws in one sentence where a file of authorities cannot be read. No proxy is asked: emulators stand near one another. */
export function createForwarder(handle: Emulator['handle'], { url, caFiles = [] }: ForwardOptions): Forwarder {
  const clock = createClock();
  const transport = createTransport({ caFiles }, () => clock.monotonic());
  const { origin, pathname } = new URL(url);
  const prefix = pathname.replace(/\/$/, '');

  async function forward(request: HttpRequest): Promise<HttpReply> {
    if (hasPassedHere(request.headers))
      return writeBadGateway(request, `--forward-other ${url} leads back to a bedrock-local: name another server`);
    try {
      const { status, headers, body } = await transport.send(origin, {
        method: request.method,
        target: prefix + request.url,
        headers: forwardedHeaders(request),
        body: request.body === emptyBody ? noBytes : request.body.chunks(),
        signal: request.signal(),
      });
      return { status, headers, body: endAsItEnds(body) };
    } catch (cause) {
      if (cause instanceof UpstreamBreak) return broken(cause.end);
      if (request.signal().aborted) return broken('rst-stream');
      return writeBadGateway(request, `--forward-other: ${(cause as Error).message}`);
    }
  }

  return {
    handle: (request) => (isOther(request) ? forward(request) : handle(request)),
    close: () => transport.close(),
  };
}

const noBytes = new Uint8Array();
const broken = (end: BrokenConnection['end']): HttpReply => ({ status: 0, headers: {}, body: '', end });

/** By the service that the request is signed for; where that is Bedrock, or none is named, by whether its path is one of Bedrock's. */
export function isOther(request: HttpRequest): boolean {
  const { method, url } = request;
  if (url.startsWith(NAMESPACE_PREFIX)) return false;
  if (foreignServiceHint(readCaller(request)) !== undefined) return true;
  try {
    findRoute(method, url);
    return false;
  } catch {
    return true;
  }
}

/** They are of the connection, and not signed. Node has answered `expect` already. */
const dropped = new Set([
  ':authority',
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);
/** How `Via` names this server. */
const pseudonym = 'bedrock-local';

function forwardedHeaders({ headers: given, protocol }: HttpRequest): Headers {
  const headers: Headers = {};
  for (const [name, value] of Object.entries(given)) if (!dropped.has(name)) headers[name] = value;
  const here = `${protocol === 'h2' ? '2' : '1.1'} ${pseudonym}`;
  headers.via = given.via === undefined ? here : `${given.via}, ${here}`;
  return headers;
}

const hasPassedHere = ({ via = '' }: Headers) => via.split(',').some((one) => one.trim().endsWith(` ${pseudonym}`));

/** A reply that breaks off there breaks off here in the same way. */
async function* endAsItEnds(body: Received['body']): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw cause instanceof UpstreamBreak ? new BrokenConnection(cause.end) : cause;
  }
}
