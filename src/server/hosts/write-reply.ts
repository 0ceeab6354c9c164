/** Writes a reply to a client, whichever protocol carries it. */
import type { Writable } from 'node:stream';
import { BrokenConnection, type Headers, type HttpReply, type ReplyEnd } from '../waist.js';
import { pumpAsync, pumpSync } from './pump.js';

export type BrokenEnd = Exclude<ReplyEnd, 'clean'>;

/** The few things in which HTTP/1.1 and HTTP/2 differ for a reply. */
export interface ReplyWire<Sink extends Writable> {
  /** Sends the head and the whole body together. */
  writeWhole(sink: Sink, status: number, headers: Headers, body: Uint8Array | string): void;
  /** Gives the head to the sink; it goes out with the first chunk. */
  writeHead(sink: Sink, status: number, headers: Headers): void;
  /** Sends the head though there is no chunk yet. */
  flushHead(sink: Sink): void;
  /** Breaks the reply off at once. */
  breakOff(sink: Sink, end: BrokenEnd): void;
}

/** They speak of one connection, so they are the host's to write; HTTP/2 forbids them. */
const connectionHeaders = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);
const noBytes = new Uint8Array();

/** Never throws: a reply that cannot be written, or whose body throws, is broken off. */
export function writeReply<Sink extends Writable>(reply: HttpReply, sink: Sink, wire: ReplyWire<Sink>): void {
  const { status, body, end = 'clean' } = reply;
  const whole = typeof body === 'string' || body instanceof Uint8Array;
  if (sink.destroyed) {
    if (!whole) abandon(body);
    return;
  }
  if (status === 0 && end !== 'clean') return void wire.breakOff(sink, end);
  try {
    const headers = endToEndHeaders(reply.headers);
    if (!whole) writeChunks({ status, headers, body, end }, sink, wire);
    else if (end !== 'clean') writeChunks({ status, headers, body: [Buffer.from(body as string)], end }, sink, wire);
    else {
      if (status !== 204 && status !== 304) headers['content-length'] = String(Buffer.byteLength(body));
      wire.writeWhole(sink, status, headers, body);
    }
  } catch {
    if (!whole) abandon(body);
    wire.breakOff(sink, 'rst-stream');
  }
}

function endToEndHeaders(given: Headers): Headers {
  const headers: Headers = {};
  for (const name in given) if (!connectionHeaders.has(name)) headers[name] = given[name]!;
  return headers;
}

interface ChunkedReply {
  status: number;
  headers: Headers;
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  end: ReplyEnd;
}

function writeChunks<Sink extends Writable>(reply: ChunkedReply, sink: Sink, wire: ReplyWire<Sink>): void {
  const { status, headers, body, end } = reply;
  wire.writeHead(sink, status, headers);
  // The callback comes when everything before it has been handed to the system.
  const breakAfterAll = (brokenEnd: BrokenEnd) => sink.write(noBytes, () => wire.breakOff(sink, brokenEnd));
  const events = {
    waiting: () => wire.flushHead(sink),
    done() {
      if (end === 'clean') sink.end();
      else breakAfterAll(end);
    },
    failed(thrown: unknown) {
      if (thrown instanceof BrokenConnection) breakAfterAll(thrown.end);
      else wire.breakOff(sink, 'rst-stream');
    },
  };
  const stop = Symbol.asyncIterator in body ? pumpAsync(body, sink, events) : pumpSync(body, sink, events);
  sink.once('close', stop);
}

/** A body that will not be read may still hold something open. */
function abandon(body: ChunkedReply['body']): void {
  if (Symbol.asyncIterator in body)
    body[Symbol.asyncIterator]()
      .return?.()
      ?.catch(() => {});
  else body[Symbol.iterator]().return?.();
}
