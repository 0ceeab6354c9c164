/** Answers what never became a request: what Node's HTTP/1.1 parser refuses, and what comes too slowly. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { createClock } from '../clock.js';
import type { Emulator } from '../emulator.js';
import { exception } from '../exception.js';
import { writeException } from '../smithy/exceptions.js';
import { bufferedBody, type Headers, type HttpReply, type HttpRequest } from '../waist.js';
import { originForm } from './http1.js';

interface Refusal {
  status: number;
  name: string;
  message: string;
}

const malformed: Refusal = { status: 400, name: 'SerializationException', message: 'The request is not valid HTTP.' };
const tooSlow: Refusal = {
  status: 408,
  name: 'RequestTimeoutException',
  message: 'The request did not arrive in time.',
};

/** By the parser's code. AWS's front door answers these with pages of HTML; the form here is the one that its SDKs can read. */
const refusals: Record<string, Refusal> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    name: 'RequestHeaderSectionTooLargeException',
    message: 'The request headers are larger than 64 KiB.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    name: 'RequestEntityTooLargeException',
    message: 'Request Entity Too Large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
};

/** What a user is told whose client opens TLS where there is none. The client itself says "wrong version number". */
const tlsSentence =
  'A client opened TLS on this port, which speaks plain HTTP: use http:// in its endpoint, or start with --tls.';

function writeRefusal({ status, name, message }: Refusal): HttpReply {
  const reply = writeException(exception(name, message, { status, source: 'coral.service' }));
  const clock = createClock();
  reply.headers['x-amzn-requestid'] = clock.uuid();
  reply.headers.date = new Date(clock.realNow()).toUTCString();
  return reply;
}

/** 408 for a request whose body rests. */
export const writeTooSlow = (): HttpReply => writeRefusal(tooSlow);

export interface RefuserOptions {
  handle: Emulator['handle'];
  /** Is told, in one sentence, what a user should know. */
  warn(sentence: string): void;
}

type ParserError = NodeJS.ErrnoException & { rawPacket?: Buffer; bytesParsed?: number };

/**
 * A method that the parser of this Node does not know (QUERY before 20.20) is a request all the same: the emulator answers it.
 * All else gets an exception and the end of the connection.
 */
export function createRefuser({ handle, warn }: RefuserOptions) {
  const refused = new WeakSet<Socket>();
  return async (error: ParserError, socket: Socket, replyBegun: boolean): Promise<void> => {
    // The parser repeats its complaint with each packet that follows.
    if (refused.has(socket)) return;
    refused.add(socket);
    if (replyBegun || !socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const { rawPacket } = error;
    const request = error.code === 'HPE_INVALID_METHOD' && rawPacket && readPacket(rawPacket, socket);
    if (rawPacket?.[0] === 0x16) warn(tlsSentence);
    sayGoodbye(socket, request ? await handle(request) : writeRefusal(refusals[error.code ?? ''] ?? malformed));
  };
}

/** Reads the request that `packet` begins, as far as it can be read without a parser. */
function readPacket(packet: Buffer, socket: Socket): HttpRequest | undefined {
  const [head = ''] = packet.toString('latin1').split('\r\n\r\n', 1);
  const [requestLine = '', ...lines] = head.split('\r\n');
  const [, method, target] = /^([!#$%&'*+.^_`|~\w-]+) (\S+) HTTP\/1\.[01]$/.exec(requestLine) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const headers: Headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return {
    method,
    url: originForm(target),
    headers,
    body: bufferedBody(new Uint8Array()),
    signal: () => new AbortController().signal,
    protocol: 'http/1.1',
    secure: 'encrypted' in socket,
    peer: socket.remoteAddress,
  };
}

/** Writes a reply of which the body is whole, then ends; the peer has a second to read it. */
function sayGoodbye(socket: Socket, reply: HttpReply): void {
  const { status, headers, body } = reply;
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? Buffer.from(body as string) : Buffer.alloc(0);
  const lines = Object.entries({ ...headers, 'content-length': bytes.length, connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n`), bytes]));
  socket.resume();
  socket.setTimeout(1000, () => socket.destroy());
}
