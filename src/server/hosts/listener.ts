/** One port for every protocol: HTTP/1.1, HTTP/2 with prior knowledge and TLS, told apart by each connection's first bytes. */
import { once } from 'node:events';
import {
  createServer as createHttp1,
  type Server as Http1Server,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import {
  createServer as createHttp2,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { carries, type Protocol, sniff } from './connection.js';
import { createDrain, type Drain } from './drain.js';
import { createTlsFront } from './tls-front.js';

export interface ListenerOptions {
  onHttp1(request: IncomingMessage, response: ServerResponse): void;
  onHttp2(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void;
  /**
   * What came over HTTP/1.1 is no request: garbage, headers too large, too slow. Answers, unless a reply has begun already,
   * and ends the socket.
   */
  onRefused(error: NodeJS.ErrnoException, socket: Socket, replyBegun: boolean): void;
  /** PEM. Absent: a client that opens TLS is told that this port speaks plain HTTP. */
  tls?: { cert: string; key: string };
  /** Milliseconds that a connection, and a TLS handshake, may stay without a first byte. Default 10,000. */
  firstByteMs?: number;
  /** Milliseconds that request headers may take. Default 15,000. */
  headersMs?: number;
  /** Milliseconds that a whole HTTP/1.1 request may take to come in. Default 300,000. */
  requestMs?: number;
  /** Milliseconds that a connection without a request is kept. Default 72,000: longer than clients keep theirs, so that they let go first. */
  idleMs?: number;
  /** Milliseconds that requests under way have to end on `close`; what is left is cut. Default 900. */
  drainMs?: number;
}

export interface Listener {
  /** Rejects with what the system says: `EADDRINUSE`, `EACCES`, ... */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Takes no new connection, ends what is idle, gives the rest `drainMs`, then cuts it. */
  close(): Promise<void>;
}

/** AWS's own front door takes headers of this size; Node's default of 16 KiB is less than some session tokens with tracing headers. */
const maxHeaderSize = 64 * 1024;
/** Connections that may wait to be accepted; the system may allow fewer. Of a burst, what finds no room tries again a second later or more. */
const backlog = 4096;

export function createListener(options: ListenerOptions): Listener {
  const { tls, firstByteMs = 10_000, drainMs = 900 } = options;
  const drain = createDrain();
  const http1 = createHttp1Server(options, drain);
  const http2 = createHttp2Server(options, drain);
  const acceptHttp1 = http1.listeners('connection')[0] as (socket: Socket) => void;
  const acceptTls = tls && createTlsFront(tls, firstByteMs, secured);

  function accept(socket: Socket, protocol: Protocol): void {
    // HTTP/1.1 alone knows what to do with a peer that has ended its side.
    if (protocol !== 'http1') socket.allowHalfOpen = false;
    // The transport of a TLS socket counts as unknown until its handshake is done.
    if (protocol === 'tls' && acceptTls) return void acceptTls(socket);
    drain.established(socket);
    if (protocol === 'http2') {
      http2.once('session', (session) => carries(socket, session));
      return void http2.emit('connection', socket);
    }
    drain.servesHttp1(socket);
    acceptHttp1.call(http1, socket);
  }

  function secured(socket: TLSSocket, transport: Socket): void {
    drain.established(transport);
    drain.opened(socket);
    accept(socket, socket.alpnProtocol === 'h2' ? 'http2' : 'http1');
  }

  // The server that listens is HTTP/1.1's own, which keeps its time limits and its account of connections;
  // only its door is replaced.
  http1.removeAllListeners('connection');
  http1.on('connection', (socket: Socket) => {
    drain.opened(socket);
    sniff(socket, firstByteMs, (protocol) => accept(socket, protocol));
  });

  return {
    async listen(port, host) {
      http1.listen({ port, host, backlog });
      await once(http1, 'listening');
      return http1.address() as AddressInfo;
    },
    close: () => drain.close(http1, drainMs),
  };
}

function createHttp1Server(options: ListenerOptions, drain: Drain): Http1Server {
  const { headersMs = 15_000, requestMs = 300_000, idleMs = 72_000 } = options;
  const http1 = createHttp1(
    {
      maxHeaderSize,
      keepAliveTimeout: idleMs,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(1000, headersMs),
      requireHostHeader: false,
    },
    (request, response) => {
      drain.requestStarted(response);
      options.onHttp1(request, response);
    },
  );
  http1.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    options.onRefused(error, socket as Socket, drain.replyBegun(socket as Socket)),
  );
  // A connection that cannot be accepted, for want of file handles, is no reason to end.
  http1.on('error', () => {});
  return http1;
}

function createHttp2Server({ onHttp2, idleMs = 72_000 }: ListenerOptions, drain: Drain): Http2Server {
  const http2 = createHttp2({
    // A session's memory counts bodies under way: many large ones at once are no abuse here.
    maxSessionMemory: 1024,
    settings: { maxHeaderListSize: maxHeaderSize, initialWindowSize: 1024 * 1024 },
  });
  http2.on('session', (session: ServerHttp2Session) => {
    session.setLocalWindowSize(16 * 1024 * 1024);
    drain.sessionOpened(session);
    watchStreams(session, idleMs);
  });
  http2.on('sessionError', () => {});
  http2.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    // A client may have broken it off with the same packet that opened it.
    if (!stream.destroyed) onHttp2(stream, headers);
  });
  return http2;
}

/** Closes a session that has no stream for so long, and the streams of a connection that is gone: Node 20.19 forgets some. */
function watchStreams(session: ServerHttp2Session, idleMs: number): void {
  const open = new Set<ServerHttp2Stream>();
  session.on('stream', (stream) => {
    open.add(stream);
    stream.once('close', () => open.delete(stream));
  });
  session.setTimeout(idleMs, () => {
    if (open.size === 0) session.close();
  });
  session.socket.once('close', () => {
    for (const stream of open) stream.destroy();
  });
}
