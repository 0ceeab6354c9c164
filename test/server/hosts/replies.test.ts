import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as requestHttp1 } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/server/hosts/fastify.js';
import type { ReplyEnd } from '../../../src/server/waist.js';
import { type Handle, json, openSession, openSocket, requestHttp2, startHost } from './harness.js';

function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

const bytes = (text: string) => Buffer.from(text);

/** A body that never ends by itself, and a count of those that live. */
function createEndlessBodies() {
  const live = new Set<object>();
  return {
    live,
    async *open(pauseMs: number): AsyncGenerator<Uint8Array> {
      const body = {};
      live.add(body);
      try {
        for (;;) {
          yield bytes('chunk\n');
          await sleep(pauseMs);
        }
      } finally {
        live.delete(body);
      }
    },
  };
}

describe('a reply in chunks', () => {
  it.each(['http1', 'http2'])('goes out as it is made: the first one at once (%s)', async (protocol) => {
    const gate = createGate();
    const host = await startHost(() => ({
      status: 200,
      headers: { 'x-a': 'b' },
      body: (async function* () {
        yield bytes('first');
        await gate.opened;
        yield bytes('last');
      })(),
    }));
    const reply =
      protocol === 'http1'
        ? (await fetch(host.url)).body!
        : (openSession(host).request({ ':path': '/' }) as AsyncIterable<Uint8Array>);
    const got: string[] = [];
    for await (const chunk of reply) {
      got.push(Buffer.from(chunk).toString());
      gate.open();
    }
    expect(got).toEqual(['first', 'last']);
  });

  it.each(['http1', 'http2'])('sends its head though no chunk is there yet (%s)', async (protocol) => {
    const gate = createGate();
    const host = await startHost(() => ({
      status: 207,
      headers: {},
      body: (async function* () {
        await gate.opened;
        yield bytes('late');
      })(),
    }));
    if (protocol === 'http1') {
      const reply = await fetch(host.url);
      expect(reply.status).toBe(207);
      gate.open();
      expect(await reply.text()).toBe('late');
    } else {
      const stream = openSession(host).request({ ':path': '/' });
      const [headers] = await once(stream, 'response');
      expect(headers[':status']).toBe(207);
      gate.open();
      expect(Buffer.concat(await stream.toArray()).toString()).toBe('late');
    }
  });

  it('is one write a chunk over HTTP/1.1', async () => {
    const host = await startHost(() => ({ status: 200, headers: {}, body: [bytes('one'), bytes('two2')] }));
    const connection = openSocket(host);
    connection.socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await connection.until(/3\r\none\r\n4\r\ntwo2\r\n0\r\n\r\n/);
  });

  it('may throw, and then breaks off', async () => {
    const host = await startHost(({ url }) => ({
      status: 200,
      headers: {},
      body:
        url === '/sync'
          ? (function* () {
              yield bytes('one');
              throw new Error('no more');
            })()
          : (async function* () {
              yield bytes('one');
              throw new Error('no more');
            })(),
    }));
    for (const path of ['/sync', '/async']) {
      await expect(fetch(host.url + path).then((reply) => reply.text())).rejects.toThrow();
      await expect(requestHttp2(openSession(host), { ':path': path })).rejects.toThrow('NGHTTP2_INTERNAL_ERROR');
    }
  });
});

