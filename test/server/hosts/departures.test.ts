import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bytes, createGate, openSession, openSocket, startHost } from './harness.js';

/** A body that never ends by itself, and a count of those that live. */
function createEndlessBodies() {
  const live = new Set<object>();
  const signals: AbortSignal[] = [];
  return {
    live,
    signals,
    async *open(signal: AbortSignal): AsyncGenerator<Uint8Array> {
      signals.push(signal);
      const body = {};
      live.add(body);
      try {
        for (;;) {
          yield bytes('chunk\n');
          await sleep(5);
        }
      } finally {
        live.delete(body);
      }
    },
  };
}

describe('a client that goes away', () => {
  it('leaves no live iterator: a thousand streams over HTTP/1.1', async () => {
    const bodies = createEndlessBodies();
    const host = await startHost(({ signal }) => ({ status: 200, headers: {}, body: bodies.open(signal()) }));
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
    expect(bodies.signals.filter((signal) => signal.aborted)).toHaveLength(1000);
  });

  it('leaves no live iterator: a thousand streams over HTTP/2', async () => {
    const bodies = createEndlessBodies();
    const host = await startHost(({ signal }) => ({ status: 200, headers: {}, body: bodies.open(signal()) }));
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
    expect(bodies.signals.filter((signal) => signal.aborted)).toHaveLength(1000);
  });

  it('is known at once, though the body is waiting for something else', async () => {
    const returned: string[] = [];
    const host = await startHost(({ url, signal }) => {
      signal().addEventListener('abort', () => returned.push(`${url} aborted`));
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
      signal().addEventListener('abort', () => gate.open());
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
