/** Servers that answer in ways that no well-behaved one would: bytes on a socket, and HTTP/2 over TLS, frame by frame. */
import { once } from 'node:events';
import {
  createSecureServer,
  type Http2SecureServer,
  type SecureServerOptions,
  type ServerHttp2Stream,
} from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { selfSignedCertificate } from '../../../src/server/hosts/certificate-files.js';
import { certificateDirectory } from '../hosts/harness.js';

export const certificate = selfSignedCertificate('us-east-1', certificateDirectory);

async function listen(server: Server | Http2SecureServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** `act` is called with the first bytes of each connection. */
export async function serveBytes(act: (socket: Socket, first: string) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', (first) => act(socket, String(first)));
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

export interface SecureServer {
  url: string;
  /** The file of its authority. */
  caPath: string;
  /** Sockets of connections, below TLS, in their order. */
  sockets: Socket[];
}

/** HTTP/2 over TLS. `act` is called with the number of each stream, from 0. */
export async function serveHttp2(
  act: (stream: ServerHttp2Stream, number: number, socket: Socket) => void,
  options: SecureServerOptions = {},
): Promise<SecureServer> {
  const { cert, key, caPath = '' } = await certificate;
  const server = createSecureServer({ cert, key, ...options });
  const sockets: Socket[] = [];
  let streams = 0;
  server.on('connection', (socket) => sockets.push(socket));
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    act(stream, streams++, sockets.at(-1)!);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `https://127.0.0.1:${await listen(server)}`, caPath, sockets };
}
