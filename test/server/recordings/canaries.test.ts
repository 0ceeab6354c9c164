import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/server/recordings/captured.js';
import { readFrameParts } from '../../../src/server/smithy/frame-parts.js';
import { writesOf } from '../../../src/server/smithy/raw-reply.js';
import { askConverse, exchange, filesOf, frame, makeFolder, open, rules, say, stream, textOf } from './captured.js';

/** One of each form in which a secret comes. None of them is anybody's. */
const secrets = {
  'an access key id': 'AKIAQ3EGCANARY7XK2LM',
  'a temporary access key id': 'ASIAZCANARY42QWERTYU',
  'a session token': `IQoJb3JpZ2luX2VjCANARY${'Ab1/'.repeat(30)}`,
  'a long-term API key': `ABSKQmVkcm9ja0FQSUtleS1jYW5hcnk${'9zX'.repeat(10)}`,
  'a short-term API key': `bedrock-api-key-${'Y2FuYXJ5'.repeat(6)}`,
  'a web token': 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ',
  'a private key': '-----BEGIN RSA PRIVATE KEY-----\nMIICANARYBVgIBADANBgkq\n-----END RSA PRIVATE KEY-----',
  'a key of the recorder': 'the-canary-of-the-recorder',
  'an account': '481516234299',
  "a word of the user's rules": 'canary-4711',
};
const arn = (account: string) => `arn:aws:bedrock:us-east-1:${account}:inference-profile/us.amazon.nova-lite-v1:0`;
const options = {
  rules: { ...rules, redact: { keys: ['badge'], paths: ['$.notes[0]'], patterns: ['canary-\\d+'], requestIds: true } },
  secrets: ['the-canary-of-the-recorder'],
};

/** Everything that a file says: its text, and what stands in base64 within it, at any depth. */
function everythingSaid(text: string): string {
  const said = [text, JSON.stringify(JSON.parse(text))];
  for (let depth = 0, layer = text; depth < 3; depth++) {
    layer = [...layer.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)]
      .map(([part]) => Buffer.from(part, 'base64').toString('latin1'))
      .join('\n');
    said.push(layer);
  }
  return said.join('\n');
}

async function record(captured: Captured): Promise<{ text: string; said: string; raw: ReturnType<typeof rawOf> }> {
  const folder = makeFolder();
  await open(folder, options).write(captured);
  const text = textOf(folder);
  return { text, said: everythingSaid(text) + filesOf(folder).join(), raw: rawOf(text) };
}

const rawOf = (text: string) => JSON.parse(text).reply.raw;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const ask = askConverse;
const converse = (body: object) => ask('', { body: Buffer.from(JSON.stringify(body)) });
const chunk = (native: object, p = 'abc') => frame('chunk', { bytes: base64(JSON.stringify(native)), p });
const delta = (text: string) => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: 'ab' });
const halves = (text: string) => [text.slice(0, text.length / 2), text.slice(text.length / 2)] as const;
const badChecksum = (bytes: Buffer) => {
  bytes[bytes.length - 1]! ^= 1;
  return bytes;
};

