import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';

async function run(...args: string[]) {
  const written = { out: '', err: '' };
  const status = await main(['journal', '--endpoint', bedrock.url, ...args], {
    out: (text) => (written.out += text),
    err: (text) => (written.err += text),
  });
  return { status, ...written };
}

let bedrock: StartedServer;
beforeAll(async () => {
  bedrock = await startServer();
  const client = createRuntimeClient(bedrock.url);
  await bedrock.clock.freeze('2026-03-01T12:04:31.000Z');
  await bedrock.faults.add({ id: 'busy', fault: 'error', name: 'ThrottlingException', message: 'Later.', times: 1 });
  await bedrock.fixtures.add({ id: 'hello', reply: { text: 'Hello.', usage: { inputTokens: 3, outputTokens: 2 } } });
  await client.send(
    new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages: [{ role: 'user', content: [{ text: 'Hi' }] }] }),
  );
  client.destroy();
});
afterAll(() => bedrock.close());

describe('the table', () => {
  it('has one line for each attempt, and no column that says nothing', async () => {
    const { out, status } = await run();
    expect(out.replaceAll(/ +\d+(?= {4}[12] {2}Converse)/g, ' N')).toBe(
      [
        'time          status  ms  try  operation  model                  tokens  answered by    faults  outcome',
        '12:04:31.000  429 N    1  Converse   amazon.nova-lite-v1:0          fault:busy     busy    ThrottlingException',
        '              Later.',
        '12:04:31.000  200 N    2  Converse   amazon.nova-lite-v1:0     3+2  fixture hello',
        '',
      ].join('\n'),
    );
    expect(status).toBe(0);
  });

  it('is empty where nothing is wanted', async () => {
    expect(await run('--unmatched')).toEqual({ status: 0, out: '', err: '' });
    expect(await run('--namespace', 'other')).toEqual({ status: 0, out: '', err: '' });
  });
});

describe('the other forms', () => {
  it('are JSON, JSONL and HAR, filtered', async () => {
    const jsonl = await run('--format', 'jsonl', '--status', '2xx');
    expect(JSON.parse(jsonl.out)).toMatchObject({ fixture: 'hello', attempt: 2 });
    expect(JSON.parse((await run('--format', 'json', '--limit', '1')).out)).toHaveLength(1);
    expect(JSON.parse((await run('--format', 'har', '--fixture', 'hel*')).out).log.entries).toHaveLength(1);
  });
});

describe('a mistake is one line and status 2', () => {
  it.each([
    [['--status', 'fine'], /option '--status <text>' argument 'fine' is invalid.*must be a status such as 429/],
    [['--since', 'today'], /must be an ISO 8601 moment/],
    [['--format', 'xml'], /Allowed choices are text, json, jsonl, har/],
    [['--endpoint', 'http://127.0.0.1:49151'], /nothing answers at http:\/\/127\.0\.0\.1:49151/],
  ])('%j', async (args, line) => {
    const { status, err } = await run(...args);
    expect(err).toMatch(line);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });
});