describe('a client that goes away', () => {
  it('leaves no live iterator: a thousand streams over HTTP/1.1', async () => {
    const bodies = createEndlessBodies();
    const host = await startHost(() => ({ status: 200, headers: {}, body: bodies.open(5) }));
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 100 }, async () => {
          const socket = connect(host.port, '127.0.0.1');
          socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
          await once(socket, 'data');
          socket.destroy();
        }),
      );
    }
    await expect.poll(() => bodies.live.size).toBe(0);
  });

  it('leaves no live iterator: a thousand streams over HTTP/2', async () => {
    const bodies = createEndlessBodies();
    const host = await startHost(() => ({ status: 200, headers: {}, body: bodies.open(5) }));
    for (let round = 0; round < 10; round++) {
      const session = openSession(host);
      await Promise.all(
        Array.from({ length: 100 }, async (_, index) => {
          const stream = session.request({ ':path': '/' });
          stream.on('error', () => {});
          await once(stream, 'data');
          if (index % 2) stream.close(8);
        }),
      );
      expect(bodies.live.size).toBeGreaterThan(0);
      session.destroy();
    }
    await expect.poll(() => bodies.live.size).toBe(0);
  });

  it('is known at once, though the body is waiting for something else', async () => {
    const returned: string[] = [];
    const host = await startHost(({ url, signal }) => {
      signal.addEventListener('abort', () => returned.push(`${url} aborted`));
      return {
        status: 200,
        headers: {},
        body: {
          [Symbol.asyncIterator]: () => ({
            next: () => new Promise<never>(() => {}),
            return: async () => {
              returned.push(`${url} returned`);
              return { done: true as const, value: undefined };
            },
          }),
        },
      };
    });
    const http1 = openSocket(host);
    http1.socket.write('GET /1 HTTP/1.1\r\nhost: a\r\n\r\n');
    const http2 = openSession(host).request({ ':path': '/2' });
    await Promise.all([http1.until(/200/), once(http2, 'response')]);
    http1.socket.destroy();
    http2.close(8);
    await expect.poll(() => returned.toSorted()).toEqual(['/1 aborted', '/1 returned', '/2 aborted', '/2 returned']);
  });

  it('before its reply is there, gets none, and the body is not kept', async () => {
    const gate = createGate();
    let returned = 0;
    let waiting = 0;
    const body = () => ({
      [Symbol.iterator]: () => ({
        next: () => ({ done: false as const, value: bytes('x') }),
        return: () => {
          returned++;
          return { done: true as const, value: undefined };
        },
      }),
    });
    const host = await startHost(async ({ signal }) => {
      waiting++;
      signal.addEventListener('abort', () => gate.open());
      await gate.opened;
      await sleep(10);
      return { status: 200, headers: {}, body: body() };
    });
    const http1 = openSocket(host);
    http1.socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    const session = openSession(host);
    session.request({ ':path': '/' }).on('error', () => {});
    await expect.poll(() => waiting).toBe(2);
    http1.socket.destroy();
    session.destroy();
    await expect.poll(() => returned).toBe(2);
  });
});

