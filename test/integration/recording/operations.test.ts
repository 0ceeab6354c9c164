import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { operations } from '../../../src/server/smithy/operation.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';

/** A path of each operation, and a body where its method has one. */
const calls = operations
  .filter(({ inputEvents }) => !inputEvents)
  .map(({ name, method, path }) => ({
    name,
    path: path.replaceAll(/\{[^}]+\}/g, 'amazon.nova-lite-v1%3A0'),
    init: { method, ...(method !== 'GET' && method !== 'DELETE' && { body: '{}' }) },
  }));

let aws: StartedServer;
beforeAll(async () => {
  aws = await startServer({ tls: true, settings: { auth: { mode: 'strict', keys: [], apiKeys: ['own-key'] } } });
  vi.stubEnv('AWS_CA_BUNDLE', aws.caPath);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

/** What differs from call to call aside. */
async function ask(url: string, { path, init }: (typeof calls)[number], headers = {}) {
  const reply = await fetch(url + path, { ...init, headers });
  const text = await reply.text();
  return [
    reply.status,
    reply.headers.get('content-type'),
    reply.headers.get('x-amzn-errortype'),
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z|"latencyMs":\d+/g, '...'),
  ];
}

describe.each([
  ['https', 'h2'],
  ['http', 'http/1.1'],
])('through a server that passes on by %s', (scheme, protocol) => {
  it('every operation is answered as AWS answers it', async () => {
    const url = aws.url.replace(/^https/, 'http');
    const upstream = aws.url.replace(/^https/, scheme);
    const server = await startServer({
      passage: { mode: 'passthrough', upstream, credentials: async () => ({ apiKey: 'own-key' }) },
    });
    for (const call of calls) {
      await aws.reset();
      const direct = await ask(url, call, { authorization: 'Bearer own-key' });
      await aws.reset();
      expect([call.name, ...(await ask(server.url, call))]).toEqual([call.name, ...direct]);
      const [entry] = await aws.journal.entries();
      expect(entry?.request).toMatchObject({ protocol, method: call.init.method, url: call.path });
    }
    await server.close();
  });
});
