import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { runCli } from './spawn-cli.js';

const call = fileURLToPath(new URL('./fixtures/call.mjs', import.meta.url));
const environment = { AWS_ACCESS_KEY_ID: 'AKIAUPSTREAMUPSTREAM', AWS_SECRET_ACCESS_KEY: 'the-secret-of-the-account' };
const keys = [{ accessKeyId: environment.AWS_ACCESS_KEY_ID, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY }];

let aws: StartedServer;
let folder: string;
beforeAll(async () => {
  aws = await startServer({ settings: { auth: { mode: 'strict', keys, apiKeys: [] } } });
  folder = mkdtempSync(join(tmpdir(), 'bedrock-local-cli-recordings-'));
});
afterAll(async () => {
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

const files = (of = folder) =>
  readdirSync(of, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.json'))
    .sort();

describe('record and replay', () => {
  it('answer a command twice, the second time without AWS and without credentials', async () => {
    const recorded = await runCli(['record', '--out', folder, '--upstream', aws.url, '--', process.execPath, call], {
      environment,
    });
    expect(recorded).toMatchObject({ status: 0, stderr: expect.not.stringContaining('bedrock-local:') });
    expect(files()).toHaveLength(2);
    expect(recorded.stdout).not.toContain(environment.AWS_SECRET_ACCESS_KEY);
    const calls = (await aws.journal.entries()).length;
    const replayed = await runCli(['replay', folder, '--speed', '0', '--', process.execPath, call]);
    expect(replayed).toMatchObject({ status: 0, stderr: expect.not.stringContaining('bedrock-local:') });
    expect(JSON.parse(replayed.stdout).text).toBe(JSON.parse(recorded.stdout).text);
    expect((await aws.journal.entries()).length).toBe(calls);
  });

  it('say in one line what is wrong with their use', async () => {
    expect(await runCli(['replay', join(folder, 'none'), '--', 'true'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/none is no folder of recordings; bedrock-local record makes one\n$/),
    });
    expect(await runCli(['record', '--mode', 'replay', '--', 'true'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('record takes the modes'),
    });
  });

  it('fail where a secret is in a file, and say where', async () => {
    const place = mkdtempSync(join(tmpdir(), 'bedrock-local-secret-'));
    writeFileSync(join(place, 'a.json'), '{\n  "text": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYz9"\n}\n');
    const { status, stderr } = await runCli(
      ['record', '--out', place, '--upstream', aws.url, '--', process.execPath, '-e', '0'],
      { environment },
    );
    expect(stderr).toMatch(/a\.json:2: this looks like a text too random to be words/);
    expect(status).toBe(1);
    rmSync(place, { recursive: true });
  });
});

describe('recordings', () => {
  it('lists, shows, verifies and prunes', async () => {
    const list = await runCli(['recordings', 'list', folder]);
    expect(list.stdout).toMatch(
      /^OPERATION +MODEL +STATUS .*\nConverse +amazon\.nova-lite-v1:0 +200 .*\nListFoundationModels /s,
    );
    const [path = ''] = files();
    expect((await runCli(['recordings', 'show', join(folder, path)])).stdout).toMatch(
      /^POST \/model\/amazon\.nova-lite-v1%3A0\/converse\nrecorded .* from http.*200 after/s,
    );
    expect(await runCli(['recordings', 'verify', folder])).toMatchObject({
      status: 0,
      stdout: '2 recordings, nothing wrong\n',
    });
    expect((await runCli(['recordings', 'prune', folder, '--older-than', '1'])).stdout).toBe(
      '0 would be deleted; --yes deletes them\n',
    );
  });

  it('names a file that is broken, and serves the others', async () => {
    const place = mkdtempSync(join(tmpdir(), 'bedrock-local-broken-'));
    const [path = ''] = files();
    const text = readFileSync(join(folder, path), 'utf8');
    writeFileSync(join(place, 'cut.json'), text.slice(0, 300));
    writeFileSync(join(place, 'foreign.json'), '{"name": "package"}');
    writeFileSync(join(place, 'edited.json'), text.replace('"Hello"', '"Goodbye"'));
    writeFileSync(join(place, 'good.json'), text);
    const { status, stdout } = await runCli(['recordings', 'verify', place]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/cut\.json:\d+: cannot be parsed/);
    expect(stdout).toMatch(/foreign\.json:1: is no recording: "match\.request" must be/);
    expect(stdout).toMatch(
      /edited\.json: its request is no longer the one that it is found by: set match\.request to [0-9a-f]{64}/,
    );
    expect(stdout).not.toContain('good.json');
    const server = await startServer({ passage: { mode: 'replay', folder: place, speed: 0 } });
    const client = createRuntimeClient(server.url);
    const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
    expect((await client.send(new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages }))).stopReason).toBe(
      'end_turn',
    );
    client.destroy();
    await server.close();
    rmSync(place, { recursive: true });
  });

  it('serve the emulation as fixtures', async () => {
    const server = await startServer({ fixtures: folder, settings: { strictFixtures: true } });
    const client = createRuntimeClient(server.url);
    const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
    expect((await client.send(new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages }))).stopReason).toBe(
      'end_turn',
    );
    expect((await server.journal.entries())[0]?.answeredBy).toMatch(/^fixture:/);
    client.destroy();
    await server.close();
  });

  it('go out as an HTTP Archive and come in again', async () => {
    const place = mkdtempSync(join(tmpdir(), 'bedrock-local-har-'));
    const har = join(place, 'all.har');
    expect((await runCli(['recordings', 'export', folder, '--out', har])).stdout).toBe(`2 recordings in ${har}\n`);
    expect((await runCli(['recordings', 'import', har, '--out', join(place, 'again')])).stdout).toBe(
      `2 recordings in ${join(place, 'again')}\n`,
    );
    expect(files(join(place, 'again'))).toEqual(files());
    rmSync(place, { recursive: true });
  });
});