/** Each puts the secret in one place; accounts come in an ARN, since twelve digits alone may be anything. */
const places: Record<string, (secret: string) => Captured> = {
  'the prompt': (secret) => exchange(ask(`Say ${secret} again.`), say('no')),
  'a text within JSON within the request': (secret) =>
    exchange(ask(JSON.stringify({ inner: JSON.stringify({ deep: secret }) })), say('no')),
  'the name of a member': (secret) => exchange(converse({ requestMetadata: { [secret]: 'x' } }), say('no')),
  'a document in base64': (secret) =>
    exchange(converse({ document: { source: { bytes: base64(`# A page\n${secret}\n`) } } }), say('no')),
  'JSON in a document in base64': (secret) =>
    exchange(converse({ document: { source: { bytes: base64(JSON.stringify({ page: secret })) } } }), say('no')),
  'a header of the request': (secret) =>
    exchange(ask('hi', { headers: { 'x-amzn-bedrock-trace': secret, 'x-other': secret } }), say('no')),
  'the target': (secret) =>
    exchange(
      ask('hi', { target: `/guardrails/${encodeURIComponent(secret)}?x=${encodeURIComponent(secret)}` }),
      say('no'),
    ),
  'the model': (secret) => exchange(ask('hi', { model: secret }), say('no')),
  'a body that is no JSON': (secret) => exchange(ask('', { body: Buffer.from(`{"a": ${secret}`) }), say('no')),
  'a body that is no text': (secret) =>
    exchange(ask('', { body: Buffer.concat([Buffer.of(0xff, 0xfe, 0), Buffer.from(secret)]) }), say('no')),
  'the text of the reply': (secret) => exchange(ask('hi'), say(`It is ${secret}.`)),
  'a header of the reply': (secret) =>
    exchange(ask('hi'), say('x', { headers: { 'content-type': 'application/json', 'x-says': secret } })),
  'a reply that is no JSON': (secret) =>
    exchange(
      ask('hi'),
      say('', { headers: { 'content-type': 'text/html' }, chunks: [{ atMs: 1, bytes: Buffer.from(`<p>${secret}`) }] }),
    ),
  'a compressed reply': (secret) =>
    exchange(
      ask('hi'),
      say('', {
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        chunks: [{ atMs: 1, bytes: gzipSync(JSON.stringify({ message: secret })) }],
      }),
    ),
  'an exception': (secret) =>
    exchange(
      ask('hi'),
      say('', {
        status: 403,
        chunks: [{ atMs: 1, bytes: Buffer.from(JSON.stringify({ message: `User: ${secret} is not authorized` })) }],
      }),
    ),
  'an event': (secret) => exchange(ask('hi'), stream([delta(`It is ${secret}.`), frame('messageStop', {})])),
  'two events, half in each': (secret) => exchange(ask('hi'), stream(halves(`It is ${secret}.`).map(delta))),
  'an event in two chunks': (secret) => {
    const bytes = delta(secret);
    return exchange(ask('hi'), stream([bytes.subarray(0, 80), bytes.subarray(80)]));
  },
  'a native event': (secret) => exchange(ask('hi'), stream([chunk({ type: 'completion', completion: secret })])),
  'two native events, half in each': (secret) =>
    exchange(
      ask('hi'),
      stream(halves(`${secret} .`).map((text) => chunk({ type: 'content_block_delta', index: 0, delta: { text } }))),
    ),
  'a header of an event': (secret) =>
    exchange(ask('hi'), stream([frame('throttlingException', {}, [[':error-message', secret]])])),
  'an exception of a stream': (secret) =>
    exchange(ask('hi'), stream([frame('modelStreamErrorException', { message: secret, originalMessage: secret })])),
  'an event with a wrong checksum': (secret) => exchange(ask('hi'), stream([badChecksum(delta(secret))])),
  'a native event with a wrong checksum': (secret) =>
    exchange(ask('hi'), stream([badChecksum(chunk({ completion: secret }))])),
  'an event that was cut off': (secret) =>
    exchange(ask('hi'), stream([delta('whole'), delta(`${secret} and more of it`).subarray(0, -20)], { end: 'reset' })),
  'a native event that was cut off': (secret) =>
    exchange(
      ask('hi'),
      stream([chunk({ completion: `${secret} and a long text after it` }).subarray(0, -30)], { end: 'reset' }),
    ),
  'why it broke': (secret) => exchange(ask('hi'), say('x', { end: 'reset', failure: `the proxy said ${secret}` })),
  'the upstream': (secret) => exchange(ask('hi'), say('x'), { upstream: `https://host/${secret}` }),
};

