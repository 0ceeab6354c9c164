import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { type Handle, json, startHost } from './harness.js';

const origin = 'http://app.example';
const seen: string[] = [];
const handle: Handle = ({ method }) => {
  seen.push(method);
  const headers = {
    'content-type': 'application/json',
    'x-amzn-requestid': 'r',
    'x-amzn-bedrock-input-token-count': '7',
    'x-bedrock-local-hint': 'h',
  };
  return { ...json({ message: 'no' }, 400), headers };
};
const preflight = (url: string, path: string, from: string) =>
  supertest(url)
    .options(path)
    .set('origin', from)
    .set('access-control-request-method', 'POST')
    .set('access-control-request-headers', 'authorization,content-type,x-amz-date,amz-sdk-request')
    .set('access-control-request-private-network', 'true');

describe('CORS', () => {
  it.each([[[origin]], [['*']]])('answers a preflight of %j itself', async (cors) => {
    seen.length = 0;
    const host = await startHost(handle, { cors });
    const path = '/model/amazon.nova-lite-v1%3A0/converse';
    const { headers } = await preflight(host.url, path, origin).expect(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type,x-amz-date,amz-sdk-request',
      'access-control-allow-private-network': 'true',
      vary: 'origin',
    });
    expect(seen).toEqual([]);
  });

  it('lets the page read the reply, a refusal too, with the headers that the SDK reads', async () => {
    const host = await startHost(handle, { cors: [origin] });
    const { headers } = await supertest(host.url).post('/model').set('origin', origin).expect(400);
    expect(headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'x-amzn-requestid, x-amzn-bedrock-input-token-count, x-bedrock-local-hint',
    });
  });

  it('is nothing for other origins, for requests without one, and where no origin is named', async () => {
    const host = await startHost(handle, { cors: [origin] });
    const closed = await startHost(handle);
    for (const request of [
      supertest(host.url).post('/model').set('origin', 'http://evil.example'),
      supertest(host.url).post('/model'),
      preflight(host.url, '/model', 'http://evil.example'),
      preflight(closed.url, '/model', origin),
    ]) {
      const { headers, status } = await request;
      expect(status).toBe(400);
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('holds for /_local too', async () => {
    const host = await startHost(handle, { cors: [origin] });
    await preflight(host.url, '/_local/health', origin).expect(204);
    await preflight(host.url, '/_local/health', 'http://evil.example').expect(403);
    const { headers } = await supertest(host.url).get('/_local/health').set('origin', origin).expect(200);
    expect(headers['access-control-allow-origin']).toBe(origin);
  });
});
