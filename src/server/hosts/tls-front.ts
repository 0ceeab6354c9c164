/** Takes TCP sockets on which a client has begun TLS, and gives back the TLS sockets above them. */
import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { carries } from './connection.js';

/**
 * Offers `h2` and `http/1.1`; a client that names neither is taken for an HTTP/1.1 one. A handshake that fails, or takes longer
 * than `handshakeTimeout` milliseconds, ends the connection.
 */
export function createTlsFront(
  pem: { cert: string; key: string },
  handshakeTimeout: number,
  accept: (socket: TLSSocket, transport: Socket) => void,
): (transport: Socket) => void {
  const pending = new Map<string, Socket>();
  const addressOf = (socket: Socket) => `${socket.remoteAddress} ${socket.remotePort}`;
  const server = createServer({ ...pem, handshakeTimeout, ALPNProtocols: ['h2', 'http/1.1'] });
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
