/** Knows every open connection of a listener, and ends them: what is idle at once, what is at work within a grace. */
import type { Server, ServerResponse } from 'node:http';
import type { ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import { createClock } from '../clock.js';

export interface Drain {
  /** A TCP or TLS socket is there; what it speaks is not known yet. */
  opened(socket: Socket): void;
  /** It speaks HTTP, or has become the transport of a TLS socket. */
  established(socket: Socket): void;
  servesHttp1(socket: Socket): void;
  requestStarted(response: ServerResponse): void;
  /** Whether the head of an HTTP/1.1 reply that is not done yet has gone out on the socket. */
  replyBegun(socket: Socket): boolean;
  sessionOpened(session: ServerHttp2Session): void;
  /** Resolves when every connection is closed: within `milliseconds`, after which what is left is cut. */
  close(server: Server, milliseconds: number): Promise<void>;
}

function remember<Item extends { once(event: 'close', listener: () => void): unknown }>(items: Set<Item>, item: Item) {
  items.add(item);
  item.once('close', () => items.delete(item));
}

export function createDrain(): Drain {
  const sockets = new Set<Socket>();
  const unknown = new Set<Socket>();
  const http1 = new Set<Socket>();
  const responses = new Set<ServerResponse>();
  const sessions = new Set<ServerHttp2Session>();
  let closing: Promise<void> | undefined;

  function closeIdle(): void {
    const busy = new Set([...responses].map((response) => response.req.socket));
    for (const socket of http1) if (!busy.has(socket)) socket.destroySoon();
  }

  async function end(server: Server, milliseconds: number): Promise<void> {
    // Node's own would cut a connection whose last reply is written but not yet sent.
    server.closeIdleConnections = closeIdle;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of unknown) socket.destroy();
    for (const session of sessions) session.close();
    // An HTTP/2 session ends its socket's own side and then waits for the peer, who may never come.
    for (const socket of sockets) socket.once('finish', () => socket.destroy());
    const grace = new AbortController();
    await Promise.race([
      closed,
      createClock()
        .sleep(milliseconds, grace.signal)
        .catch(() => {}),
    ]);
    grace.abort();
    for (const session of sessions) session.destroy();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  return {
    opened(socket) {
      socket.on('error', () => {});
      remember(sockets, socket);
      remember(unknown, socket);
    },
    established: (socket) => void unknown.delete(socket),
    servesHttp1: (socket) => remember(http1, socket),
    requestStarted(response) {
      if (closing) response.setHeader('connection', 'close');
      responses.add(response);
      response.once('close', () => {
        responses.delete(response);
        if (closing) closeIdle();
      });
    },
    replyBegun: (socket) => [...responses].some((response) => response.headersSent && response.req.socket === socket),
    sessionOpened: (session) => remember(sessions, session),
    close(server, milliseconds) {
      closing ??= end(server, milliseconds);
      return closing;
    },
  };
}
