import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/server/hosts/fastify.js';
import { echo, type Handle, json, openSession, openSocket, requestHttp2, startHost } from './harness.js';

async function millisecondsOfClose(host: Host): Promise<number> {
  const start = performance.now();
  await host.close();
  return performance.now() - start;
}

/** `/endless` never ends, `/soon` takes 100 ms, all else is answered at once. */
const handle: Handle = async ({ url, body, signal }) => {
  if (url === '/soon') await sleep(100);
  if (url === '/never') await sleep(60_000, undefined, { signal: signal() });
  if (url === '/body') await body.bytes(1000);
  if (url !== '/endless') return json({ url });
  return {
    status: 200,
    headers: {},
    body: (async function* () {
      for (;;) {
        yield Buffer.from('chunk');
        await sleep(20);
      }
    })(),
  };
};

describe('closing', () => {
  it('is done at once when all that is open rests', async () => {
    const host = await startHost(handle, { tls: true, drainMs: 900 });
    const ca = readFileSync(host.caPath!, 'utf8');
    const overTls = openSession(host, ca);
    const plain = openSession({ ...host, url: `http://127.0.0.1:${host.port}` });
    const goaways = new Set<object>();
    for (const session of [overTls, plain]) {
      session.on('goaway', () => goaways.add(session));
      await requestHttp2(session, { ':path': '/' });
    }
    const http1 = openSocket(host);
    http1.socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await http1.until(/"url"/);
    const silent = openSocket(host);
    const half = openSocket(host);
    half.socket.write('GET / HTTP/1.1\r\nho');
    const handshaking = openSocket(host);
    handshaking.socket.write(Buffer.from('160301', 'hex'));
    await sleep(20);

    const ends = Promise.all([once(overTls, 'close'), once(plain, 'close'), http1.rest(), silent.rest(), half.rest()]);
    expect(await millisecondsOfClose(host)).toBeLessThan(600);
    await ends;
    expect(goaways.size).toBe(2);
  });

  it('does not wait for a peer that never ends its own side', async () => {
    const host = await startHost(handle, { drainMs: 900 });
    const connection = openSocket(host);
    // A whole session, by hand: nothing on this side will ever close it.
    connection.socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
    await connection.until(/\x04\x01/);
    expect(await millisecondsOfClose(host)).toBeLessThan(600);
  });

  it('lets requests under way end, and takes no new ones', async () => {
    const host = await startHost(handle, { drainMs: 900 });
    const http1 = fetch(`${host.url}/soon`);
    const http2 = requestHttp2(openSession(host), { ':path': '/soon' });
    await sleep(30);
    const closed = millisecondsOfClose(host);
    expect(await (await http1).json()).toEqual({ url: '/soon' });
    expect((await http2).body).toBe('{"url":"/soon"}');
    await expect(fetch(host.url)).rejects.toThrow();
    expect(await closed).toBeLessThan(500);
  });

  it('cuts what is left after the grace, streams and waits alike', async () => {
    const host = await startHost(handle, { tls: true, drainMs: 200 });
    const ca = readFileSync(host.caPath!, 'utf8');
    const sessions = [openSession(host, ca), openSession({ ...host, url: `http://127.0.0.1:${host.port}` })];
    for (const session of sessions) {
      for (const path of ['/endless', '/never'])
        session
          .request({ ':path': path })
          .on('error', () => {})
          .resume();
      session
        .request({ ':path': '/body', ':method': 'POST' })
        .on('error', () => {})
        .write('{');
    }
    const http1 = ['/endless', '/never', '/body'].map((path) => {
      const connection = openSocket(host);
      connection.socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n`);
      return connection;
    });
    await sleep(50);
    const ends = Promise.all([...sessions.map((session) => once(session, 'close')), ...http1.map((one) => one.rest())]);
    const took = await millisecondsOfClose(host);
    expect(took).toBeGreaterThan(190);
    expect(took).toBeLessThan(500);
    await ends;
  });

  it('sends the whole of a large reply that is written but not read yet', async () => {
    const body = Buffer.alloc(20_000_000, 'x');
    const host = await startHost(() => ({ status: 200, headers: {}, body }), { drainMs: 2000 });
    const socket = connect(host.port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(socket, 'readable');
    const closed = host.close();
    let received = 0;
    for await (const chunk of socket) {
      received += chunk.length;
      if (received % 7 === 0) await sleep(1);
    }
    expect(received).toBeGreaterThan(body.length);
    await closed;
  });

  it('frees the port, and may be asked for twice', async () => {
    const host = await startHost(echo);
    await Promise.all([host.close(), host.close()]);
    const next = await startHost(echo, { port: host.port });
    expect((await fetch(next.url)).status).toBe(200);
  });
});
