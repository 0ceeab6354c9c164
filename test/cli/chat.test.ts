import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { runCli, type SpawnOptions, spawnCli } from './spawn-cli.js';

let bedrock: StartedServer;
let directory: string;
beforeAll(async () => {
  bedrock = await startServer();
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-chat-'));
});
afterEach(() => bedrock.reset());
afterAll(async () => {
  await bedrock.close();
  rmSync(directory, { recursive: true });
});

const at = (input: string): SpawnOptions => ({ directory, input, environment: { AWS_ENDPOINT_URL: bedrock.url } });
const read = (name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8'));

describe('chat', () => {
  it('streams by default, keeps the conversation, and goes on with it', async () => {
    await bedrock.fixtures.add({ match: { lastUserTurn: 'capital' }, reply: { text: 'Paris.' } });
    await bedrock.fixtures.add({ match: { lastUserTurn: 'river' }, reply: { text: 'The Seine.' } });
    const first = await runCli(
      ['chat', '--history', 'talk.json', '--system', 'Be brief.'],
      at('The capital of France?\n'),
    );
    expect(first).toEqual({ status: 0, stdout: 'Paris.\n', stderr: '' });
    const second = await runCli(['chat', '--resume', 'talk.json', '--no-stream'], at('Its river?\n'));
    expect(second).toEqual({ status: 0, stdout: 'The Seine.\n', stderr: '' });
    expect(await bedrock.journal.entries()).toMatchObject([
      { operation: 'ConverseStream', input: { system: [{ text: 'Be brief.' }] } },
      { operation: 'Converse', input: { system: [{ text: 'Be brief.' }], messages: { length: 3 } } },
    ]);
    expect(read('talk.json').messages).toHaveLength(4);
    const third = await runCli(['chat', '--history', 'talk.json'], at('Hi\n'));
    expect(third.stderr).toBe(
      'bedrock-local: talk.json is there already: --resume talk.json goes on with it, or name another file\n',
    );
    expect(third.status).toBe(2);
  });

  it('runs the tools that the model asks for, until it answers', async () => {
    const call = { name: 'calculate', input: { expression: '17 * 4' } };
    await bedrock.fixtures.add({ match: { tools: ['calculate'] }, reply: { toolCalls: [call] } });
    await bedrock.fixtures.add({ match: { toolResults: ['calculate'] }, reply: { text: 'It is 68.' } });
    const args = ['chat', '--tools', '--history', 'sum.json', '--model', 'anthropic.claude-3-haiku-20240307-v1:0'];
    const talk = await runCli(args, at('17 * 4?\n'));
    expect(talk).toMatchObject({
      stderr: '',
      status: 0,
      stdout: expect.stringContaining('It is 68.'),
    });
    const [, , results] = read('sum.json').messages;
    expect(results.content[0].toolResult).toMatchObject({ status: 'success', content: [{ json: { result: 68 } }] });
    const without = await runCli(['chat', '--resume', 'sum.json'], at('Thanks.\n'));
    expect(without).toMatchObject({ status: 0, stderr: '' });
  });

  it('takes pictures and documents along', async () => {
    writeFileSync(join(directory, 'notes.md'), '# The mill burnt down.');
    const { status, stderr } = await runCli(['chat'], at('/document notes.md\nWhat burnt down?\n'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(await bedrock.journal.entries()).toMatchObject([
      {
        input: {
          messages: [{ content: [{ document: { format: 'md', name: 'notes' } }, { text: 'What burnt down?' }] }],
        },
      },
    ]);
  });

  it('waits in view where it is throttled, and gets through', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });
    await bedrock.fixtures.add({ reply: { text: 'Here I am.' } });
    const { status, stdout, stderr } = await runCli(['chat'], at('Hi\n'));
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'Here I am.\n' });
    expect(stderr).toMatch(/^bedrock-local: throttled, attempt 2 of 5 in \d\.\d s\n$/);
  });

  it('says of a turn that failed who refused, why, and what to do', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'AccessDeniedException', times: 1 });
    const { status, stdout, stderr } = await runCli(['chat'], at('Hi\nAgain\n'));
    expect(stderr).toMatch(
      /^bedrock-local: no answer from amazon\.nova-lite-v1:0: AccessDeniedException: You don't have access .* \(remedy: .*Bedrock console in us-east-1.*\)\n$/,
    );
    expect(stdout).toContain('Again');
    expect(status).toBe(1);
  });

  it.each<[string, NodeJS.Signals, number]>([
    ['in the middle of an answer', 'SIGINT', 130],
    ['in the middle of an answer', 'SIGTERM', 143],
  ])('ends %s at %s with its status', async (_, signal, status) => {
    await bedrock.fixtures.add({ reply: { text: 'One two three four.' } });
    await bedrock.faults.add({ fault: 'hang', afterEvents: 3 });
    const talking = spawnCli(['chat', '--history', 'cut.json'], at('Hi\nMore\n'));
    await talking.until(/One/);
    talking.kill(signal);
    expect(await talking.done).toMatchObject({ status, stderr: '' });
    expect(() => read('cut.json')).toThrow('ENOENT');
  });

  it('ends in the middle of a wait', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException' });
    await bedrock.faults.add({ fault: 'latency', milliseconds: 3_600_000, after: 1 });
    const talking = spawnCli(['chat'], at('Hi\n'));
    await expect.poll(async () => (await bedrock.journal.entries()).length, { timeout: 20_000 }).toBe(1);
    talking.kill('SIGINT');
    expect((await talking.done).status).toBe(130);
  });

  it.each([
    [['--resume', 'none.json'], 'none.json cannot be read: there is no such file or folder'],
    [['--fields', '{top_k'], 'It must be JSON'],
    [['--target', 'moon'], 'Allowed choices are mock, aws'],
  ])('refuses %j in one line', async (args, words) => {
    const { status, stdout, stderr } = await runCli(['chat', ...args], at('Hi\n'));
    expect(stderr).toMatch(/^bedrock-local: .*\n$/);
    expect(stderr).toContain(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

describe('--target aws', () => {
  it('passes by the endpoints of the environment, and says where credentials are missing', async () => {
    const environment = {
      AWS_ENDPOINT_URL: bedrock.url,
      AWS_ENDPOINT_URL_BEDROCK: bedrock.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: 'us-east-1',
      HOME: directory,
    };
    const { status, stderr } = await runCli(['models', '--target', 'aws'], { environment });
    expect(stderr).toMatch(
      /^bedrock-local: no list of models: CredentialsProviderError: .*\(remedy: set AWS_ACCESS_KEY_ID/,
    );
    expect(status).toBe(1);
    expect(await bedrock.journal.entries()).toEqual([]);
  });

  it('signs with the credentials of the chain; --endpoint still says where', async () => {
    const credentials = join(directory, 'credentials');
    writeFileSync(credentials, '[work]\naws_access_key_id = AKIAWORKWORKWORKWORK\naws_secret_access_key = secret\n');
    const environment = { AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_PROFILE: 'work', AWS_REGION: 'eu-west-1' };
    const args = ['models', '--target', 'aws', '--endpoint', bedrock.url, '--provider', 'meta'];
    const { status, stdout } = await runCli(args, { environment });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^MODEL .*\nmeta\./);
    const [entry] = await bedrock.journal.entries();
    expect(entry).toMatchObject({ region: 'eu-west-1' });
  });

  it('says that the region is missing', async () => {
    const environment = { AWS_EC2_METADATA_DISABLED: 'true', HOME: directory };
    const { status, stderr } = await runCli(['models', '--target', 'aws'], { environment });
    expect(stderr).toMatch(/Region is missing \(remedy: name it by --region/);
    expect(status).toBe(1);
  });
});
