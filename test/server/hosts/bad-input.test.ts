import { once } from 'node:events';
import { request as requestHttp1 } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/server/hosts/fastify.js';
import { RequestTooLarge } from '../../../src/server/waist.js';
import { echo, type Handle, json, openSession, openSocket, requestHttp2, sendBytes, startHost } from './harness.js';

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
const stillServes = async (host: Host) => expect((await fetch(`${host.url}/after`)).status).toBe(200);

/** A body of more than 25 MB is refused as the emulator does it. */
const limited: Handle = async ({ body }) => {
  try {
    return json({ size: (await body.bytes(25_000_000)).byteLength });
  } catch (error) {
    if (error instanceof RequestTooLarge) return json({ message: 'Request Entity Too Large' }, 413);
    throw error;
  }
};

describe('what is no request', () => {
  it.each([
    ['garbage', 'GARBAGE\r\n\r\n', 400],
    ['binary garbage', Buffer.from([0, 1, 2, 3, 255, 254, 13, 10, 13, 10]), 400],
    ['a version that is none', 'GET / HTTP/9.9\r\nhost: a\r\n\r\n', 400],
    ['two lengths', 'POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
    ['headers of 70 KB', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
    ['a bad chunk size', 'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n', 400],
  ])('is refused in a form that an SDK can read: %s', async (_name, bytes, status) => {
    const host = await startHost(limited);
    const [head, body] = (await sendBytes(host, bytes)).split('\r\n\r\n') as [string, string];
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/\r\nx-amzn-errortype: \w+:http/);
    expect(head).toMatch(/\r\nx-amzn-requestid: [0-9a-f-]{36}/);
    expect(JSON.parse(body)).toEqual({ message: expect.any(String) });
    await stillServes(host);
  });

  it('is told of, where a client opens TLS on a plain port', async () => {
    const warnings: string[] = [];
    const host = await startHost(echo, { warn: (sentence) => warnings.push(sentence) });
    await expect(fetch(`https://127.0.0.1:${host.port}`)).rejects.toThrow();
    expect(warnings).toEqual([expect.stringContaining('or start with --tls')]);
  });

  it('ends the connection after the preface of HTTP/2, or within TLS', async () => {
    const host = await startHost(echo, { tls: true });
    await sendBytes(host, preface + 'junk'.repeat(20));
    await sendBytes(host, Buffer.from('160301000aDEADBEEFDEADBEEFDEAD', 'hex'));
    expect((await fetch(`http://127.0.0.1:${host.port}`)).status).toBe(200);
  });

  it('never ends the server, whatever the bytes', async () => {
    const host = await startHost(echo, { tls: true, firstByteMs: 300, idleMs: 300 });
    const plain = { ...host, url: `http://127.0.0.1:${host.port}` };
    const beginnings = [
      '',
      preface,
      `${preface}\0\0\0\x04\0\0\0\0\0`,
      '\x16\x03\x01',
      'POST / HTTP/1.1\r\n',
      'PRI',
      'GET ',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 300 }), async (beginning, bytes) => {
        const { socket } = openSocket(host);
        socket.end(Buffer.concat([Buffer.from(beginning, 'latin1'), bytes]));
        if (!socket.closed) await once(socket, 'close');
      }),
      { numRuns: 150 },
    );
    await stillServes(plain);
  });
});

