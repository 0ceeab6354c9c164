import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { Ajv } from 'ajv';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../src/cli/main.js';
import { serve } from '../../src/cli/serve.js';
import type { Host } from '../../src/server/hosts/fastify.js';
import type { Log } from '../../src/server/log.js';
import { readOptions } from '../../src/server/options.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';

async function run(...args: string[]) {
  const written = { out: '', err: '' };
  const status = await main(args, { out: (text) => (written.out += text), err: (text) => (written.err += text) });
  return { status, ...written };
}

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-cli-'));
});
afterEach(() => rmSync(directory, { recursive: true }));
const file = (name: string, text: string) => {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
};

describe('init', () => {
  it('writes a configuration and a fixture that the server takes, and keeps what is there', async () => {
    expect(await run('init', directory)).toEqual({
      status: 0,
      out: 'wrote bedrock-local.config.yaml\nwrote fixtures/hello.yaml\n',
      err: '',
    });
    const { settings, fixtures } = readOptions({ directory, environment: {} });
    expect([settings.seed, fixtures]).toEqual([0, { paths: [join(directory, 'fixtures')], named: false }]);
    const text = readFileSync(join(directory, 'fixtures/hello.yaml'), 'utf8');
    const schema = /\$schema=(.*)/.exec(text)![1]!;
    expect(schema).toBe('../node_modules/bedrock-local/dist/fixtures/fixture.schema.json');
    const published = readFileSync(new URL('../../src/fixtures/fixture.schema.json', import.meta.url), 'utf8');
    expect(new Ajv({ allowUnionTypes: true }).validate(JSON.parse(published), parse(text))).toBe(true);
    file('request.json', JSON.stringify(ask('Hello!')));
    const explained = await run('explain', join(directory, 'request.json'), '--fixtures', join(directory, 'fixtures'));
    expect(explained.out).toContain('hello.yaml:4 answers');
    expect((await run('init', directory)).out).toBe(
      'kept  bedrock-local.config.yaml, which was there\nkept  fixtures/hello.yaml, which was there\n',
    );
  });
});

describe('a mistake in a fixture stops the start: one line and status 2', () => {
  it('names file and line', async () => {
    const path = file('a.yaml', 'match:\n  modle: x\nreply: { text: a }\n');
    const { status, err } = await run('start', '--port', '0', '--fixtures', path);
    expect(err).toBe(
      `bedrock-local: ${path}:2: fixture/match: "modle" is not a key that is known here; did you mean "model"?\n`,
    );
    expect(status).toBe(2);
  });

  it('takes --fixtures several times', async () => {
    const one = file('one.yaml', 'reply: { text: a }');
    const { err } = await run('start', '--port', '0', '--fixtures', one, '--fixtures', join(directory, 'two.yaml'));
    expect(err).toMatch(/two\.yaml does not exist, and is named as a place of fixtures\n$/);
  });
});

describe('explain', () => {
  it('offline says of each fixture which criterion failed', async () => {
    const fixtures = file(
      'a.yaml',
      '- match: { prompt: weather, turn: 1 }\n  reply: { text: a }\n- match: { operation: Converse }\n  reply: { text: b }\n',
    );
    const request = file('request.json', JSON.stringify({ operation: 'Converse', input: ask('Hello') }));
    expect(await run('explain', request, '--fixtures', fixtures)).toEqual({
      status: 0,
      err: '',
      out: `Converse ${modelId}

${fixtures}:1 does not match
  holds  turn: 1
  FAILS  prompt: expected to contain "weather"
                 received "Hello"
  holds  reply: an operation that carries a conversation

${fixtures}:3 answers
  holds  operation: one of Converse
  holds  reply: an operation that carries a conversation
`,
    });
    const json = await run('explain', request, '--fixtures', fixtures, '--json');
    expect(JSON.parse(json.out).fixtures.map(({ matches }: { matches: boolean }) => matches)).toEqual([false, true]);
  });

  it.each<[string, string[], RegExp]>([
    ['nothing asked', [], /explain takes one of REQUEST\.json, the id of a request, and --last/],
    ['no file', ['none.json'], /none\.json cannot be read \(ENOENT\)/],
    ['no server', ['--last', '--endpoint', 'http://127.0.0.1:49151'], /nothing answers at http:\/\/127\.0\.0\.1:49151/],
    ['no journal', ['--last', '--fixtures', '.'], /without a server, which has no journal/],
  ])('%s is a mistake', async (_name, args, line) => {
    const { status, err } = await run('explain', ...args);
    expect(err).toMatch(line);
    expect(status).toBe(2);
  });
});

