import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as requestHttp1 } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/server/hosts/fastify.js';
import { BrokenConnection, type ReplyEnd } from '../../../src/server/waist.js';
import { bytes, type Handle, json, openSession, requestHttp2, startHost } from './harness.js';

describe('the end of a reply', () => {
  const body = [bytes('one '), bytes('two')];
  async function* thrown(end: ReplyEnd) {
    yield* body;
    if (end !== 'clean') throw new BrokenConnection(end);
  }
  const ending: Handle = ({ url }) => {
    const [, kind, end] = url.split('/') as [string, string, ReplyEnd];
    if (kind === 'thrown') return { status: 200, headers: { 'content-type': 'text/plain' }, body: thrown(end) };
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

  it.each(['whole', 'chunks', 'thrown'])('is as it was told, over HTTP/1.1 (%s)', async (kind) => {
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

  it.each(['whole', 'chunks', 'thrown'])('is as it was told, over HTTP/2 (%s)', async (kind) => {
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
