import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { echo, openSession, requestHttp2, startHost } from './harness.js';

describe('/_local', () => {
  it('says that the server is ready, over either protocol', async () => {
    const host = await startHost(echo, { health: () => ({ region: 'us-east-1' }) });
    const { body } = await supertest(host.url).get('/_local/health').expect(200).expect('content-type', /json/);
    expect(body).toEqual({
      status: 'ok',
      name: 'bedrock-local',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      region: 'us-east-1',
    });
    const http2 = await requestHttp2(openSession(host), { ':path': '/_local/health' });
    expect(JSON.parse(http2.body)).toEqual(body);
  });

  it('has the routes that it was given, with bodies read by Fastify', async () => {
    const host = await startHost(echo, {
      routes(app) {
        app.post('/_local/things', (request, reply) => reply.code(201).send({ got: request.body }));
      },
    });
    await supertest(host.url)
      .post('/_local/things')
      .send({ a: 1 })
      .expect(201, { got: { a: 1 } });
    const http2 = await requestHttp2(
      openSession(host),
      { ':path': '/_local/things', 'content-type': 'application/json' },
      '{"a":2}',
    );
    expect(JSON.parse(http2.body)).toEqual({ got: { a: 2 } });
    await supertest(host.url).post('/_local/things').set('content-type', 'application/json').send('{').expect(400);
  });

  it('says what it does not have, and leaves everything else to the emulator', async () => {
    const host = await startHost(echo);
    await supertest(host.url).get('/_local/none').expect(404, { message: 'There is no GET /_local/none here.' });
    for (const path of ['/', '/_locality', '/model/_local/converse', '//_local/health'])
      await supertest(host.url)
        .get(path)
        .expect(200)
        .expect(new RegExp(`"url":"${path}"`));
  });

  it('may have a page at /, which is then not the emulator’s', async () => {
    const host = await startHost(echo, {
      routes(app) {
        app.get('/', (_request, reply) => reply.type('text/html').send('<p>hello'));
      },
    });
    await supertest(host.url).get('/?x').expect(200, '<p>hello');
    await supertest(host.url)
      .get('/model')
      .expect(200, /"url":"\/model"/);
  });
});

describe('the guard', () => {
  const statusOf = async (headers: Record<string, string>, options = {}) => {
    const host = await startHost(echo, options);
    const own = { ...headers, origin: headers.origin?.replace('OWN', String(host.port)) };
    const request = supertest(host.url).get('/_local/health');
    for (const [name, value] of Object.entries(own)) if (value !== undefined) request.set(name, value);
    return (await request).status;
  };

  it.each([
    'localhost',
    'localhost:80',
    'app.localhost:4567',
    '127.0.0.1',
    '[::1]:4567',
    'host.docker.internal',
    '192.168.1.7',
  ])('lets the host %s pass', async (host) => expect(await statusOf({ host })).toBe(200));

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:4567', ''])(
    'refuses the host "%s", which may be a stranger’s name for this machine',
    async (host) => {
      expect(await statusOf({ host })).toBe(403);
      expect(await statusOf({ host }, { allowedHosts: ['*'] })).toBe(200);
    },
  );

  it('lets a configured host pass', async () => {
    expect(await statusOf({ host: 'Bedrock.test:4567' }, { allowedHosts: ['bedrock.test'] })).toBe(200);
  });

  it('refuses pages of other sites, and lets its own and configured ones pass', async () => {
    const cors = ['http://app.example'];
    expect(await statusOf({ origin: 'http://127.0.0.1:OWN' })).toBe(200);
    expect(await statusOf({ origin: 'http://app.example' }, { cors })).toBe(200);
    expect(await statusOf({ origin: 'http://app.example' })).toBe(403);
    expect(await statusOf({ origin: 'http://evil.example' }, { cors })).toBe(403);
    expect(await statusOf({ origin: 'null' }, { cors })).toBe(403);
    expect(await statusOf({ origin: 'http://evil.example' }, { cors: ['*'] })).toBe(200);
  });

  it('says why in one sentence, over HTTP/2 too', async () => {
    const host = await startHost(echo);
    const session = openSession(host);
    const refused = await requestHttp2(session, { ':path': '/_local/health', ':authority': 'evil.example' });
    expect(refused.headers[':status']).toBe(403);
    expect(JSON.parse(refused.body).message).toMatch(
      /^The host "evil.example" is not one of this server's names; .*\.$/,
    );
    const page = await requestHttp2(session, { ':path': '/_local/health', origin: 'http://evil.example' });
    expect(JSON.parse(page.body).message).toMatch(/^Pages of "http:\/\/evil.example" may not call this; .*\.$/);
  });

  it('does not stand before the AWS API', async () => {
    const host = await startHost(echo);
    await supertest(host.url).get('/model').set('host', 'bedrock.us-east-1.amazonaws.com').expect(200);
  });
});