describe('beside a running server', () => {
  let server: StartedServer;
  let client: ReturnType<typeof createRuntimeClient>;
  beforeAll(async () => {
    server = await startServer();
    client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
    return async () => {
      client.destroy();
      await server.close();
    };
  });
  afterEach(() => server.reset());
  const add = (name: string) =>
    run('fixtures', 'add', '--from', 'last', '--to', join(directory, name), '--endpoint', server.url);
  const read = (name: string) => parse(readFileSync(join(directory, name), 'utf8'));

  it('explain --last and by id', async () => {
    await server.fixtures.add({ id: 'weather', match: { prompt: 'weather' }, reply: { text: 'x' } });
    await client.send(new ConverseCommand(ask('Hello')));
    const last = await run('explain', '--last', '--endpoint', server.url);
    expect(last.out).toContain(`Converse ${modelId} (it was answered by generator)\n\nweather does not match\n`);
    const [entry] = await server.journal.entries();
    expect(await run('explain', entry!.id, '--endpoint', server.url)).toEqual(last);
    expect((await run('explain', 'none', '--endpoint', server.url)).err).toBe(
      'bedrock-local: the journal has no exchange none\n',
    );
  });

  it('fixtures add makes a fixture that answers the same again, for every face', async () => {
    const first = await client.send(new ConverseCommand(ask('Tell me of {{braces}}')));
    expect((await add('a.yaml')).status).toBe(0);
    expect(read('a.yaml')).toMatchObject({
      match: { model: modelId, lastUserTurn: 'Tell me of {{braces}}' },
      reply: { text: first.output?.message?.content?.[0]?.text, usage: { inputTokens: first.usage?.inputTokens } },
    });
    await client.send(new ConverseStreamCommand(ask('Streamed'))).then(async ({ stream }) => {
      for await (const _event of stream ?? []);
    });
    expect((await add('b.json')).status).toBe(0);
    expect(read('b.json')).toMatchObject({ match: { lastUserTurn: 'Streamed' }, reply: { stopReason: 'end_turn' } });
    const again = await startServer({ fixtures: directory, settings: { seed: 99, strictFixtures: true } });
    const other = createRuntimeClient(again.url);
    const second = await other.send(new ConverseCommand(ask('Tell me of {{braces}}')));
    other.destroy();
    await again.close();
    expect([second.output, second.usage]).toEqual([first.output, first.usage]);
  });

  it('fixtures add takes native bodies and exceptions, and overwrites nothing', async () => {
    const body = JSON.stringify({ inputText: 'Hi' });
    await client.send(new InvokeModelCommand({ modelId: 'amazon.titan-text-express-v1', body }));
    await add('native.yaml');
    expect(read('native.yaml')).toMatchObject({
      match: { operation: 'InvokeModel', model: 'amazon.titan-text-express-v1', body: { $: { inputText: 'Hi' } } },
      reply: { native: { inputTextTokenCount: expect.any(Number) } },
    });
    expect((await add('native.yaml')).err).toMatch(/native\.yaml is there already; name another by --to\n$/);
    await server.faults.add({ fault: 'error', name: 'ThrottlingException' });
    await client.send(new ConverseCommand(ask('Hello'))).catch(() => {});
    await add('refusal.yaml');
    expect(read('refusal.yaml').reply.exception.name).toBe('ThrottlingException');
  });
});

describe('a server with fixture files', () => {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const log: Log = { exchange: () => {}, info: say, warn: say, error: say };
  let host: Host;
  afterEach(() => host.close());
  afterAll(() => void lines.splice(0));

  it('loads them again when they change, and keeps the last good ones', async () => {
    const fixtures = join(directory, 'fixtures');
    mkdirSync(fixtures);
    file('fixtures/a.yaml', 'reply: { text: one }');
    const options = readOptions({ flags: { port: '0', fixtures }, environment: {}, directory });
    host = await serve(options, log);
    const client = createRuntimeClient(host.url);
    const say = async () => (await client.send(new ConverseCommand(ask('?')))).output?.message?.content?.[0]?.text;
    const until = (line: RegExp) => expect.poll(() => lines.findLast((said) => line.test(said)), { timeout: 5000 });
    expect(await say()).toBe('one');
    file('fixtures/a.yaml', 'reply: { text: two, and a typo: 1 }');
    await until(/a\.yaml:1: fixture\/reply: "and a typo" is not a key .* stay in force$/).toBeDefined();
    expect(await say()).toBe('one');
    file('fixtures/a.yaml', 'reply: { text: three }');
    await until(/^fixtures loaded again: 1$/).toBeDefined();
    expect(await say()).toBe('three');
    expect(existsSync(fixtures)).toBe(true);
    client.destroy();
  });
});
