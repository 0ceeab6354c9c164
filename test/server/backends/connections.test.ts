import { once } from 'node:events';
import type { ServerHttp2Stream } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Writable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UpstreamUnreachable } from '../../../src/server/backends/failure.js';
import { createTransport, type TransportOptions } from '../../../src/server/backends/transport.js';
import { open, request, see } from './see.js';
import { certificate, serveBytes, serveHttp2 } from './servers.js';

const head = 'HTTP/1.1 200 OK\r\n';
const later = (act: () => void) => setTimeout(act, 20);

describe('connections', () => {
  const answer = (stream: ServerHttp2Stream) => later(() => stream.respond({ ':status': 200 }, { endStream: true }));

  it('carry many calls at once over HTTP/2, and no more than the server allows', async () => {
    const server = await serveHttp2(answer);
    const transport = open({ caFiles: [server.caPath] });
    await see(transport, server.url);
    await Promise.all(Array.from({ length: 20 }, () => see(transport, server.url)));
    expect(server.sockets).toHaveLength(1);
    const narrow = await serveHttp2(answer, { settings: { maxConcurrentStreams: 5 } });
    await see(transport, narrow.url);
    expect(await Promise.all(Array.from({ length: 20 }, () => see(transport, narrow.url)))).toEqual(
      Array.from({ length: 20 }, () => [200, 'end']),
    );
    expect(narrow.sockets.length).toBeGreaterThan(1);
  });

  it('are not trusted when they have rested for a minute', async () => {
    const server = await serveHttp2(answer);
    let now = 0;
    const transport = open({ caFiles: [server.caPath] }, () => now);
    await see(transport, server.url);
    now = 59_000;
    await see(transport, server.url);
    expect(server.sockets).toHaveLength(1);
    const rest = async () => {
      now += 120_000;
      expect(await see(transport, server.url)).toEqual([200, 'end']);
      return server.sockets.length;
    };
    await expect.poll(rest).toBe(2);
  });

  it('speak HTTP/1.1 where TLS agrees on nothing better', async () => {
    const { cert, key, caPath = '' } = await certificate;
    const protocols: (string | false | null)[] = [];
    const server = createHttps({ cert, key, ALPNProtocols: ['http/1.1'] }, (incoming, reply) => {
      protocols.push(incoming.httpVersion);
      reply.end('abc');
    });
    onTestFinished(() => void server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const transport = open({ caFiles: [caPath] });
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect([await see(transport, url), await see(transport, url)]).toEqual([
      [200, 'abc', 'end'],
      [200, 'abc', 'end'],
    ]);
    expect(protocols).toEqual(['1.1', '1.1']);
  });
});

describe('an upstream that cannot be reached', () => {
  const refusal = async (url: string, options: TransportOptions = {}) => {
    const thrown = await open(options)
      .send(url, request)
      .catch((error) => error);
    expect(thrown).toBeInstanceOf(UpstreamUnreachable);
    return (thrown as Error).message;
  };

  it('is told of in one sentence', async () => {
    expect(await refusal('http://127.0.0.1:1')).toBe(
      'http://127.0.0.1:1 cannot be reached (ECONNREFUSED): connect ECONNREFUSED 127.0.0.1:1',
    );
    expect(await refusal('https://127.0.0.1:1')).toContain('https://127.0.0.1:1 cannot be reached (ECONNREFUSED)');
    expect(await refusal('https://nowhere.invalid')).toMatch(/cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/);
    const server = await serveHttp2(() => {});
    expect(await refusal(server.url)).toMatch(/cannot be reached \((SELF_SIGNED|UNABLE_TO)/);
    const plain = await serveBytes((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await refusal(plain.replace('http:', 'https:'))).toContain('cannot be reached (');
  });

  it('because of a file of authorities that is not there', () => {
    expect(() => createTransport({ caFiles: ['/nowhere/ca.pem'] }, () => 0)).toThrow(
      /^\/nowhere\/ca\.pem, which AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS names, cannot be read \(ENOENT\): correct the variable, or unset it$/,
    );
  });
});

describe('a proxy', () => {
  it('carries what it is for, and nothing else', async () => {
    const { cert, key, caPath = '' } = await certificate;
    const secure = createHttps({ cert, key }, (_, reply) => reply.end('secure'));
    onTestFinished(() => void secure.close());
    await once(secure.listen(0, '127.0.0.1'), 'listening');
    const { port } = secure.address() as AddressInfo;
    const asked: string[] = [];
    const proxy = await serveBytes((socket, first) => {
      const [, place = ''] = /^CONNECT \S+?:(\d+)/.exec(first) ?? [];
      asked.push(place);
      const further = connect(Number(place), '127.0.0.1', () => socket.write('HTTP/1.1 200 Established\r\n\r\n'));
      socket.pipe(further).pipe(socket);
      further.on('error', () => {});
    });
    const url = `https://127.0.0.1:${port}`;
    const plain = await serveBytes((socket) => socket.end(`${head}content-length: 5\r\n\r\nplain`));
    const through = open({ httpsProxy: proxy, httpProxy: proxy, caFiles: [caPath] });
    expect(await see(through, url)).toEqual([200, 'secure', 'end']);
    expect(await see(through, plain)).toEqual([200, 'plain', 'end']);
    expect(asked).toEqual([String(port), new URL(plain).port]);
    const past = open({ httpsProxy: proxy, httpProxy: proxy, noProxy: '127.0.0.1', caFiles: [caPath] });
    expect([await see(past, url), await see(past, plain)]).toEqual([
      [200, 'secure', 'end'],
      [200, 'plain', 'end'],
    ]);
    expect(asked).toHaveLength(2);
  });
});

describe('a reply', () => {
  const many = 200;
  const piece = Buffer.alloc(64 * 1024, 'x');

  it.each(['HTTP/1.1', 'HTTP/2'])(
    'of %s waits for who reads it, and is broken off when they leave',
    async (protocol) => {
      let written = 0;
      let left = false;
      const fill = (stream: Writable) => {
        stream.on('close', () => {
          left = true;
        });
        const write = () => {
          while (written < many && !stream.destroyed) {
            written += 1;
            if (!stream.write(piece)) return void stream.once('drain', write);
          }
        };
        write();
      };
      const url =
        protocol === 'HTTP/2'
          ? await serveHttp2((stream) => {
              stream.respond({ ':status': 200 });
              fill(stream);
            })
          : {
              url: await serveBytes((socket) => {
                socket.write(`${head}\r\n`);
                fill(socket);
              }),
              caPath: '',
            };
      const transport = open({ caFiles: url.caPath ? [url.caPath] : [] });
      const { body } = await transport.send(url.url, request);
      const reading = body[Symbol.asyncIterator]();
      await reading.next();
      let before = -1;
      while (before !== written) {
        before = written;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      expect(written).toBeLessThan(many);
      await reading.return?.();
      await expect.poll(() => left, { timeout: 5000 }).toBe(true);
    },
  );

  it('gives its first chunk before there is a second', async () => {
    let second = () => {};
    const server = await serveHttp2((stream) => {
      stream.respond({ ':status': 200 });
      stream.write('one');
      second = () => stream.end('two');
    });
    const { body } = await open({ caFiles: [server.caPath] }).send(server.url, request);
    const reading = body[Symbol.asyncIterator]();
    expect(String((await reading.next()).value)).toBe('one');
    second();
    expect(String((await reading.next()).value)).toBe('two');
  });

  it('is not waited for by a client that has left', async () => {
    const leaving = new AbortController();
    let closed = false;
    const server = await serveHttp2((stream) => {
      stream.on('close', () => {
        closed = true;
      });
      leaving.abort();
    });
    const sending = open({ caFiles: [server.caPath] }).send(server.url, { ...request, signal: leaving.signal });
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => closed, { timeout: 5000 }).toBe(true);
  });
});
