import { describe, expect, it } from 'vitest';
import type { UpstreamCredentials } from '../../../src/server/backends/credentials.js';
import type { Sent } from '../../../src/server/backends/transport.js';
import { createUpstream, type UpstreamRequest } from '../../../src/server/backends/upstream.js';

const pair = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };

const request: UpstreamRequest = {
  service: 'bedrock-runtime',
  region: 'eu-west-1',
  method: 'POST',
  target: '/model/amazon.nova-lite-v1%3A0/converse',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{}'),
  signal: new AbortController().signal,
};

/** What goes out for it. */
async function send(given: Partial<UpstreamRequest> = {}, url?: string, credentials: UpstreamCredentials = pair) {
  const sent: (Sent & { origin: string })[] = [];
  const upstream = createUpstream({
    ...(url !== undefined && { url }),
    credentials: async () => credentials,
    transport: {
      async send(origin, more) {
        sent.push({ origin, ...more });
        return { status: 200, headers: {}, body: (async function* () {})() };
      },
      close: async () => {},
    },
    now: () => Date.UTC(2026, 0, 31, 12),
  });
  await upstream.send({ ...request, ...given });
  return sent[0]!;
}

describe('a request that goes on', () => {
  it('goes to the endpoint of its service and region, signed for it', async () => {
    const { origin, target, headers } = await send();
    expect(origin).toBe('https://bedrock-runtime.eu-west-1.amazonaws.com');
    expect(target).toBe(request.target);
    expect(headers).toMatchObject({
      host: 'bedrock-runtime.eu-west-1.amazonaws.com',
      'x-amz-date': '20260131T120000Z',
      authorization: expect.stringContaining('Credential=AKIAUPSTREAMUPSTREAM/20260131/eu-west-1/bedrock/aws4_request'),
    });
    expect((await send({ service: 'bedrock' })).origin).toBe('https://bedrock.eu-west-1.amazonaws.com');
  });

  it('goes to another endpoint, below its path, where one is named', async () => {
    const { origin, target, headers } = await send({}, 'https://gateway.example.com:8443/aws/');
    expect(origin).toBe('https://gateway.example.com:8443');
    expect(target).toBe(`/aws${request.target}`);
    expect(headers.host).toBe('gateway.example.com:8443');
  });

  it('leaves behind what is of the client and of its connection', async () => {
    const theirs = {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIACLIENTCLIENTCLIE/x',
      'x-amz-security-token': 'their-token',
      'x-amz-date': '20200101T000000Z',
      'x-amz-content-sha256': 'theirs',
      cookie: 'a=1',
      'content-length': '2',
      'transfer-encoding': 'chunked',
      connection: 'keep-alive',
      expect: '100-continue',
      host: '127.0.0.1:4567',
      ':authority': '127.0.0.1:4567',
      'x-bedrock-local-namespace': 'mine',
    };
    const { headers } = await send({
      headers: { ...theirs, 'x-amzn-bedrock-trace': 'ENABLED', 'amz-sdk-request': 'attempt=1' },
    });
    expect(Object.keys(headers).sort()).toEqual([
      'accept-encoding',
      'amz-sdk-request',
      'authorization',
      'host',
      'x-amz-content-sha256',
      'x-amz-date',
      'x-amzn-bedrock-trace',
    ]);
    for (const value of Object.values(theirs)) expect(Object.values(headers)).not.toContain(value);
  });

  it('leaves behind the signature of a presigned URL, and nothing else of it', async () => {
    const signature =
      'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%2Fb&X-Amz-Signature=c&X-Amz-SignedHeaders=host';
    const { target } = await send({ target: `/model/m/converse?a=1&${signature}&b=what?%20c` });
    expect(target).toBe('/model/m/converse?a=1&b=what?%20c');
    expect((await send({ target: `/model/m/converse?${signature}` })).target).toBe('/model/m/converse');
  });

  it('bears the API key where that is what there is', async () => {
    const { headers } = await send({}, undefined, { apiKey: 'bedrock-api-key-own' });
    expect(headers.authorization).toBe('Bearer bedrock-api-key-own');
    expect(headers['x-amz-date']).toBeUndefined();
  });

  it('has the session token of credentials that have one', async () => {
    const { headers } = await send({}, undefined, { ...pair, sessionToken: 'own-token' });
    expect(headers['x-amz-security-token']).toBe('own-token');
  });
});
