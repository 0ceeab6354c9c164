import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readForeign } from '../../../../src/server/recordings/import/read-foreign.js';
import { writesOf } from '../../../../src/server/smithy/raw-reply.js';
import { askConverse, filesOf, frame, makeFolder, open, textOf } from '../captured.js';

const uri = 'https://bedrock-runtime.eu-west-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse';
const asked = '{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}';
const said = '{"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn"}';
const streamed = Buffer.concat([frame('messageStart', { role: 'assistant' }), frame('messageStop', {})]);
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64');
const now = '2026-11-28T00:00:00.000Z';

const pairs = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));
const archive = (content: object, type = 'application/json') => ({
  log: {
    entries: [
      {
        startedDateTime: '2025-05-05T10:00:00.000Z',
        time: 120,
        request: {
          method: 'POST',
          url: uri,
          headers: pairs({ Authorization: 'AWS4-HMAC-SHA256 Credential=AKIAQ3EGCANARY7XK2LM/x' }),
          postData: { mimeType: 'application/json', text: asked },
        },
        response: { status: 200, headers: pairs({ 'Content-Type': type }), content },
      },
    ],
  },
});

/** Of each format a file that holds the one exchange, and the bytes of its reply. */
const files: [format: string, what: string, text: string, reply: string | Uint8Array][] = [
  [
    'vcr',
    'vcrpy',
    `interactions:
- request:
    body: '${asked}'
    headers:
      Authorization: [AWS4-HMAC-SHA256 Credential=AKIAQ3EGCANARY7XK2LM/x]
      X-Amz-Date:
      - !!binary |
        ${base64('20250505T100000Z')}
    method: POST
    uri: ${uri}
  response:
    body: {string: '${said}'}
    headers: {Content-Type: [application/json], Content-Length: ['${said.length}']}
    status: {code: 200, message: OK}
version: 1
`,
    said,
  ],
  [
    'vcr',
    'vcrpy of a stream, with a request that was a file object',
    `interactions:
- request:
    body: !!python/object/new:_io.BytesIO
      state: !!python/tuple
      - !!binary |
        ${base64(asked)}
      - 0
      - null
    headers: {}
    method: POST
    uri: ${uri}
  response:
    body:
      string: !!binary |
        ${base64(streamed)}
    headers: {Content-Type: [application/vnd.amazon.eventstream]}
    status: {code: 200, message: OK}
`,
    streamed,
  ],
  [
    'vcr',
    'vcrpy, compressed',
    `interactions:
- request: {body: '${asked}', headers: {}, method: POST, uri: '${uri}'}
  response:
    body:
      string: !!binary |
        ${base64(gzipSync(said))}
    headers: {Content-Type: [application/json], Content-Encoding: [gzip]}
    status: {code: 200, message: OK}
`,
    said,
  ],
  [
    'vcr',
    "Ruby's VCR",
    `---
http_interactions:
- request:
    method: post
    uri: ${uri}
    body:
      encoding: UTF-8
      string: '${asked}'
    headers:
      Content-Type:
      - application/json
  response:
    status:
      code: 200
      message: OK
    headers:
      Content-Type:
      - application/vnd.amazon.eventstream
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        ${base64(streamed)}
  recorded_at: Mon, 05 May 2025 10:00:00 GMT
recorded_with: VCR 6.2.0
`,
    streamed,
  ],
  ['har', 'an HTTP Archive', JSON.stringify(archive({ text: said })), said],
  [
    'polly',
    'Polly.js of a stream',
    JSON.stringify(archive({ text: base64(streamed), encoding: 'base64' }, 'application/vnd.amazon.eventstream')),
    streamed,
  ],
  [
    'nock',
    'nock',
    JSON.stringify([
      {
        scope: 'https://bedrock-runtime.eu-west-1.amazonaws.com:443',
        method: 'POST',
        path: '/model/amazon.nova-lite-v1%3A0/converse',
        body: JSON.parse(asked),
        status: 200,
        response: JSON.parse(said),
        rawHeaders: ['Content-Type', 'application/json'],
        responseIsBinary: false,
      },
    ]),
    said,
  ],
  [
    'nock',
    'nock of a stream',
    JSON.stringify([
      {
        scope: 'https://bedrock-runtime.eu-west-1.amazonaws.com:443',
        method: 'POST',
        path: '/model/amazon.nova-lite-v1%3A0/converse',
        body: JSON.parse(asked),
        status: 200,
        response: [streamed.subarray(0, 50).toString('hex'), streamed.subarray(50).toString('hex')],
        rawHeaders: { 'content-type': 'application/vnd.amazon.eventstream' },
      },
    ]),
    streamed,
  ],
  [
    'wiremock',
    'WireMock',
    JSON.stringify({
      mappings: [
        {
          request: {
            method: 'POST',
            url: '/model/amazon.nova-lite-v1%3A0/converse',
            bodyPatterns: [{ equalToJson: asked, ignoreArrayOrder: true }],
          },
          response: { status: 200, headers: { 'Content-Type': 'application/json' }, jsonBody: JSON.parse(said) },
        },
      ],
    }),
    said,
  ],
];

async function importText(text: string, format?: string) {
  const folder = makeFolder();
  const foreign = readForeign(text, format, now);
  for (const captured of foreign.captured) await open(folder).write(captured);
  return { folder, ...foreign };
}

describe.each(files)('%s: a file of %s', (format, _, text, reply) => {
  it.each([format, undefined])('is a recording that answers the same request (format %s)', async (given) => {
    const { folder, others, incomplete } = await importText(text, given);
    expect([filesOf(folder).length, others, incomplete]).toEqual([1, 0, 0]);
    const found = open(folder).find(askConverse('Hello'));
    expect(found?.match.operation).toBe('Converse');
    const bytes = Buffer.concat(writesOf(found!.reply.raw).map((write) => write.bytes));
    expect(bytes).toEqual(Buffer.from(reply as string));
    expect(textOf(folder)).not.toMatch(/AKIAQ3EG|x-amz-date/i);
  });
});

it('dates, durations and regions are those of the file', () => {
  const [captured] = readForeign(JSON.stringify(archive({ text: said })), undefined, now).captured;
  expect(captured).toMatchObject({
    at: '2025-05-05T10:00:00.000Z',
    request: { region: 'eu-west-1', operation: 'Converse', model: 'amazon.nova-lite-v1:0' },
    reply: { durationMs: 120 },
  });
});

it('what is not with Bedrock, and what does not say enough, is counted', async () => {
  const exact = {
    request: { method: 'POST', url: '/model/amazon.nova-lite-v1%3A0/converse' },
    response: { status: 200 },
  };
  const { captured, others, incomplete } = await importText(
    JSON.stringify({
      mappings: [
        exact,
        { ...exact, request: { method: 'GET', url: '/users/1' } },
        { ...exact, request: { method: 'POST', urlPattern: '/model/.*' } },
        { ...exact, request: { ...exact.request, bodyPatterns: [{ contains: 'x' }] } },
      ],
    }),
  );
  expect([captured.length, others, incomplete]).toEqual([1, 1, 2]);
});

it.each([
  ['{"name": "package"}', undefined, 'is no vcr, no har, no journal, no polly, no nock, no wiremock file'],
  ['[]', 'har', 'is no har file'],
  ['a: [1', undefined, /^cannot be parsed: /],
  ['{}', 'vrc', '"vrc" is no format that can be imported; did you mean "vcr"?'],
])('%s as %s is refused in one sentence', (text, format, message) => {
  expect(() => readForeign(text, format, now)).toThrow(message);
});
