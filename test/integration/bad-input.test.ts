/** What no client would send: an exception as AWS would write it, or the end of the connection, and a server that goes on. */
import { randomBytes } from 'node:crypto';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { askHttp1, askHttp2, type HttpAnswer, type HttpQuestion, sendBytes } from '../support/raw-http.js';

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };
const converse = '/model/amazon.nova-lite-v1%3A0/converse';
const invoke = '/model/anthropic.claude-3-haiku-20240307-v1%3A0/invoke';
const messages = '"messages":[{"role":"user","content":[{"text":"Hello"}]}]';
const native =
  '"anthropic_version":"bedrock-2023-05-31","max_tokens":20,"messages":[{"role":"user","content":"Hello"}]';

const conversing = (body: string | Uint8Array, headers: object = json): HttpQuestion => ({
  path: converse,
  headers: headers as Record<string, string>,
  body,
});
const invoking = (body: string | Uint8Array): HttpQuestion => ({ path: invoke, headers: json, body });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const nestedKeys = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const withBadUtf8 = (before: string, after: string) =>
  Buffer.concat([Buffer.from(before), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from(after)]);

/** A refusal as AWS writes it: the SDK finds the exception's name in the header, and its words in the body. */
function expectException(answer: HttpAnswer | undefined, status: number, name: string): void {
  expect(answer).toBeDefined();
  const { headers, body } = answer!;
  expect({ status: answer!.status, type: headers['x-amzn-errortype'] }).toEqual({
    status,
    type: expect.stringMatching(new RegExp(`^${name}:http://internal\\.amazon\\.com/coral/com\\.amazon\\.[a-z.]+/$`)),
  });
  expect(headers['content-type']).toBe('application/json');
  expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(Math.abs(Date.parse(headers.date!) - Date.now())).toBeLessThan(5000);
  expect(Object.keys(JSON.parse(body.toString())).filter((key) => !/^message$/i.test(key))).toEqual([]);
}

afterEach(async () => {
  const good = await askHttp1(server.port, conversing(`{${messages}}`));
  expect(good?.status, 'a good request after it').toBe(200);
  const failed = (await server.journal.entries()).filter(({ status }) => status >= 500);
  await server.journal.clear();
  expect(failed).toEqual([]);
});

const serialization = [400, 'SerializationException'] as const;
const validation = [400, 'ValidationException'] as const;
const unknown = [404, 'UnknownOperationException'] as const;

const refused: [string, HttpQuestion, readonly [number, string]][] = [
  ['truncated JSON', conversing(`{${messages}`), serialization],
  ['truncated JSON, native', invoking(`{${native}`), validation],
  [
    'another content type',
    conversing(`{${messages}}`, { 'content-type': 'text/plain' }),
    [415, 'UnsupportedMediaTypeException'],
  ],
  ['no object', conversing('[1, 2]'), serialization],
  ['no object, native', invoking('"text"'), validation],
  ['10,000 lists in one another', conversing(`{"messages":${nested(10_000)}}`), serialization],
  [
    '10,000 keys in a document',
    conversing(`{${messages},"additionalModelRequestFields":${nestedKeys(10_000)}}`),
    serialization,
  ],
  ['10,000 lists, native', invoking(nested(10_000)), validation],
  [
    '10,000 keys in a tool, native',
    invoking(`{${native},"tools":[{"name":"a","input_schema":${nestedKeys(10_000)}}]}`),
    validation,
  ],
  ['100,000 keys, native', invoking(`{${native},"metadata":${nestedKeys(100_000)}}`), validation],
  [
    'invalid UTF-8',
    conversing(withBadUtf8('{"messages":[{"role":"user","content":[{"text":"', '"}]}]}')),
    serialization,
  ],
  ['invalid UTF-8, native', invoking(withBadUtf8('{"prompt":"', '"}')), validation],
  ['NaN', conversing(`{${messages},"inferenceConfig":{"temperature":NaN}}`), serialization],
  ['NaN, native', invoking(`{${native},"temperature":NaN}`), validation],
  ['a number beyond all numbers', conversing(`{${messages},"inferenceConfig":{"temperature":1e999}}`), validation],
  ['an empty body', conversing(''), validation],
  ['an empty body, native', invoking(''), validation],
  [
    'a conversation that nobody begins',
    conversing('{"messages":[{"role":"assistant","content":[{"text":"Hello"}]}]}'),
    validation,
  ],
  ['a key twice, the last one wrong', conversing(`{${messages},"messages":7}`), serialization],
  ['__proto__, native', invoking(`{${native},"__proto__":{"max_tokens":1}}`), validation],
  ['an unknown path', { path: '/nothing/of/the/kind' }, unknown],
  ['a path above the root', { path: '/model/../../etc/passwd' }, unknown],
  ['a wrong method', { path: converse, method: 'DELETE' }, unknown],
  ['GET with a body', { path: converse, method: 'GET', body: `{${messages}}` }, unknown],
  ['%zz', { path: '/model/%zz/converse', headers: json, body: `{${messages}}` }, unknown],
  ['half a percent', { path: '/model/a%/converse', headers: json, body: `{${messages}}` }, unknown],
  ['PROPFIND', { path: converse, method: 'PROPFIND' }, unknown],
  ['QUERY', { path: converse, method: 'QUERY' }, unknown],
  ['a body over 25 MB', conversing(Buffer.alloc(25_000_001, ' ')), [413, 'RequestEntityTooLargeException']],
];