describe('a slow reader', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const total = 200 * 1024 * 1024;

  /** 200 MB, made as they are asked for. */
  function createLargeBody(kind: string) {
    const made = { bytes: 0 };
    function* sync() {
      for (; made.bytes < total; made.bytes += chunk.length) yield chunk;
    }
    async function* async() {
      yield* sync();
    }
    return { made, body: kind === 'sync' ? sync() : async() };
  }

  /** Reads to the end, resting after each 8 MB; answers how far the server ever was ahead. */
  async function readSlowly(reply: AsyncIterable<Uint8Array>, made: { bytes: number }) {
    let received = 0;
    let ahead = 0;
    let rest = 0;
    for await (const part of reply) {
      received += part.length;
      rest += part.length;
      if (rest < 8 * 1024 * 1024) continue;
      rest = 0;
      await sleep(10);
      ahead = Math.max(ahead, made.bytes - received);
    }
    return { received, ahead };
  }

  it.each([
    ['http1', 'sync'],
    ['http1', 'async'],
    ['http2', 'sync'],
    ['http2', 'async'],
  ])('is waited for, and nothing piles up (%s, %s)', async (protocol, kind) => {
    const { made, body } = createLargeBody(kind);
    const host = await startHost(() => ({ status: 200, headers: {}, body }));
    const before = process.memoryUsage();
    let reply: AsyncIterable<Uint8Array>;
    if (protocol === 'http1') {
      const request = requestHttp1(host.url);
      request.end();
      [reply] = await once(request, 'response');
    } else reply = openSession(host).request({ ':path': '/' });
    const { received, ahead } = await readSlowly(reply, made);
    expect(received).toBe(total);
    // What the system's socket buffers hold, and a few chunks.
    expect(ahead).toBeLessThan(16 * 1024 * 1024);
    expect(process.memoryUsage().external - before.external).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('the end of a reply', () => {
  const body = [bytes('one '), bytes('two')];
  const ending: Handle = ({ url }) => {
    const [, kind, end] = url.split('/') as [string, string, ReplyEnd];
    const whole = kind === 'whole';
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: whole ? 'one two' : body, end };
  };

  /** What an HTTP/1.1 client gets, and how it ends. */
  async function seeHttp1(host: Host, path: string, ca?: string) {
    const request = ca ? requestHttps(host.url + path, { ca }) : requestHttp1(host.url + path);
    request.on('error', () => {});
    request.end();
    const [reply] = await once(request, 'response');
    let text = '';
    try {
      for await (const part of reply) text += part;
      return [text, 'end'];
    } catch (error) {
      return [text, (error as Error).message];
    }
  }

  async function seeHttp2(host: Host, path: string, ca?: string) {
    const session = connectHttp2(host.url, { ca });
    const seen: (string | number)[] = [];
    session.on('error', () => {});
    session.on('goaway', (code) => seen.push(`GOAWAY ${code}`));
    const stream = session.request({ ':path': path });
    stream.on('error', (error: NodeJS.ErrnoException) =>
      seen.push(error.code === 'ECONNRESET' ? error.code : error.message),
    );
    let text = '';
    stream.on('data', (part) => {
      text += part;
    });
    await new Promise((resolve) => stream.once('close', resolve));
    session.destroy();
    return [text, ...new Set(seen), stream.rstCode];
  }

  it.each(['whole', 'chunks'])('is as it was told, over HTTP/1.1 (%s)', async (kind) => {
    const host = await startHost(ending);
    expect(await seeHttp1(host, `/${kind}/clean`)).toEqual(['one two', 'end']);
    for (const end of ['reset', 'rst-stream', 'goaway'])
      expect(await seeHttp1(host, `/${kind}/${end}`)).toEqual(['one two', 'aborted']);
  });

  it('is an RST or a FIN of the connection', async () => {
    const host = await startHost(ending);
    const endOf = async (path: string) => {
      const socket = connect(host.port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
      socket.resume();
      return new Promise((resolve) => {
        socket.once('end', () => resolve('FIN'));
        socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      });
    };
    expect(await endOf('/chunks/reset')).toBe('ECONNRESET');
    expect(await endOf('/chunks/rst-stream')).toBe('ECONNRESET');
    expect(await endOf('/chunks/goaway')).toBe('FIN');
  });

  it.each(['whole', 'chunks'])('is as it was told, over HTTP/2 (%s)', async (kind) => {
    const host = await startHost(ending);
    expect(await seeHttp2(host, `/${kind}/clean`)).toEqual(['one two', 0]);
    expect(await seeHttp2(host, `/${kind}/reset`)).toEqual(['one two', 'ECONNRESET', 2]);
    expect(await seeHttp2(host, `/${kind}/rst-stream`)).toEqual([
      'one two',
      'Stream closed with error code NGHTTP2_INTERNAL_ERROR',
      2,
    ]);
    expect(await seeHttp2(host, `/${kind}/goaway`)).toEqual(['one two', 'GOAWAY 0', 8]);
  });

  it('breaks only its own stream with rst-stream', async () => {
    const host = await startHost(({ url }) =>
      url === '/ok' ? json({}) : { status: 200, headers: {}, body, end: 'rst-stream' },
    );
    const session = openSession(host);
    await expect(requestHttp2(session, { ':path': '/cut' })).rejects.toThrow('NGHTTP2_INTERNAL_ERROR');
    expect((await requestHttp2(session, { ':path': '/ok' })).body).toBe('{}');
  });

  it('reaches through TLS', async () => {
    const host = await startHost(ending, { tls: true });
    const ca = readFileSync(host.caPath!, 'utf8');
    expect(await seeHttp1(host, '/chunks/clean', ca)).toEqual(['one two', 'end']);
    expect(await seeHttp1(host, '/chunks/goaway', ca)).toEqual(['one two', 'aborted']);
    expect((await seeHttp1(host, '/chunks/reset', ca))[1]).toBe('aborted');
    expect((await seeHttp2(host, '/chunks/reset', ca)).at(1)).toBe('ECONNRESET');
    expect(await seeHttp2(host, '/chunks/goaway', ca)).toEqual(['one two', 'GOAWAY 0', 8]);
  });

  it('may come straight after the head', async () => {
    const host = await startHost(() => ({ status: 200, headers: {}, body: [], end: 'reset' }));
    expect(await seeHttp1(host, '/')).toEqual(['', 'aborted']);
    expect(await seeHttp2(host, '/')).toEqual(['', 'ECONNRESET', 2]);
  });
});
