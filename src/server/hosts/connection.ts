/** What the first bytes of a connection say, and how a connection is broken off. */
import type { Socket } from 'node:net';
import { createClock } from '../clock.js';

export type Protocol = 'http1' | 'http2' | 'tls';

const http2Preface = Buffer.from('PRI * HTTP/2.0\r\n');
const tlsHandshake = 0x16;

/** The protocol that `first` begins; undefined while it could still become HTTP/2's preface. Whatever is neither is HTTP/1.1's to judge. */
export function protocolOf(first: Uint8Array): Protocol | undefined {
  if (first[0] === tlsHandshake) return 'tls';
  const length = Math.min(first.length, http2Preface.length);
  if (http2Preface.compare(first, 0, length, 0, length) !== 0) return 'http1';
  return length === http2Preface.length ? 'http2' : undefined;
}

/**
 * Waits for the first bytes of `socket`, puts them back and hands over what they begin. A peer that does not make itself
 * known within `milliseconds`, or leaves before, is closed and never handed over.
 */
export function sniff(socket: Socket, milliseconds: number, handOver: (protocol: Protocol) => void): void {
  let first: Buffer = Buffer.alloc(0);
  const giveUp = () => socket.destroy();
  const read = () => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
    const protocol = protocolOf(first);
    if (protocol === undefined) return;
    socket.off('readable', read).off('end', giveUp).setTimeout(0, giveUp);
    socket.unshift(first);
    handOver(protocol);
  };
  socket.on('readable', read).on('end', giveUp).setTimeout(milliseconds, giveUp);
}

const carriers = new WeakMap<object, Socket>();

/** Remembers on which socket a TLS socket or an HTTP/2 session stands. */
export function carries(carrier: Socket, carried: object): void {
  carriers.set(carried, carrier);
}

/** Lets a client take what it was sent: one that meets data and the end of its connection together may overlook either. */
export const letArrive = (): Promise<void> => createClock().sleep(10);

/** Ends the TCP connection below `carried` with an RST: `ECONNRESET` for the peer. Only TCP itself can be reset. */
export async function resetConnection(carried: object): Promise<void> {
  const carrier = carriers.get(carried);
  if (carrier) return resetConnection(carrier);
  await letArrive();
  (carried as Socket).resetAndDestroy();
}
