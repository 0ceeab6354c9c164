/** HTTP/2 to the waist and back, over Node's own streams: its imitation of HTTP/1.1's request and response costs a tenth more. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  constants,
  Http2ServerRequest,
  Http2ServerResponse,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { Emulator } from '../emulator.js';
import type { Headers, HttpReply, HttpRequest } from '../waist.js';
import { letArrive, resetConnection } from './connection.js';
import { createDeparture, type Departure } from './departure.js';
import { originForm } from './http1.js';
import { discard, emptyBody, streamedBody } from './request-body.js';
import { type ReplyWire, writeReply } from './write-reply.js';

export const http2Wire: ReplyWire<ServerHttp2Stream> = {
  writeWhole(stream, status, headers, body) {
    stream.respond({ ':status': status, ...headers });
    // A reply to HEAD, a 204 or a 304 has ended with its head.
    if (!stream.writableEnded) stream.end(body);
  },
  writeHead: (stream, status, headers) => stream.respond({ ':status': status, ...headers }),
  flushHead() {},
  breakOff(stream, end) {
    const session = stream.session as ServerHttp2Session | undefined;
    if (!session) return;
    if (end === 'reset') resetConnection(session);
    else if (end === 'goaway') leave(session, stream);
    // `stream.close(code)` would end the body first, and a client that sees the end does not look for more.
    else stream.destroy(new Error('INTERNAL_ERROR'));
  },
};

/** A server that goes away without waiting for its streams: GOAWAY (NO_ERROR), then the end of the connection. */
async function leave(session: ServerHttp2Session, stream: ServerHttp2Stream): Promise<void> {
  session.goaway(constants.NGHTTP2_NO_ERROR, stream.id);
  await letArrive();
  session.destroy();
}

const peers = new WeakMap<ServerHttp2Session, string | undefined>();

/** The session's socket is a proxy, slow to ask: it is asked once. */
function peerOf(session: ServerHttp2Session): string | undefined {
  if (!peers.has(session)) peers.set(session, session.socket.remoteAddress);
  return peers.get(session);
}

/** Without the pseudo-headers, save `:authority`, which is given as `host` too. */
function readHeaders(given: IncomingHttpHeaders): Headers {
  const headers: Headers = {};
  for (const name in given) if (name.charCodeAt(0) !== 58) headers[name] = String(given[name]);
  const authority = given[':authority'];
  if (authority !== undefined) {
    headers[':authority'] = authority;
    headers.host = authority;
  }
  return headers;
}

export function readHttp2(stream: ServerHttp2Stream, given: IncomingHttpHeaders, departure: Departure): HttpRequest {
  const session = stream.session as ServerHttp2Session;
  return {
    method: given[':method'] ?? '',
    url: originForm(given[':path'] ?? '/'),
    headers: readHeaders(given),
    body: stream.endAfterHeaders ? emptyBody : streamedBody(stream),
    signal: departure.signal,
    protocol: 'h2',
    secure: session.encrypted === true,
    peer: peerOf(session),
  };
}

export interface Http2Options {
  /** Milliseconds that a request's body may rest before `tooSlow` is the answer. */
  requestMs: number;
  tooSlow(): HttpReply;
}

/** A listener of streams that hands each to `handle`. */
export function serveHttp2(
  handle: Emulator['handle'],
  { requestMs, tooSlow }: Http2Options,
): (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void {
  return (stream, headers) => {
    const departure = createDeparture();
    stream.on('close', () => {
      // A stream whose connection is gone may look finished.
      if (stream.aborted || !stream.writableFinished || stream.rstCode !== 0) departure.happen();
    });
    const request = readHttp2(stream, headers, departure);
    stream.setTimeout(requestMs, () => {
      if (stream.readableEnded || stream.headersSent) return;
      writeReply(tooSlow(), stream, http2Wire);
      stream.close();
    });
    handle(request).then(
      (reply) => answer(reply, stream, headers),
      () => http2Wire.breakOff(stream, 'rst-stream'),
    );
  };
}

/**
 * Where nobody has read a body whose length is known, its end is awaited: a Node client that has more than 10 MB to send takes
 * no reply before, and calls it ENHANCE_YOUR_CALM.
 */
async function answer(reply: HttpReply, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
  const unread = stream.readableFlowing === null && !stream.endAfterHeaders;
  if (unread && headers['content-length'] !== undefined) await discard(stream);
  if (!stream.headersSent) writeReply(reply, stream, http2Wire);
}

/** Node's imitation of HTTP/1.1's request and response, for Fastify. */
export function imitateHttp1(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
): [IncomingMessage, ServerResponse] {
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
  const request = new Http2ServerRequest(stream, headers, {}, rawHeaders);
  return [request as unknown as IncomingMessage, new Http2ServerResponse(stream) as unknown as ServerResponse];
}
