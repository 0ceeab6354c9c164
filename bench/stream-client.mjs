// Opens many streams at once and tells when each delta came: node stream-client.mjs PORT h1|h2 COUNT. Prints JSON: for each stream when it was asked
// for, when its reply began and when each of its deltas came, in milliseconds of the system's clock; null for one that failed. A process of its own,
// so that the server's time is not its own, and bare sockets for both protocols: Node's clients would cost more than the server that is measured.
import { connect } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const [port, protocol, count] = process.argv.slice(2);
const STREAMS_OF_A_SESSION = 100;
const MARK = Buffer.from('contentBlockDelta');
const path = '/model/amazon.nova-lite-v1%3A0/converse-stream';
const body = Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Count.' }] }] }));

const now = () => performance.timeOrigin + performance.now();

function createStream() {
  const stream = { asked: now(), begun: undefined, deltas: [] };
  const see = (bytes) => {
    const at = now();
    stream.begun ??= at;
    for (let from = bytes.indexOf(MARK); from >= 0; from = bytes.indexOf(MARK, from + MARK.length))
      stream.deltas.push(at);
  };
  return { stream, see };
}

function openHttp1() {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      const { stream, see } = createStream();
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      socket.on('data', see);
      socket.on('close', () => resolve(stream));
    });
    socket.on('error', () => resolve(null));
  });
}

const frameType = { data: 0, headers: 1, reset: 3, settings: 4, ping: 6, goaway: 7, windowUpdate: 8 };
const endStream = 1;
const endHeaders = 4;
const acknowledged = 1;
const widest = 0x7fffffff;

function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.set([type, flags], 3);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

const uint32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** HPACK: `:method` POST and `:scheme` http by their numbers in the static table, the path and the length as plain literals. */
const literal = (index, value) => Buffer.concat([Buffer.of(index, value.length), Buffer.from(value)]);
const requestHeaders = Buffer.concat([
  Buffer.of(0x83, 0x86),
  literal(0x04, path),
  literal(0x01, 'localhost'),
  Buffer.from([0x0f, 0x0d, String(body.length).length]),
  Buffer.from(String(body.length)),
]);

/** A window as wide as it can be, once: nothing else needs to be said while streams last. */
const opening = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  frame(frameType.settings, 0, 0, Buffer.concat([Buffer.of(0, 4), uint32(widest)])),
  frame(frameType.windowUpdate, 0, 0, uint32(widest - 65_535)),
]);

function openSession() {
  const open = new Map();
  const socket = connect(Number(port), '127.0.0.1').setNoDelay();
  let held = Buffer.alloc(0);
  let nextId = 1;
  const failAll = () => {
    for (const { resolve } of open.values()) resolve(null);
    open.clear();
  };
  const take = (type, flags, id, payload) => {
    if (type === frameType.settings && !(flags & acknowledged)) socket.write(frame(type, acknowledged, 0));
    if (type === frameType.ping && !(flags & acknowledged)) socket.write(frame(type, acknowledged, 0, payload));
    const one = open.get(id);
    if (!one) return;
    if (type === frameType.data || type === frameType.headers) one.see(payload);
    if (type === frameType.reset || flags & endStream) {
      one.resolve(type === frameType.reset ? null : one.stream);
      open.delete(id);
    }
  };
  socket.on('error', failAll).on('close', failAll);
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let at = 0;
    while (held.length - at >= 9 && held.length - at >= 9 + held.readUIntBE(at, 3)) {
      const end = at + 9 + held.readUIntBE(at, 3);
      take(held[at + 3], held[at + 4], held.readUInt32BE(at + 5), held.subarray(at + 9, end));
      at = end;
    }
    held = held.subarray(at);
  });
  socket.write(opening);
  return {
    ask: () =>
      new Promise((resolve) => {
        const id = nextId;
        nextId += 2;
        open.set(id, { ...createStream(), resolve });
        socket.write(
          Buffer.concat([
            frame(frameType.headers, endHeaders, id, requestHeaders),
            frame(frameType.data, endStream, id, body),
          ]),
        );
      }),
    close: () => socket.destroy(),
  };
}

const sessions = [];
function openHttp2(index) {
  const number = Math.floor(index / STREAMS_OF_A_SESSION);
  sessions[number] ??= openSession();
  return sessions[number].ask();
}

const open = protocol === 'h2' ? openHttp2 : openHttp1;
const streams = [];
for (let index = 0; index < Number(count); index++) {
  streams.push(open(index));
  // The system's queue of connections is short: they come in batches.
  if (index % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 10));
}
/** How late this process itself is: what it cannot tell from the server's lateness. */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const all = await Promise.all(streams);
delay.disable();
for (const session of sessions) session.close();
process.stdout.write(JSON.stringify({ streams: all, ownDelayMs: Math.max(0, delay.percentile(99) / 1e6 - 5) }));
