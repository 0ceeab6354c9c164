import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { foldConverseStream } from '../support/fold-converse-stream.js';

let home: string;
let server: StartedServer;
beforeAll(async () => {
  // The certificate's authority is kept in the user's cache directory: this is a user with an empty one.
  home = mkdtempSync(join(tmpdir(), 'bedrock-local-home-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('USERPROFILE', home);
  server = await startServer({ tls: true });
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const input = {
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user' as const, content: [{ text: 'Hello' }] }],
};

it('says https and where its authority is', () => {
  expect(server.url).toBe(`https://127.0.0.1:${server.port}`);
  expect(readFileSync(server.caPath!, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/);
});

it('serves the JavaScript client over HTTP/1.1', async () => {
  const httpsAgent = new Agent({ ca: readFileSync(server.caPath!) });
  const client = createRuntimeClient(server.url, 'http/1.1', { requestHandler: new NodeHttpHandler({ httpsAgent }) });
  await server.journal.clear();
  const unary = await client.send(new ConverseCommand(input));
  const { stream } = await client.send(new ConverseStreamCommand(input));
  expect((await foldConverseStream(stream)).content).toEqual(unary.output?.message?.content);
  client.destroy();
  const entries = await server.journal.entries();
  expect(entries.map(({ request }) => request.protocol)).toEqual(['http/1.1', 'http/1.1']);
});

it('serves the JavaScript client as it is by default, over h2, in a process that trusts the authority', async () => {
  await server.journal.clear();
  const { stdout } = await runClient({ NODE_EXTRA_CA_CERTS: server.caPath! });
  expect(JSON.parse(stdout)).toEqual({ text: expect.stringContaining('Hello'), events: expect.any(Number) });
  const entries = await server.journal.entries();
  expect(entries.map(({ request, operation }) => `${operation} ${request.protocol}`)).toEqual([
    'Converse h2',
    'ConverseStream h2',
  ]);
});

it('is not trusted by a process that was not told of the authority', async () => {
  await expect(runClient({})).rejects.toMatchObject({ stderr: expect.stringMatching(/certificate/i) });
});

it('answers plain HTTP on the same port', async () => {
  const client = createRuntimeClient(`http://127.0.0.1:${server.port}`);
  expect((await client.send(new ConverseCommand(input))).stopReason).toBe('end_turn');
  client.destroy();
});

function runClient(environment: Record<string, string>) {
  const program = fileURLToPath(new URL('tls/client.mjs', import.meta.url));
  return promisify(execFile)(process.execPath, [program], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: server.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      ...environment,
    },
  });
}
