// Opens many streams at once and tells when each delta came: node stream-client.mjs PORT h1|h2 COUNT. Prints JSON: for each delta of a stream the
// milliseconds since the head of its reply came, one list a stream. A process of its own, so that the server's time is not its own.
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';

const [port, protocol, count] = process.argv.slice(2);
const STREAMS_OF_A_SESSION = 200;
const MARK = Buffer.from('contentBlockDelta');
const path = '/model/amazon.nova-lite-v1%3A0/converse-stream';
const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Count.' }] }] });

/** Adds one arrival for each delta in a piece of a stream. */
function createCounter() {
  let head;
  const times = [];
  const begin = () => {
    head ??= performance.now();
  };
  const see = (bytes) => {
    begin();
    const at = performance.now() - head;
    for (let from = bytes.indexOf(MARK); from >= 0; from = bytes.indexOf(MARK, from + MARK.length)) times.push(at);
  };
  return { begin, see, times };
}

function openHttp1() {
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      const { see, times } = createCounter();
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      socket.on('data', see);
      socket.on('close', () => resolve(times));
    });
    socket.on('error', () => resolve(undefined));
  });
}

const sessions = [];
function openHttp2(index) {
  const number = Math.floor(index / STREAMS_OF_A_SESSION);
  sessions[number] ??= connectHttp2(`http://127.0.0.1:${port}`, { peerMaxConcurrentStreams: STREAMS_OF_A_SESSION });
  return new Promise((resolve) => {
    const stream = sessions[number].request({ ':method': 'POST', ':path': path });
    const { begin, see, times } = createCounter();
    stream.on('response', begin);
    stream.on('data', see);
    stream.on('close', () => resolve(times));
    stream.on('error', () => resolve(undefined));
    stream.end(body);
  });
}

const open = protocol === 'h2' ? openHttp2 : openHttp1;
const streams = [];
for (let index = 0; index < Number(count); index++) {
  streams.push(open(index));
  // The system's queue of connections is short: they come in batches.
  if (index % 100 === 99) await new Promise((resolve) => setTimeout(resolve, protocol === 'h2' ? 5 : 15));
}
const all = await Promise.all(streams);
for (const session of sessions) session.close();
process.stdout.write(JSON.stringify(all));
