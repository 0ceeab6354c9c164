/** One endpoint for Bedrock and, through `forwardOther`, for the services of another emulator. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../support/clients.js';
import { askHttp1, askHttp2 } from '../../support/raw-http.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** The other emulator: keeps objects, says who it is, breaks off where it is asked to. */
const seen: Seen[] = [];
const objects = new Map<string, Buffer>();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method = '', url = '', headers } = request;
  seen.push({ method, url, headers, body: body.toString('latin1') });
  const key = url.split('?')[0]!;
  if (key === '/broken/off') {
    response.writeHead(200, { 'content-length': '100' });
    response.write('a part', () => response.destroy());
    return;
  }
  if (method === 'PUT') {
    objects.set(key, body);
    response.setHeader('etag', '"tag"').end();
    return;
  }
  const found = objects.get(key);
  if (found) response.writeHead(200, { 'content-length': found.byteLength, etag: '"tag"' }).end(found);
  else if (method === 'POST') response.setHeader('x-other', 'yes').end('<GetCallerIdentityResponse/>');
  else
    response
      .setHeader('content-type', 'application/xml')
      .end('<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>');
}

const other = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
let url: string;
let server: StartedServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  server = await startServer({ forwardOther: url });
});
afterAll(async () => {
  await server.close();
  other.closeAllConnections();
  other.close();
});
beforeEach(() => {
  seen.length = 0;
});

function createS3(endpoint: string): S3Client {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  onTestFinished(() => client.destroy());
  return client;
}

const scope = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=local/20261128/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
});
const sts = {
  path: '/',
  headers: { ...scope('sts'), 'content-type': 'application/x-www-form-urlencoded' },
  body: 'Action=GetCallerIdentity&Version=2011-06-15',
};

describe('what is not Bedrock’s', () => {
  it('is answered by the other emulator, through the client of S3', async () => {
    const s3 = createS3(server.url);
    const Body = Buffer.alloc(3_000_000, 'sea ');
    const object = { Bucket: 'guardrails', Key: 'a b/c+d' };
    await s3.send(new PutObjectCommand({ ...object, Body }));
    const { Body: kept } = await s3.send(new GetObjectCommand(object));
    expect(Buffer.from(await kept!.transformToByteArray()).equals(Body)).toBe(true);
    expect((await s3.send(new HeadObjectCommand(object))).ContentLength).toBe(Body.byteLength);
    expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
    expect(seen.map(({ method, url: target }) => `${method} ${target.split('?')[0]}`)).toEqual([
      'PUT /guardrails/a%20b/c%2Bd',
      'GET /guardrails/a%20b/c%2Bd',
      'HEAD /guardrails/a%20b/c%2Bd',
      'GET /',
    ]);
    const [put] = seen;
    expect(put!.headers).toMatchObject({
      host: new URL(server.url).host,
      authorization: expect.stringContaining('/us-east-1/s3/aws4_request'),
      via: '1.1 bedrock-local',
    });
  });

  it.each([
    ['HTTP/1.1', askHttp1, '1.1 bedrock-local'],
    ['HTTP/2', askHttp2, '2 bedrock-local'],
  ])('goes and comes unchanged over %s', async (_, ask, via) => {
    const reply = await ask(server.port, sts);
    expect(reply).toMatchObject({ status: 200, headers: { 'x-other': 'yes' } });
    expect(reply!.body.toString()).toBe('<GetCallerIdentityResponse/>');
    expect(seen).toMatchObject([{ method: 'POST', url: '/', body: sts.body, headers: { ...sts.headers, via } }]);
    objects.set('/there', Buffer.from('12345'));
    const head = await ask(server.port, { method: 'HEAD', path: '/there', headers: scope('s3') });
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': '5' } });
    expect(await ask(server.port, { path: '/no/such/path', headers: scope('bedrock') })).toMatchObject({ status: 200 });
  });

  it('breaks off where it breaks off there', async () => {
    const reply = await askHttp1(server.port, { method: 'GET', path: '/broken/off', headers: scope('s3') });
    expect(reply!.headers['content-length']).toBe('100');
    expect(reply!.body.toString()).toBe('a part');
  });
});

describe('what is Bedrock’s', () => {
  it('stays here, and so does the control interface', async () => {
    const bedrock = createControlPlaneClient(server.url);
    onTestFinished(() => bedrock.destroy());
    const { modelSummaries = [] } = await bedrock.send(new ListFoundationModelsCommand({}));
    expect(modelSummaries.length).toBeGreaterThan(10);
    expect((await fetch(`${server.url}/_local/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/_namespace/one/no/such/path`, { method: 'POST' })).status).toBe(404);
    expect(seen).toEqual([]);
  });
});

describe('a server that cannot pass it on', () => {
  it('says so in a sentence that the client shows', async () => {
    const lonely = await startServer({ forwardOther: 'http://127.0.0.1:1' });
    onTestFinished(() => lonely.close());
    const sentence = '--forward-other: http://127.0.0.1:1 cannot be reached (ECONNREFUSED)';
    await expect(createS3(lonely.url).send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'BadGateway',
      message: expect.stringContaining(sentence),
      $metadata: { httpStatusCode: 502 },
    });
    const asQuery = await askHttp2(lonely.port, sts);
    expect(asQuery).toMatchObject({ status: 502, headers: { 'content-type': 'text/xml' } });
    expect(asQuery!.body.toString()).toMatch(/^<ErrorResponse><Error>.*<Code>BadGateway<\/Code>/);
    const asJson = await askHttp1(lonely.port, {
      path: '/',
      headers: { ...scope('dynamodb'), 'content-type': 'application/x-amz-json-1.0' },
    });
    expect(JSON.parse(asJson!.body.toString())).toEqual({
      __type: 'BadGateway',
      message: expect.stringContaining(sentence),
    });
  });

  it('does not go round in a circle', async () => {
    const first = await startServer();
    const { port } = first;
    await first.close();
    const circle = await startServer({ port, forwardOther: `http://127.0.0.1:${port}` });
    onTestFinished(() => circle.close());
    const reply = await askHttp1(circle.port, sts);
    expect(reply!.status).toBe(502);
    expect(reply!.body.toString()).toContain('leads back to a bedrock-local: name another server');
  });

  it('refuses it without the option', async () => {
    const alone = await startServer();
    onTestFinished(() => alone.close());
    await expect(createS3(alone.url).send(new ListBucketsCommand({}))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    expect(seen).toEqual([]);
  });
});
