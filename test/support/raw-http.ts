/** Requests that no client would make: bytes on a socket, and HTTP/2 without an SDK. */
import { connect as connectHttp2, type OutgoingHttpHeaders } from 'node:http2';
import { connect } from 'node:net';

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

export interface HttpQuestion {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** Longer than any reply takes; who waits longer hangs. */
const patienceMs = 5000;

function withPatience<Value>(promise: Promise<Value>, giveUp: () => void): Promise<Value> {
  let timer: NodeJS.Timeout;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply, and no end, in ${patienceMs} ms`)), patienceMs);
  });
  return Promise.race([promise, hung]).finally(() => {
    clearTimeout(timer);
    giveUp();
  });
}

/**
 * Writes `bytes` and reads until the server closes. `undefined`: it closed without a reply. `leave` ends our own side after
 * the last byte. Rejects where neither comes in time.
 */
export function sendBytes(
  port: number,
  bytes: string | Uint8Array,
  { leave = false } = {},
): Promise<HttpAnswer | undefined> {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<HttpAnswer | undefined>((resolve) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks))));
  });
  if (leave) socket.end(bytes);
  else socket.write(bytes);
  return withPatience(answer, () => socket.destroy());
}

function parseAnswer(bytes: Buffer): HttpAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, body: bytes.subarray(end + 4) };
}

/** One request over a connection of its own. */
export function askHttp1(
  port: number,
  { method = 'POST', path, headers = {}, body = '' }: HttpQuestion,
): Promise<HttpAnswer | undefined> {
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    connection: 'close',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return sendBytes(port, Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body as string)]));
}

/** `undefined`: the stream or its session was ended without a reply. */
export function askHttp2(
  port: number,
  { method = 'POST', path, headers = {}, body = '' }: HttpQuestion,
): Promise<HttpAnswer | undefined> {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  const answer = new Promise<HttpAnswer | undefined>((resolve) => {
    let head: OutgoingHttpHeaders | undefined;
    const chunks: Buffer[] = [];
    session.on('error', () => resolve(undefined));
    session.on('close', () => resolve(undefined));
    const stream = session.request({ ':method': method, ':path': path, ...headers }, { endStream: false });
    stream.on('error', () => {});
    stream.on('response', (given) => {
      head = given;
    });
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('close', () => {
      const { ':status': status, ...rest } = head ?? {};
      resolve(head && { status: Number(status), headers: rest as Record<string, string>, body: Buffer.concat(chunks) });
    });
    stream.end(body);
  });
  return withPatience(answer, () => session.destroy());
}
