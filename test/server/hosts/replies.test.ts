import { once } from 'node:events';
import { request as requestHttp1 } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bytes, createGate, openSession, openSocket, requestHttp2, startHost } from './harness.js';

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
    expect(process.memoryUsage().external - before.external).toBeLessThan(128 * 1024 * 1024);
  });
});
