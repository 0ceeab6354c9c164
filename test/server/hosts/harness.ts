/** What the tests of the hosts share: a host around a handler of the test's own, and clients that see the wire. */
import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2, type IncomingHttpHeaders } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHost, type Host, type HostOptions } from '../../../src/server/hosts/fastify.js';
import type { HttpReply, HttpRequest } from '../../../src/server/waist.js';

export type Handle = (request: HttpRequest) => Promise<HttpReply> | HttpReply;

/** Certificates are kept between runs: making the keys takes most of a second. */
export const certificateDirectory = join(tmpdir(), 'bedrock-local-test-certificates');

/** A host on a free port that is closed when the test has ended. */
export async function startHost(handle: Handle, options: Partial<HostOptions> = {}): Promise<Host> {
  const emulator = { handle: async (request: HttpRequest) => handle(request) };
  const host = await createHost({ port: 0, certificateDirectory, drainMs: 100, ...options, emulator });
  onTestFinished(() => host.close());
  return host;
}

export const json = (value: unknown, status = 200): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** Says what it was asked. */
export const echo: Handle = async ({ method, url, headers, body, protocol, secure }) =>
  json({ method, url, headers, protocol, secure, body: Buffer.from(await body.bytes(1e6)).toString() });

/** A TCP connection that collects what comes. */
export function openSocket(host: Host) {
  const socket: Socket = connect(host.port, '127.0.0.1');
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  return {
    socket,
    text: () => text,
    /** Resolves when what came matches. */
    async until(pattern: RegExp) {
      while (!pattern.test(text)) await once(socket, 'data');
    },
    /** Everything that came, once the server has ended the connection. */
    async rest() {
      if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
      return text;
    },
  };
}

/** What comes back for these bytes, once the server has ended the connection. */
export async function sendBytes(host: Host, bytes: string | Uint8Array): Promise<string> {
  const connection = openSocket(host);
  connection.socket.write(bytes);
  return connection.rest();
}

export function openSession(host: Host, ca?: string): ClientHttp2Session {
  const session = connectHttp2(host.url, { ca });
  session.on('error', () => {});
  onTestFinished(() => void session.destroy());
  return session;
}

export interface Http2Reply {
  headers: IncomingHttpHeaders;
  body: string;
}

/** One request over HTTP/2; rejects where the stream fails. */
export async function requestHttp2(
  session: ClientHttp2Session,
  headers: Record<string, string>,
  body?: string | Uint8Array,
): Promise<Http2Reply> {
  const framed = body === undefined ? { ':method': 'GET' } : { ':method': 'POST', 'content-length': body.length };
  const stream = session.request({ ...framed, ...headers });
  stream.end(body);
  const [replyHeaders] = await once(stream, 'response');
  let text = '';
  for await (const chunk of stream) text += chunk;
  return { headers: replyHeaders, body: text };
}

/** Resolves when `condition` holds; the test's own time limit bounds it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Something to wait for, and the way to end the wait. */
export function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

export const bytes = (text: string): Uint8Array => Buffer.from(text);
