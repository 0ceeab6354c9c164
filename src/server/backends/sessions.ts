/** HTTP/2 with servers elsewhere, over TLS: one session carries many calls, and what is under way goes on when the server says goodbye. */
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  constants,
  type IncomingHttpHeaders,
} from 'node:http2';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { explainFailure, UpstreamBreak } from './failure.js';
import type { Received, Sent } from './transport.js';

export interface SessionsOptions {
  /** PEM of the authorities that are trusted. Default: Node's own. */
  ca?: string[];
  /** Monotonic milliseconds. */
  now(): number;
}

export interface Sessions {
  /** Undefined where the server speaks HTTP/1.1 alone. Rejects with an `UpstreamUnreachable` or an `UpstreamBreak`. */
  send(origin: string, request: Sent): Promise<Received | undefined>;
  close(): void;
}

interface Session {
  http2: ClientHttp2Session;
  /** Streams under way. */
  open: number;
  /** When its last stream ended. */
  restsSince: number;
  /** The server has said goodbye with this code. */
  goodbye?: number;
}

/** Milliseconds for which a session that rests is trusted: who is in the way may have forgotten it without a word. */
const TRUSTED_MS = 60_000;
/** Streams of one session, where the server allows no fewer. */
const MOST_STREAMS = 100;

export function createSessions({ ca, now }: SessionsOptions): Sessions {
  const sessions = new Map<string, Session[]>();
  const http1 = new Set<string>();

  function find(origin: string): Session | undefined {
    const usable = (sessions.get(origin) ?? []).filter((session) => {
      const { http2, open, restsSince } = session;
      if (http2.closed || http2.destroyed) return false;
      if (open > 0 || now() - restsSince < TRUSTED_MS) return true;
      http2.close();
      return false;
    });
    sessions.set(origin, usable);
    return usable.find(({ http2, open }) => {
      const { maxConcurrentStreams = MOST_STREAMS } = http2.remoteSettings ?? {};
      return open < Math.min(maxConcurrentStreams, MOST_STREAMS);
    });
  }

  async function openSession(origin: string): Promise<Session | undefined> {
    const socket = await connect(origin, ca).catch((cause) => {
      throw explainFailure(cause, origin);
    });
    if (socket.alpnProtocol !== 'h2') {
      http1.add(origin);
      socket.destroy();
      return undefined;
    }
    const session = createSession(origin, socket, now());
    sessions.set(origin, [...(sessions.get(origin) ?? []), session]);
    return session;
  }

  return {
    async send(origin, request) {
      if (http1.has(origin)) return undefined;
      const session = find(origin) ?? (await openSession(origin));
      return session && sendOver(session, origin, request, now);
    },
    close() {
      for (const { http2 } of [...sessions.values()].flat()) http2.destroy();
    },
  };
}

function connect(origin: string, ca: string[] | undefined): Promise<TLSSocket> {
  const { hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host,
      port: Number(port || 443),
      ALPNProtocols: ['h2', 'http/1.1'],
      ...(!/^[\d.]+$|:/.test(host) && { servername: host }),
      ...(ca && { ca }),
    });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

function createSession(origin: string, socket: TLSSocket, at: number): Session {
  const http2 = connectHttp2(origin, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: 1024 * 1024 },
  });
  const session: Session = { http2, open: 0, restsSince: at };
  http2.once('connect', () => http2.setLocalWindowSize(16 * 1024 * 1024));
  http2.on('goaway', (code: number) => {
    session.goodbye = code;
  });
  // Its streams fail with it, and say so to whoever waits for them.
  http2.on('error', () => {});
  http2.unref();
  return session;
}

function sendOver(session: Session, origin: string, request: Sent, now: () => number): Promise<Received> {
  const { method, target, headers, body, signal } = request;
  const { host, ...others } = headers;
  const bodiless = body instanceof Uint8Array && body.byteLength === 0;
  const stream = session.http2.request(
    { ':method': method, ':path': target, ':authority': host ?? new URL(origin).host, ...others },
    { endStream: bodiless, signal },
  );
  session.open += 1;
  stream.once('close', () => {
    session.open -= 1;
    session.restsSince = now();
  });
  if (!bodiless) sendBody(body, stream);
  return new Promise((resolve, reject) => {
    const fail = (cause?: Error) => reject(explain(cause, stream, session, origin));
    stream.on('error', fail);
    stream.once('close', fail);
    stream.once('response', (head) => {
      resolve({ ...readHead(head), body: chunksOf(stream, session, origin) });
    });
  });
}

/** A request that breaks off breaks its stream, and so its reply. */
function sendBody(body: Sent['body'], stream: ClientHttp2Stream): void {
  if (body instanceof Uint8Array) stream.end(body);
  else pipeline(Readable.from(body), stream).catch(() => {});
}

async function* chunksOf(stream: ClientHttp2Stream, session: Session, origin: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch (cause) {
    throw explain(cause as Error, stream, session, origin);
  }
  if (stream.rstCode !== constants.NGHTTP2_NO_ERROR) throw explain(undefined, stream, session, origin);
}

/** A session that is gone took its stream along; else the stream alone was broken off. */
function explain(cause: Error | undefined, stream: ClientHttp2Stream, session: Session, origin: string): Error {
  const { http2, goodbye } = session;
  const code = stream.rstCode ?? constants.NGHTTP2_NO_ERROR;
  const alone = !http2.destroyed && !http2.closed;
  const end = goodbye !== undefined ? 'goaway' : alone ? 'rst-stream' : 'reset';
  if (cause) return explainFailure(cause, origin, end);
  const what = goodbye === undefined ? `RST_STREAM, code ${code}` : `GOAWAY, code ${goodbye}`;
  return new UpstreamBreak(end, `${origin} broke the connection: ${what}`);
}

function readHead(head: IncomingHttpHeaders): Pick<Received, 'status' | 'headers'> {
  const { ':status': status = 0, ...others } = head as IncomingHttpHeaders & { ':status'?: number };
  return { status: Number(status), headers: joinValues(others) };
}

/** Without pseudo-headers; several values of one name are joined. */
export function joinValues(headers: Record<string, string | string[] | undefined>): Received['headers'] {
  const joined: Received['headers'] = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !name.startsWith(':')) joined[name] = [value].flat().join(', ');
  return joined;
}
