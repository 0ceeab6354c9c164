/** One port for every protocol: HTTP/1.1, HTTP/2 with prior knowledge and TLS, told apart by each connection's first bytes. */
import { once } from 'node:events';
import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTls, type TLSSocket } from 'node:tls';
import { carries, type Protocol, sniff } from './connection.js';
import { createDrain } from './drain.js';

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
/** Longer than the clients' own pools keep a connection, so that it is the client who lets go. */
const keepAliveTimeout = 72_000;

export function createListener(options: ListenerOptions): Listener {
  const { onHttp1, tls, firstByteMs = 10_000, headersMs = 15_000, requestMs = 300_000, drainMs = 900 } = options;
  const drain = createDrain();
  const http2 = createHttp2Server(options, drain.sessionOpened);
  const http1 = createHttp1(
    {
      maxHeaderSize,
      keepAliveTimeout,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: 1000,
      requireHostHeader: false,
    },
    (request, response) => {
      drain.requestStarted(response);
      onHttp1(request, response);
    },
  );
  http1.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    options.onRefused(error, socket as Socket, drain.replyBegun(socket as Socket)),
  );
  const acceptHttp1 = http1.listeners('connection')[0] as (socket: Socket) => void;
  const acceptTls =
    tls &&
    createTlsFront(tls, firstByteMs, (socket, transport) => {
      drain.established(transport);
      drain.opened(socket);
      accept(socket, socket.alpnProtocol === 'h2' ? 'http2' : 'http1');
    });

  function accept(socket: Socket, protocol: Protocol): void {
    // The transport of a TLS socket counts as unknown until its handshake is done.
    if (protocol === 'tls' && acceptTls) acceptTls(socket);
    else {
      drain.established(socket);
      if (protocol === 'http2') acceptHttp2(socket);
      else {
        drain.servesHttp1(socket);
        acceptHttp1.call(http1, socket);
      }
    }
  }

  function acceptHttp2(socket: Socket): void {
    http2.once('session', (session) => carries(socket, session));
    http2.emit('connection', socket);
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
      http1.listen({ port, host });
      await once(http1, 'listening');
      return http1.address() as AddressInfo;
    },
    close: () => drain.close(http1, drainMs),
  };
}

function createHttp2Server({ onHttp2 }: ListenerOptions, opened: (session: ServerHttp2Session) => void): Http2Server {
  const http2 = createHttp2({
    // A session's memory counts bodies under way: many large ones at once are no abuse here.
    maxSessionMemory: 1024,
    settings: { maxHeaderListSize: maxHeaderSize, initialWindowSize: 1024 * 1024 },
  });
  http2.on('session', (session: ServerHttp2Session) => {
    session.setLocalWindowSize(16 * 1024 * 1024);
    opened(session);
  });
  http2.on('sessionError', () => {});
  http2.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    onHttp2(stream, headers);
  });
  return http2;
}

function createTlsFront(
  pem: { cert: string; key: string },
  handshakeTimeout: number,
  accept: (socket: TLSSocket, transport: Socket) => void,
): (transport: Socket) => void {
  const pending = new Map<string, Socket>();
  const addressOf = (socket: Socket) => `${socket.remoteAddress} ${socket.remotePort}`;
  const server = createTls({ ...pem, handshakeTimeout, ALPNProtocols: ['h2', 'http/1.1'] });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.on('secureConnection', (socket) => {
    const transport = pending.get(addressOf(socket))!;
    carries(transport, socket);
    accept(socket, transport);
  });
  return (transport) => {
    const address = addressOf(transport);
    pending.set(address, transport);
    transport.once('close', () => pending.delete(address));
    server.emit('connection', transport);
  };
}