describe.each(Object.entries(secrets))('%s', (kind, secret) => {
  const planted = kind === 'an account' ? arn(secret) : secret;

  it.each(Object.entries(places))('is nowhere in the file where it was in %s', async (_, place) => {
    const { said } = await record(place(planted));
    for (const line of secret.split('\n')) {
      if (/^-----/.test(line)) continue;
      expect(said).not.toContain(line);
      expect(said.toLowerCase()).not.toContain(line.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'));
    }
  });
});

describe('what has no form of its own', () => {
  const token = 'TheTokenThatNobodyKnows/0123456789+abcdef==';
  const signed = `AWS4-HMAC-SHA256 Credential=LOCALCANARYKEYID0000/20261128/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=${'0f'.repeat(32)}`;

  it.each([
    ['x-amz-security-token', token, token],
    ['authorization', `Bearer ${token}`, token],
    ['authorization', signed, 'LOCALCANARYKEYID0000'],
    ['authorization', signed, '0f'.repeat(32)],
    ['cookie', `a=b; session=${token}`, token],
    ['x-api-key', token, token],
    ['proxy-authorization', `Basic ${token}`, token],
  ])('is known from the header %s, whoever says it again', async (name, value, secret) => {
    const { said } = await record(
      exchange(ask(`I am ${secret}`, { headers: { [name]: value } }), say(`You are ${secret}`)),
    );
    expect(said).not.toContain(secret);
  });

  it.each(['password', 'secretAccessKey', 'session_token', 'Authorization', 'badge', 'client-secret'])(
    'is known by the name %s of its member, in a text within an event too',
    async (name) => {
      const native = { type: 'input_json_delta', partial_json: JSON.stringify({ [name]: 'hunter2canary' }) };
      const { said } = await record(
        exchange(
          converse({ toolConfig: { [name]: 'hunter2canary' } }),
          stream(name === 'badge' ? [] : [chunk(native)]),
        ),
      );
      expect(said).not.toContain('hunter2canary');
    },
  );

  it("is known by the user's paths", async () => {
    const { said } = await record(exchange(converse({ notes: ['of the bird', 'of the bee'] }), say('x')));
    expect(said).not.toContain('of the bird');
    expect(said).toContain('of the bee');
  });

  it('is an account that an ARN named elsewhere in the exchange', async () => {
    const { said } = await record(
      exchange(converse({ bucket: 'logs-481516234299-us' }), say(`See ${arn('481516234299')}`)),
    );
    expect(said).not.toContain('481516234299');
    expect(said).toContain('logs-000000000000-us');
  });

  it('is a request id, where that is asked for', async () => {
    const id = '2f1a3b4c-0000-4000-8000-00000000cafe';
    const { said } = await record(exchange(ask('x'), say('y', { headers: { 'x-amzn-requestid': id } })));
    expect(said).not.toContain(id);
  });
});

describe('a stream that was redacted', () => {
  it('has right lengths and checksums, in the writes and at the times in which it came', async () => {
    const { raw } = await record(
      exchange(ask('x'), stream([delta('one'), delta(secrets['an access key id']), delta('three')])),
    );
    const writes = writesOf(raw);
    const parts = readFrameParts(Buffer.concat(writes.map(({ bytes }) => bytes)));
    expect(parts.map(({ wrong }) => wrong)).toEqual(Array(3).fill({ prelude: 0, message: 0 }));
    expect(writes.map(({ atMs }) => atMs)).toEqual([5, 15, 25]);
    expect(raw.chunks).toBeUndefined();
  });

  it('keeps a wrong checksum as wrong as it was', async () => {
    const { raw } = await record(exchange(ask('x'), stream([badChecksum(delta(secrets['an access key id']))])));
    const [part] = readFrameParts(Buffer.concat(writesOf(raw).map(({ bytes }) => bytes)));
    expect(part?.wrong).toEqual({ prelude: 0, message: 1 });
    expect(Buffer.from(part!.payload).toString()).toContain('REDACTED');
  });
});

it('a body that is compressed in a way that nobody can read is not written', async () => {
  const headers = { 'content-encoding': 'zstd' };
  await expect(record(exchange(ask('x'), say('y', { headers })))).rejects.toThrow(
    'a body that is compressed as "zstd" can be neither read nor redacted',
  );
});