describe('peers that take their time', () => {
  it('are closed when they ask for nothing, over either protocol', async () => {
    const host = await startHost(echo, { idleMs: 50 });
    const session = openSession(host);
    await requestHttp2(session, { ':path': '/' });
    await once(session, 'close');
    expect(await sendBytes(host, 'GET / HTTP/1.1\r\nhost: a\r\n\r\n')).toMatch(/^HTTP\/1.1 200/);
  });

  it('are closed when they never send a byte, or not enough of one', async () => {
    const host = await startHost(echo, { firstByteMs: 50 });
    expect(await openSocket(host).rest()).toBe('');
    expect(await sendBytes(host, 'PRI * HT')).toBe('');
  });

  it('are closed when their TLS handshake rests', async () => {
    const host = await startHost(echo, { tls: true, firstByteMs: 50 });
    expect(await sendBytes(host, Buffer.from('1603010200', 'hex'))).toBe('');
  });

  it('get 408 when their headers trickle', async () => {
    const host = await startHost(echo, { headersMs: 100, requestMs: 200 });
    const connection = openSocket(host);
    connection.socket.write('GET / HTTP/1.1\r\nhost: a\r\n');
    const trickle = setInterval(() => connection.socket.write('x: y\r\n'), 100);
    expect(await connection.rest()).toMatch(/^HTTP\/1.1 408 (.|\s)*RequestTimeoutException/);
    clearInterval(trickle);
  });

  it('get 408 when half of a body is all that comes, over either protocol', async () => {
    const host = await startHost(limited, { headersMs: 100, requestMs: 200 });
    const half = 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"a":';
    expect(await sendBytes(host, half)).toMatch(/^HTTP\/1.1 408 /);

    const stream = openSession(host).request({ ':method': 'POST', ':path': '/' });
    stream.write('{"a":');
    const [headers] = await once(stream, 'response');
    expect(headers[':status']).toBe(408);
    stream.resume();
    await once(stream, 'close');
  });
});

describe('bodies', () => {
  it('reject when the client leaves in their middle', async () => {
    const failures: unknown[] = [];
    const host = await startHost(async ({ body, signal }) => {
      await body.bytes(1000).catch((error) => failures.push(error.message, signal().aborted));
      return json({});
    });
    const connection = openSocket(host);
    connection.socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"a":');
    const stream = openSession(host).request({ ':method': 'POST', ':path': '/' });
    stream.write('{"a":');
    await new Promise((resolve) => setTimeout(resolve, 50));
    connection.socket.destroy();
    stream.on('error', () => {}).destroy(new Error('I have changed my mind'));
    await expect.poll(() => failures).toHaveLength(4);
    expect(failures[0]).toMatch(/client left|aborted/);
    await stillServes(host);
  });

  it('of 25 MB are read, and of more refused while the client still sends', async () => {
    const host = await startHost(limited);
    const session = openSession(host);
    for (const [size, status] of [
      [25_000_000, 200],
      [25_000_001, 413],
      [60_000_000, 413],
    ] as const) {
      const body = Buffer.alloc(size, 'x');
      const http1 = await fetch(host.url, { method: 'POST', body });
      const http2 = await requestHttp2(session, { ':path': '/' }, body);
      expect([http1.status, Number(http2.headers[':status'])]).toEqual([status, status]);
    }
  });

  it('that do not say how long they are, are refused when they have become too long', async () => {
    const host = await startHost(limited);
    const request = requestHttp1(host.url, { method: 'POST' });
    for (let sent = 0; sent < 30; sent++) request.write(Buffer.alloc(1_000_000));
    request.end();
    const [reply] = await once(request, 'response');
    expect(reply.statusCode).toBe(413);
    reply.resume();
    await once(reply, 'end');
    await stillServes(host);
  });

  it('may be left unread', async () => {
    const host = await startHost(() => json({ read: false }));
    const session = openSession(host);
    for (let index = 0; index < 3; index++) {
      const body = Buffer.alloc(5_000_000);
      expect(await (await fetch(host.url, { method: 'POST', body })).json()).toEqual({ read: false });
      expect((await requestHttp2(session, { ':path': '/' }, body)).body).toBe('{"read":false}');
    }
  });

  it('come chunk by chunk to those who ask, while the reply is on its way', async () => {
    const host = await startHost(({ body }) => ({
      status: 200,
      headers: {},
      body: (async function* () {
        for await (const chunk of body.chunks()) yield Buffer.from(chunk.toString().toUpperCase());
      })(),
    }));
    const stream = openSession(host).request({ ':method': 'POST', ':path': '/' });
    const replies = stream.setEncoding('utf8')[Symbol.asyncIterator]();
    const [headers] = await once(stream, 'response');
    expect(headers[':status']).toBe(200);
    for (const word of ['one', 'two', 'three']) {
      stream.write(word);
      expect((await replies.next()).value).toBe(word.toUpperCase());
    }
    stream.end();
    expect((await replies.next()).done).toBe(true);
  });
});
