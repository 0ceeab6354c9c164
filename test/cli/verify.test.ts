/** `bedrock-local verify`: what was recorded, held against who answers now. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { runCli } from './spawn-cli.js';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bedrock-local-verify-'));
  const aws = await startServer();
  const credentials = async () => ({ accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'secret' });
  const server = await startServer({ passage: { mode: 'record', folder, upstream: aws.url, credentials } });
  await createRuntimeClient(server.url).send(
    new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages: [{ role: 'user', content: [{ text: 'Hi' }] }] }),
  );
  await server.close();
  await aws.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

it('holds while the form is the same, and names the member that differs once it is not', async () => {
  expect(await runCli(['verify', folder])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('1/1 hold (100.0 %)'),
  });
  const file = readdirSync(folder, { recursive: true })
    .map(String)
    .find((path) => path.endsWith('.json')) as string;
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('stopReason', 'stopCause'));
  const drifted = await runCli(['verify', folder]);
  expect(drifted).toMatchObject({ status: 1, stdout: expect.stringContaining('0/1 hold') });
  expect(drifted.stdout).toContain('$.stopReason is string, never recorded');
});

it('says in one line what is wrong with its use', async () => {
  expect(await runCli(['verify', join(folder, 'none')])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/none is no folder of recordings; bedrock-local record makes one\n$/),
  });
});
