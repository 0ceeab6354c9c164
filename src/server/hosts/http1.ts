/** HTTP/1.1 to the waist and back, over Node's request and response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Emulator } from '../emulator.js';
import type { Headers, HttpRequest } from '../waist.js';
import { resetConnection } from './connection.js';
import { createDeparture, type Departure } from './departure.js';
import { emptyBody, streamedBody } from './request-body.js';
import { type ReplyWire, writeReply } from './write-reply.js';

export const http1Wire: ReplyWire<ServerResponse> = {
  writeWhole(response, status, headers, body) {
    response.writeHead(status, headers);
    response.end(body);
  },
  writeHead: (response, status, headers) => void response.writeHead(status, headers),
  flushHead: (response) => response.flushHeaders(),
  breakOff(response, end) {
    const { socket } = response;
    if (!socket) response.destroy();
    else if (end === 'goaway') socket.destroySoon();
    else resetConnection(socket);
  },
};

/** A request line may hold a whole address (`POST http://host/path`), as clients send to a proxy; its origin is cut off. */
export function originForm(target: string): string {
  if (target.charCodeAt(0) === 47) return target;
  const path = /^https?:\/\/[^/?]*(.*)$/i.exec(target)?.[1];
  if (path === undefined) return target;
  return path.startsWith('/') ? path : `/${path}`;
}

export function readHttp1(request: IncomingMessage, departure: Departure): HttpRequest {
  const { headers, socket } = request;
  const announced = headers['content-length'];
  const bodied = announced !== undefined ? announced !== '0' : headers['transfer-encoding'] !== undefined;
  return {
    method: request.method!,
    url: originForm(request.url!),
    headers: headers as Headers,
    body: bodied ? streamedBody(request) : emptyBody,
    signal: departure.signal,
    protocol: 'http/1.1',
    secure: (socket as TLSSocket).encrypted === true,
    peer: socket.remoteAddress,
  };
}

/** A listener of requests that hands each to `handle`. */
export function serveHttp1(handle: Emulator['handle']): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const departure = createDeparture();
    response.on('error', () => {});
    response.on('close', () => {
      if (!response.writableFinished) departure.happen();
    });
    handle(readHttp1(request, departure)).then(
      (reply) => writeReply(reply, response, http1Wire),
      () => http1Wire.breakOff(response, 'reset'),
    );
  };
}
