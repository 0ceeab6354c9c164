import type { ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { open, see } from './see.js';
import { serveBytes, serveHttp2 } from './servers.js';

const head = 'HTTP/1.1 200 OK\r\n';
const chunked = `${head}transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n`;

describe('an upstream that speaks HTTP/1.1', () => {
  it.each<[string, (socket: Socket) => void, unknown[]]>([
    ['answers', (socket) => socket.write(`${head}content-length: 3\r\n\r\nabc`), [200, 'abc', 'end']],
    ['answers until it closes', (socket) => socket.end(`${head}\r\nabc`), [200, 'abc', 'end']],
    [
      'sends elsewhere',
      (socket) => socket.write('HTTP/1.1 302 Found\r\nlocation: http://x/\r\ncontent-length: 0\r\n\r\n'),
      [302, 'end'],
    ],
    ['closes without a word', (socket) => socket.end(), ['reset']],
    ['resets', (socket) => socket.resetAndDestroy(), ['reset']],
    ['speaks something else', (socket) => socket.end('220 mail.example.com ESMTP\r\n\r\n'), ['reset']],
    ['closes within its head', (socket) => socket.end(`${head}content-le`), ['reset']],
    [
      'says less than it announced',
      (socket) => socket.end(`${head}content-length: 9\r\n\r\nabc`),
      [200, 'abc', 'reset'],
    ],
    ['closes before its last chunk', (socket) => socket.end(chunked), [200, 'abc', 'reset']],
    ['sends a chunk that is none', (socket) => socket.write(`${chunked}what?\r\n`), [200, 'abc', 'reset']],
    ['gives a head without end', (socket) => socket.write(`${head}x: ${'y'.repeat(70_000)}\r\n\r\n`), ['reset']],
  ])('that %s', async (_, act, expected) => {
    expect(await see(open(), await serveBytes(act))).toEqual(expected);
  });
});

const later = (act: () => void) => setTimeout(act, 20);

/** A reply that has begun, and what becomes of it. */
const then =
  (act: (stream: ServerHttp2Stream, socket: Socket) => void) => (stream: ServerHttp2Stream, socket: Socket) => {
    stream.respond({ ':status': 200 });
    stream.write('abc', () => later(() => act(stream, socket)));
  };
const goodbye = (stream: ServerHttp2Stream, code: number) => stream.session?.goaway(code, stream.id);

describe('an upstream that speaks HTTP/2', () => {
  it.each<[string, (stream: ServerHttp2Stream, socket: Socket) => void, unknown[]]>([
    ['answers', then((stream) => stream.end('def')), [200, 'abc', 'def', 'end']],
    [
      'says goodbye and goes on to the end',
      then((stream) => {
        goodbye(stream, 0);
        later(() => stream.end('def'));
      }),
      [200, 'abc', 'def', 'end'],
    ],
    [
      'says goodbye and leaves',
      then((stream) => {
        goodbye(stream, 0);
        later(() => stream.session?.destroy());
      }),
      [200, 'abc', 'goaway'],
    ],
    ['says goodbye with an error', (stream) => goodbye(stream, 2), ['goaway']],
    ['breaks the stream off before a head', (stream) => stream.close(2), ['rst-stream']],
    ['refuses the stream', (stream) => stream.close(7), ['rst-stream']],
    ['breaks the stream off', then((stream) => stream.destroy(new Error('broken'))), [200, 'abc', 'rst-stream']],
    [
      'cancels the stream',
      then((stream) => stream.destroy(Object.assign(new Error('aborted'), { name: 'AbortError', code: 'ABORT_ERR' }))),
      [200, 'abc', 'rst-stream'],
    ],
    ['resets the connection', then((_, socket) => socket.resetAndDestroy()), [200, 'abc', 'reset']],
    ['closes the connection', then((_, socket) => socket.end()), [200, 'abc', 'reset']],
    [
      'says less than it announced',
      (stream) => {
        stream.respond({ ':status': 200, 'content-length': 9 });
        stream.end('abc');
      },
      [200, 'abc', 'rst-stream'],
    ],
  ])('that %s; the next call is answered', async (_, act, expected) => {
    const server = await serveHttp2((stream, number, socket) =>
      number === 0 ? act(stream, socket) : stream.respond({ ':status': 200 }, { endStream: true }),
    );
    const transport = open({ caFiles: [server.caPath] });
    expect(await see(transport, server.url)).toEqual(expected);
    expect(await see(transport, server.url)).toEqual([200, 'end']);
  });
});
