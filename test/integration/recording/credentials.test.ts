import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../../src/server/log.js';
import { startServer } from '../../../src/testing/start-server.js';
import { makeFolder } from '../../server/recordings/captured.js';

/** Those of the account, which sign anew, and those that the client brings: none of them may be seen anywhere. */
const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };
const brought = {
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAQ3EGCANARY7XK2LM/20261128/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=${'c0ffee'.repeat(10)}`,
  'x-amz-security-token': `IQoJb3JpZ2luX2Vj${'TOKENcanary'.repeat(8)}`,
  cookie: 'session=cookie-of-a-canary-0001',
  'x-api-key': 'api-key-of-a-canary-0002',
  'proxy-authorization': 'Basic proxy-of-a-canary-0003',
};
const bearer = { authorization: `Bearer bedrock-api-key-${'Y2FuYXJ5'.repeat(6)}` };
const query = `?X-Amz-Signature=${'decade'.repeat(10)}&X-Amz-Security-Token=FwoGZXIvYXdzCANARY${'Q'.repeat(40)}`;
const canaries = [
  own.secretAccessKey,
  'AKIAQ3EGCANARY7XK2LM',
  'c0ffee'.repeat(10),
  'TOKENcanary',
  'of-a-canary',
  'Y2FuYXJ5Y2FuYXJ5',
  'decade'.repeat(10),
  'FwoGZXIvYXdzCANARY',
];

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});

function call(url: string, path: string, headers: Record<string, string>, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/model/amazon.nova-lite-v1%3A0/${path}`, { method: 'POST', headers }, (reply) => {
      let body = JSON.stringify(reply.headers);
      reply.on('data', (chunk) => (body += chunk));
      reply.on('end', () => resolve(body));
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }], inferenceConfig: { maxTokens: 5 } }));
  });
}

const filesOf = (of: string) =>
  readdirSync(of, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`);

it.each(['record', 'record-missing', 'replay', 'passthrough'] as const)(
  'a server that is to %s shows no credential: not in its log, journal, archive, files or replies',
  async (mode) => {
    const aws = await startServer({ settings: { auth: { mode: 'strict', keys: [own], apiKeys: [] } } });
    onTestFinished(() => aws.close());
    let log = '';
    const write = (text: string) => (log += text);
    const logs = (['text', 'json'] as const).map((format) =>
      createLog({ level: 'debug', format, colour: false }, { write }),
    );
    const server = await startServer({
      observe: (...ended) => {
        for (const { exchange } of logs) exchange(...ended);
      },
      passage: { mode, folder, upstream: aws.url, speed: 0, credentials: async () => own, warn: write },
    });
    onTestFinished(() => server.close());
    const replies = [
      await call(server.url, 'converse', brought, 'one'),
      await call(server.url, 'converse-stream', bearer, 'two'),
      await call(server.url, `converse${query}`, {}, 'three'),
      await call(server.url, 'no-such-operation', brought, 'four'),
    ];
    const journals = [await server.journal.export('jsonl'), await server.journal.export('har')]
      // Who called is told by the access key id, which is a name and no secret.
      .map((text) => text.replaceAll(/"caller":\{"kind":"sigv4","accessKeyId":"[^"]*"\}/g, ''));
    expect(await server.journal.entries()).toHaveLength(4);
    const seen = [
      log,
      ...replies,
      ...journals,
      ...(mode === 'passthrough' || mode === 'replay' ? [] : filesOf(folder)),
    ];
    expect(log.split('\n').length).toBeGreaterThan(8);
    for (const canary of canaries) expect(seen.filter((text) => text.includes(canary))).toEqual([]);
  },
);
