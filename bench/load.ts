/** Load generators that cost little themselves: raw sockets for HTTP/1.1, one session for HTTP/2. */
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import type { BenchRequest } from './requests.js';

const CONNECTIONS = 16;

/** Sends requests for `milliseconds` and gives how many were answered whole. */
export type Load = (port: number, request: BenchRequest, milliseconds: number) => Promise<number>;

/** Keeps this process awake: to wake a client that sleeps costs a server more than its reply, and the slow ones alone pay it. */
async function awake<Result>(work: Promise<Result>): Promise<Result> {
  let over = false;
  const turn = () => {
    if (!over) setImmediate(turn);
  };
  turn();
  return work.finally(() => {
    over = true;
  });
}

export const loadHttp1: Load = async (port, request, milliseconds) => {
  const connections = Array.from({ length: CONNECTIONS }, () => oneConnection(port, request, milliseconds));
  const counts = await awake(Promise.all(connections));
  return counts.reduce((sum, count) => sum + count, 0);
};

function oneConnection(port: number, request: BenchRequest, milliseconds: number): Promise<number> {
  const message = Buffer.from(
    `POST ${request.path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(request.body)}\r\n\r\n${request.body}`,
  );
  return new Promise((resolve, reject) => {
    const until = performance.now() + milliseconds;
    const socket = connect(port, '127.0.0.1').setNoDelay();
    let answered = 0;
    let held = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('close', () => resolve(answered));
    socket.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      if (!isWhole(held)) return;
      if (!held.subarray(9, 12).equals(Buffer.from('200'))) return reject(new Error(held.toString('utf8', 0, 300)));
      answered += 1;
      held = Buffer.alloc(0);
      if (performance.now() >= until) socket.destroy();
      else socket.write(message);
    });
    socket.write(message);
  });
}

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('0\r\n\r\n');

function isWhole(reply: Buffer): boolean {
  const end = reply.indexOf(headEnd);
  if (end < 0) return false;
  const length = /content-length: (\d+)/i.exec(reply.toString('latin1', 0, end));
  return length ? reply.length >= end + 4 + Number(length[1]) : reply.subarray(-lastChunk.length).equals(lastChunk);
}

export const loadHttp2: Load = (port, request, milliseconds) => awake(oneSession(port, request, milliseconds));

function oneSession(port: number, request: BenchRequest, milliseconds: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const until = performance.now() + milliseconds;
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    let answered = 0;
    let open = CONNECTIONS;
    session.on('error', reject);
    const next = () => {
      if (performance.now() >= until) {
        open -= 1;
        if (open === 0) session.close(() => resolve(answered));
        return;
      }
      const stream = session.request({ ':method': 'POST', ':path': request.path, 'content-type': 'application/json' });
      stream.on('response', (headers) => {
        if (headers[':status'] !== 200) reject(new Error(`status ${headers[':status']}`));
      });
      stream.on('data', () => {});
      stream.on('end', () => {
        answered += 1;
        next();
      });
      stream.on('error', reject);
      stream.end(request.body);
    };
    for (let index = 0; index < CONNECTIONS; index++) next();
  });
}