describe.each([
  ['HTTP/1.1', askHttp1],
  ['HTTP/2', askHttp2],
] as const)('over %s', (_, ask) => {
  it.each(refused)('%s', async (_, question, [status, name]) => {
    expectException(await ask(server.port, question), status, name);
  });

  it.each([
    ['a key twice, the last one right', conversing(`{"messages":7,${messages}}`)],
    [
      '__proto__ and constructor',
      conversing(`{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${messages}}`),
    ],
    [
      '__proto__ in a document',
      conversing(`{${messages},"additionalModelRequestFields":{"__proto__":{"polluted":1}}}`),
    ],
    ['half a character', conversing('{"messages":[{"role":"user","content":[{"text":"\\ud800"}]}]}')],
  ])('is read as JSON readers do: %s', async (_, question) => {
    expect((await ask(server.port, question))?.status).toBe(200);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('on a socket', () => {
  const head = `POST ${converse} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n`;
  const body = `{${messages}}`;

  it.each([
    ['a header of 70 KB', `${head}x-long: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
    ['two lengths that differ', `${head}content-length: 5\r\ncontent-length: 6\r\n\r\nhello`, 400],
    ['a length and chunks', `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a length that is no number', `${head}content-length: many\r\n\r\nhello`, 400],
    ['a chunk without a size', `${head}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n`, 400],
    ['no HTTP at all', 'HELO example.com\r\n\r\n', 400],
    ['zeros', Buffer.alloc(64), 400],
  ])('%s is refused as AWS refuses', async (_, bytes, status) => {
    expectException(await sendBytes(server.port, bytes), status, '\\w+Exception');
  });

  it.each([
    ['half of a body', `${head}content-length: ${body.length + 10}\r\n\r\n${body}`],
    ['half of a chunk', `${head}transfer-encoding: chunked\r\n\r\nff\r\n${body}`],
    ['half of a head', head],
    ['half of a preface of HTTP/2', 'PRI * HTTP/2.0\r\n'],
    ['random bytes', randomBytes(4096)],
  ])('%s, and then the end, is an end for both', async (_, bytes) => {
    const answer = await sendBytes(server.port, bytes, { leave: true });
    if (answer) expect(answer.status).toBeLessThan(500);
  });
});

describe('over HTTP/2 alone', () => {
  it('a header list of 70 KB is no request', async () => {
    const answer = await askHttp2(server.port, conversing(`{${messages}}`, { 'x-long': 'a'.repeat(70_000) }));
    if (answer) expect(answer.status).toBe(431);
  });

  it('half of a body, and then the end, is an end for both', async () => {
    const answer = await askHttp2(server.port, conversing(`{${messages}`, { ...json, 'content-length': '999' }));
    if (answer) expect(answer.status).toBeLessThan(500);
  });
});

describe('on the bidirectional stream', () => {
  const path = '/model/amazon.nova-sonic-v1%3A0/invoke-with-bidirectional-stream';
  const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes).toString(),
    (text) => Buffer.from(text),
  );
  const chunk = (payload: string) => {
    const headers = { ':event-type': { type: 'string' as const, value: 'chunk' } };
    return Buffer.from(codec.encode({ headers, body: Buffer.from(payload) }));
  };
  const good = chunk('{"bytes":"e30="}');
  const broken = (at: number) => {
    const frame = Buffer.from(good);
    frame[at]! ^= 0xff;
    return frame;
  };

  it.each<[string, Buffer]>([
    ['random bytes', randomBytes(300)],
    ['a wrong length', broken(1)],
    ['a wrong checksum of the prelude', broken(9)],
    ['a wrong checksum of the message', broken(good.length - 1)],
    ['a frame that ends too early', good.subarray(0, good.length - 6)],
    ['a payload that is no JSON', chunk('{"bytes":')],
    ['bytes that are no base64', chunk('{"bytes":7}')],
    ['a good frame, then a bad one', Buffer.concat([good, broken(9)])],
  ])('%s', async (_, body) => {
    const answer = await askHttp2(server.port, { path, headers, body });
    expect(answer?.status).toBe(200);
    expect(answer?.body.toString('latin1')).toMatch(
      /:exception-type.*(validation|serialization)Exception.*"message"/is,
    );
  });

  it('of HTTP/1.1 is answered or ended, not left waiting', async () => {
    const answer = await askHttp1(server.port, { path, headers, body: randomBytes(300) });
    if (answer) expect(answer.status).toBeLessThan(500);
  });
});
