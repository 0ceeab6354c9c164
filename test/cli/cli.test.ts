import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type Spawned, spawnCli } from './spawn-cli.js';

const call = fileURLToPath(new URL('./fixtures/call.mjs', import.meta.url));

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-cli-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('faults from the start', () => {
  it('strike the command of run', async () => {
    const fault = '{"fault":"error","name":"ThrottlingException"}';
    const { stderr } = await runCli(['run', '--fault', fault, '--', process.execPath, call]);
    expect(stderr).toContain('ThrottlingException');
  });
});

describe('start', () => {
  let server: Spawned;
  let url: string;
  beforeAll(async () => {
    server = spawnCli(['--port', '0', '--shell', 'posix'], { environment: { BEDROCK_LOCAL_REGION: 'eu-west-1' } });
    url = /ready at (\S+) \(eu-west-1\)/.exec(await server.until(/doctor/))![1]!;
  });

  it('prints lines that lead to a server that answers', async () => {
    expect(await server.until(/./)).toContain(`export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=${url}\n`);
    expect((await fetch(`${url}/_local/health`)).status).toBe(200);
  });

  it('serves models, chat and doctor, whose environment names it', async () => {
    const environment = {
      AWS_ENDPOINT_URL_BEDROCK: url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
    };
    const [models, chat, doctor] = await Promise.all([
      runCli(['models', '--provider', 'amazon', '--output-modality', 'EMBEDDING'], { environment }),
      runCli(['chat', '--stream'], { environment, input: 'Good morning\nAnd again\nexit\n' }),
      runCli(['doctor'], { environment, directory }),
    ]);
    expect(models).toMatchObject({ status: 0, stderr: '' });
    expect(models.stdout).toMatch(/^MODEL +NAME .*\namazon\.titan-embed-text-v2:0 +Titan Text Embeddings V2 +Amazon /s);
    expect(chat).toMatchObject({ status: 0, stderr: '' });
    expect(chat.stdout.trim().split('\n').length).toBeGreaterThanOrEqual(2);
    expect(chat.stdout).toContain('Good morning');
    expect(doctor.stdout).toContain('Nothing stands in the way.');
    expect(doctor.status).toBe(0);
  });

  it('logs one line for each exchange', async () => {
    await server.until(/ListFoundationModels/);
    const text = await server.until(/ConverseStream.*ConverseStream/s);
    expect(text).toMatch(/200 +\d+ ms +ConverseStream +amazon\.nova-lite-v1:0 +\d+\+\d+ tokens +generator\n/);
  });

  it('drains at SIGTERM and ends with status 0', async () => {
    const before = performance.now();
    server.kill('SIGTERM');
    expect((await server.done).status).toBe(0);
    expect(performance.now() - before).toBeLessThan(1500);
  });
});

describe.concurrent('run', () => {
  it('brings the clients of the command to the server, whatever the environment says', async () => {
    const environment = {
      AWS_PROFILE: 'absent',
      AWS_DEFAULT_PROFILE: 'absent',
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_BEARER_TOKEN_BEDROCK: 'key',
      AWS_SESSION_TOKEN: 'token',
      HTTP_PROXY: 'http://127.0.0.1:1',
      NO_PROXY: 'corp.test',
      NODE_USE_ENV_PROXY: '1',
      BEDROCK_LOCAL_PORT: '4567',
      BEDROCK_LOCAL_AUTH: 'strict',
    };
    const args = ['run', '--', process.execPath, call, '--port', 'a b', '"$HOME"'];
    const { status, stdout } = await runCli(args, { environment });
    expect(status).toBe(0);
    const said = JSON.parse(stdout);
    expect(said.text).toContain('Hello');
    expect(said.models).toBeGreaterThan(50);
    expect(said.arguments).toEqual(['--port', 'a b', '"$HOME"']);
    expect(said.environment).toMatchObject({ NO_PROXY: 'corp.test,127.0.0.1,localhost', AWS_REGION: 'us-east-1' });
    expect(said.environment.AWS_ENDPOINT_URL_BEDROCK).not.toContain(':4567');
  });

  it('reaches it over TLS, and logs to standard error when asked', async () => {
    const args = ['run', '--tls', '--log-level', 'info', '--log-format', 'json', '--', process.execPath, call];
    const { status, stdout, stderr } = await runCli(args, { environment: { HOME: directory } });
    expect(status).toBe(0);
    expect(JSON.parse(stdout).environment.AWS_ENDPOINT_URL_BEDROCK).toMatch(/^https:/);
    const converse = stderr.split('\n').find((line) => line.includes('"Converse"'));
    expect(JSON.parse(converse!)).toMatchObject({ model: 'amazon.nova-lite-v1:0', status: 200, region: 'us-east-1' });
  });

  it('brings the calls of other services to the emulator that --forward-other names', async ({ onTestFinished }) => {
    const other = createServer((_request, response) => response.end('the other'));
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const program = `const { AWS_ENDPOINT_URL: url } = process.env;
      const said = await fetch(url, { method: 'POST', body: 'Action=GetCallerIdentity' });
      const models = await fetch(url + '/foundation-models');
      console.log(await said.text(), (await models.json()).modelSummaries.length > 100);`;
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const args = ['run', '--forward-other', url, '--', process.execPath, '--input-type=module', '-e', program];
    expect(await runCli(args)).toMatchObject({ status: 0, stdout: 'the other true\n' });
  });

  it('shows what came, where the command fails', async () => {
    const program = `
      const url = process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME + '/model/no.such-model/converse';
      const body = JSON.stringify({ messages: [{ role: 'user', content: [{ text: 'Hi' }] }] });
      await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
      process.exit(3);`;
    const { status, stderr } = await runCli(['run', '--', process.execPath, '--input-type=module', '-e', program]);
    expect(stderr).toMatch(
      /ended with status 3; what it asked of the server:\ntime +status.*\n[\d:.]+ +400 .*Converse/,
    );
    expect(status).toBe(3);
  });

  it('passes signals on, and the status of the command back', async () => {
    const program = "process.on('SIGTERM', () => process.exit(7)); console.log('up'); setInterval(() => {}, 1000)";
    const running = spawnCli(['run', '--', process.execPath, '-e', program]);
    await running.until(/up/);
    running.kill('SIGTERM');
    expect((await running.done).status).toBe(7);
  });
});

describe('without a server', () => {
  it('chat and models say so in one line', async () => {
    const endpoint = ['--endpoint', 'http://127.0.0.1:9'];
    const [chat, models] = await Promise.all([
      runCli(['chat', ...endpoint], { input: 'Hi\n' }),
      runCli(['models', ...endpoint]),
    ]);
    for (const { status, stdout, stderr } of [chat, models]) {
      expect(stderr).toMatch(
        /^bedrock-local: no (answer from|list of models).*: nothing answers at http:\/\/127\.0\.0\.1:9; is bedrock-local running\? Start it with .*\n$/,
      );
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    }
  });
});
