import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request as requestHttp1 } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { echo, json, openSession, openSocket, requestHttp2, startHost } from './harness.js';

describe('one port', () => {
  it('answers HTTP/1.1', async () => {
    const host = await startHost(echo);
    const reply = await fetch(`${host.url}/model/a%3A0/converse?x=1`, { method: 'POST', body: '{}' });
    expect(await reply.json()).toMatchObject({
      method: 'POST',
      url: '/model/a%3A0/converse?x=1',
      protocol: 'http/1.1',
      secure: false,
      body: '{}',
      headers: { host: `127.0.0.1:${host.port}` },
    });
  });

  it('answers HTTP/2 with prior knowledge, and gives :authority as host too', async () => {
    const host = await startHost(echo);
    const reply = await requestHttp2(openSession(host), { ':path': '/model/a%3A0/converse', 'x-a': 'b' }, '{}');
    expect(JSON.parse(reply.body)).toMatchObject({
      method: 'POST',
      url: '/model/a%3A0/converse',
      protocol: 'h2',
      body: '{}',
      headers: { 'x-a': 'b', host: `127.0.0.1:${host.port}`, ':authority': `127.0.0.1:${host.port}` },
    });
    expect(reply.headers['content-length']).toBe(String(reply.body.length));
  });

  it('answers both over TLS, and plain HTTP beside it', async () => {
    const host = await startHost(echo, { tls: true });
    expect(host).toMatchObject({ protocol: 'https', url: `https://127.0.0.1:${host.port}` });
    const ca = readFileSync(host.caPath!, 'utf8');

    const overHttp2 = await requestHttp2(openSession(host, ca), { ':path': '/a' });
    expect(JSON.parse(overHttp2.body)).toMatchObject({ protocol: 'h2', secure: true });

    const overHttp1 = requestHttps(`${host.url}/b`, { ca });
    overHttp1.end();
    const [reply] = await once(overHttp1, 'response');
    expect(JSON.parse(Buffer.concat(await reply.toArray()).toString())).toMatchObject({
      protocol: 'http/1.1',
      secure: true,
    });

    const plain = await fetch(`http://127.0.0.1:${host.port}/c`);
    expect(await plain.json()).toMatchObject({ secure: false });
  });

  it('takes a TLS client that names no protocol for an HTTP/1.1 one', async () => {
    const host = await startHost(echo, { tls: true });
    const socket = connectTls({ port: host.port, host: '127.0.0.1', ca: readFileSync(host.caPath!) });
    socket.write('GET /old HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(Buffer.concat(await socket.toArray()).toString()).toMatch(/^HTTP\/1.1 200 OK\r\n.*"url":"\/old"/s);
  });

  it('waits for the rest of a first packet that could become either protocol', async () => {
    const host = await startHost(echo);
    const http1 = openSocket(host);
    for (const part of ['P', 'R', 'OPFIND /x HTTP/1.1\r\nhost: a\r\n', '\r\n']) {
      http1.socket.write(part);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await http1.until(/"method":"PROPFIND"/);

    const http2 = openSocket(host);
    for (const part of ['P', 'RI * HTTP/2.0\r', '\n\r\nSM\r\n\r\n', '\0\0\0\x04\0\0\0\0\0']) {
      http2.socket.write(part);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    // The server's SETTINGS, and its acknowledgement of the client's.
    await http2.until(/\x04\x01\0\0\0\0/);
  });

  it('keeps an HTTP/1.1 connection for the next request', async () => {
    const host = await startHost(echo);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    for (let index = 0; index < 5; index++) {
      const request = requestHttp1(`${host.url}/${index}`, { agent });
      request.end();
      const [reply] = await once(request, 'response');
      ports.add(reply.socket.localPort);
      expect(JSON.parse(Buffer.concat(await reply.toArray()).toString()).url).toBe(`/${index}`);
    }
    expect(ports.size).toBe(1);
    agent.destroy();
  });

  it('answers pipelined requests in their order, though the first takes longest', async () => {
    const host = await startHost(async ({ url }) => {
      if (url === '/1') await new Promise((resolve) => setTimeout(resolve, 50));
      return json({ url });
    });
    const connection = openSocket(host);
    connection.socket.write(['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`).join(''));
    await connection.until(/"\/1".*"\/2".*"\/3"/s);
  });

  it('serves a hundred streams of one HTTP/2 session at once', async () => {
    let waiting = 0;
    let release = () => {};
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    const host = await startHost(async (request) => {
      const body = await request.body.bytes(1000);
      if (++waiting === 100) release();
      await all;
      return json({ url: request.url, size: body.byteLength });
    });
    const session = openSession(host);
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, index) => requestHttp2(session, { ':path': `/${index}` }, 'x'.repeat(index))),
    );
    expect(replies.map(({ body }) => JSON.parse(body))).toEqual(
      replies.map((_, index) => ({ url: `/${index}`, size: index })),
    );
  });

  it('hands over methods and paths as they stand on the wire', async () => {
    const host = await startHost(echo);
    const answer = async (requestLine: string) => {
      const connection = openSocket(host);
      connection.socket.write(`${requestLine} HTTP/1.1\r\nhost: a\r\nX-Case: Kept\r\nconnection: close\r\n\r\n`);
      return JSON.parse((await connection.rest()).split('\r\n\r\n')[1]!);
    };
    expect(await answer('GET /%zz?&a=b')).toMatchObject({ url: '/%zz?&a=b', headers: { 'x-case': 'Kept' } });
    for (const method of ['PROPFIND', 'QUERY', 'BREW', 'get'])
      expect(await answer(`${method} /x`)).toMatchObject({ method, url: '/x', headers: { 'x-case': 'Kept' } });
    expect(await answer('POST http://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse')).toMatchObject({
      url: '/model/m/converse',
    });
  });

  it('answers HEAD and 204 without a body, over both protocols', async () => {
    const host = await startHost(({ method }) =>
      method === 'HEAD' ? json({ a: 1 }) : { status: 204, headers: {}, body: '' },
    );
    const session = openSession(host);
    for (const method of ['HEAD', 'DELETE']) {
      const http1 = await fetch(`${host.url}/x`, { method });
      const http2 = await requestHttp2(session, { ':path': '/x', ':method': method });
      expect([http1.status, await http1.text()]).toEqual([Number(http2.headers[':status']), http2.body]);
      expect(http2.body).toBe('');
    }
  });

  it('leaves headers that speak of the connection to the protocol', async () => {
    const headers = { connection: 'close', 'transfer-encoding': 'chunked', 'content-length': '99', 'x-kept': '1' };
    const host = await startHost(() => ({ status: 200, headers, body: 'four' }));
    const http2 = await requestHttp2(openSession(host), { ':path': '/' });
    expect(http2).toMatchObject({ body: 'four', headers: { 'content-length': '4', 'x-kept': '1' } });
    expect(await (await fetch(host.url)).text()).toBe('four');
  });
});

describe('starting', () => {
  it('says in one sentence that a port is taken', async () => {
    const { port } = await startHost(echo);
    await expect(startHost(echo, { port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  });

  it('says so when the address is not this machine’s', async () => {
    await expect(startHost(echo, { host: '192.0.2.1' })).rejects.toThrow(
      '192.0.2.1 is not an address of this machine.',
    );
  });

  it('names every address as one that can be called', async () => {
    const host = await startHost(echo, { host: '0.0.0.0' });
    expect(host.url).toBe(`http://127.0.0.1:${host.port}`);
  });
});
