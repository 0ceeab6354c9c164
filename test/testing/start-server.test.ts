import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Control } from '../../src/server/control.js';
import { createHttpControl } from '../../src/testing/http-control.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });

/** The control interface is one, in process and over HTTP: every test runs with both. */
describe.each([
  ['in process', (server: StartedServer): Control => server],
  ['over HTTP', (server: StartedServer): Control => createHttpControl(server.url)],
])('a server in a test, controlled %s', (_name, controlOf) => {
  let server: StartedServer;
  let bedrock: Control;
  let client: ReturnType<typeof createRuntimeClient>;
  beforeAll(async () => {
    server = await startServer();
    bedrock = controlOf(server);
    client = createRuntimeClient(server.url);
    return async () => {
      client.destroy();
      await server.close();
    };
  });
  beforeEach(() => bedrock.reset());

  const converse = async (text: string) => (await client.send(new ConverseCommand(ask(text)))).output?.message?.content;

  it('answers what a fixture says, and otherwise with words of its own', async () => {
    await bedrock.fixtures.add({ match: { prompt: 'capital of France' }, reply: { text: 'Paris.' } });
    expect(await converse('What is the capital of France?')).toEqual([{ text: 'Paris.' }]);
    expect(await converse('And of Spain?')).not.toEqual([{ text: 'Paris.' }]);
  });

  it('serves one fixture through every operation and native format', async () => {
    await bedrock.fixtures.add({ reply: { text: 'Paris is the capital.' } });
    const streamed = await client.send(new ConverseStreamCommand(ask('?')));
    let text = '';
    for await (const event of streamed.stream ?? []) text += event.contentBlockDelta?.delta?.text ?? '';
    expect(text).toBe('Paris is the capital.');
    const body = JSON.stringify({ inputText: '?' });
    const titan = await client.send(new InvokeModelCommand({ modelId: 'amazon.titan-text-express-v1', body }));
    expect(JSON.parse(titan.body.transformToString()).results[0].outputText).toContain('Paris is the capital.');
  });

  it('prefers the more specific fixture, goes through a sequence, and lets one step aside', async () => {
    await bedrock.fixtures.add({ reply: { text: 'anything' } });
    await bedrock.fixtures.add({
      match: { prompt: 'twice' },
      times: 2,
      reply: [{ text: 'first' }, { text: 'second' }],
    });
    const texts = [];
    for (let round = 0; round < 3; round++) texts.push((await converse('twice'))?.[0]?.text);
    expect(texts).toEqual(['first', 'second', 'anything']);
  });

  it('calls a tool when a fixture says so', async () => {
    await bedrock.fixtures.add({ reply: { toolCalls: [{ name: 'get_weather', input: { city: 'Berlin' } }] } });
    const reply = await client.send(new ConverseCommand(ask('Weather?')));
    expect(reply.stopReason).toBe('tool_use');
    expect(reply.output?.message?.content?.[0]?.toolUse).toMatchObject({
      name: 'get_weather',
      input: { city: 'Berlin' },
    });
  });

  it('throttles twice, and the journal shows the three attempts of one call', async () => {
    await bedrock.faults.add({
      fault: 'error',
      name: 'ThrottlingException',
      match: { operation: 'Converse' },
      times: 2,
    });
    await converse('Are you there?');
    const entries = await bedrock.journal.entries({ operation: 'Converse' });
    expect(entries.map(({ status, attempt }) => [status, attempt])).toEqual([
      [429, 1],
      [429, 2],
      [200, 3],
    ]);
    expect(new Set(entries.map(({ invocationId }) => invocationId)).size).toBe(1);
    expect(await bedrock.journal.entries({ exception: 'ThrottlingException' })).toHaveLength(2);
  });

  it('gives the client the exception with the words of AWS', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException' });
    const once = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
    const refusal = await once.send(new ConverseCommand(ask('?'))).catch((thrown) => thrown);
    once.destroy();
    expect(refusal).toBeInstanceOf(ThrottlingException);
    expect(refusal.message).toBe('Too many requests, please wait before trying again.');
  });

  it('waits by the clock: an hour of latency passes when the clock is moved', async () => {
    await bedrock.clock.freeze('2026-01-01T00:00:00Z');
    await bedrock.faults.add({ fault: 'latency', milliseconds: 3_600_000 });
    const reply = converse('Slowly, please.');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await bedrock.clock.advance(3_600_000)).toEqual({ now: '2026-01-01T01:00:00.000Z', frozen: true });
    expect(await reply).toBeDefined();
  });

  it.each([
    [{ match: { modle: 'x' }, reply: { text: 'x' } }, 'fixture/match: "modle" is not a key that is known here'],
    [{ match: { prompt: { pattern: '(' } }, reply: { text: 'x' } }, 'Invalid regular expression'],
    [{ reply: { exception: { name: 'ThrotlingException' } } }, 'is no exception of Bedrock'],
    [{}, "must have required property 'reply'"],
  ])('refuses the fixture %j in one sentence', async (fixture, words) => {
    await expect(bedrock.fixtures.add(fixture as never)).rejects.toThrow(words);
  });

  it('refuses a fault that is not known', async () => {
    await expect(bedrock.faults.add({ fault: 'gremlins' } as never)).rejects.toThrow('gremlins');
    await expect(bedrock.faults.add({ fault: 'error', name: 'Nothing' })).rejects.toThrow('is no exception of Bedrock');
  });

  it('lists what is in force, removes it, and forgets it on reset', async () => {
    const id = await bedrock.faults.add({ fault: 'latency', milliseconds: 1 });
    await bedrock.fixtures.add({ id: 'mine', reply: { text: 'x' } });
    expect(await bedrock.fixtures.list()).toEqual([
      { id: 'mine', item: { id: 'mine', reply: { text: 'x' } }, used: 0 },
    ]);
    expect([await bedrock.faults.remove(id), await bedrock.faults.remove(id)]).toEqual([true, false]);
    await bedrock.reset();
    expect(await bedrock.fixtures.list()).toEqual([]);
  });
});

describe('the journal', () => {
  let server: StartedServer;
  afterEach(() => server.close());

  it('keeps no secret', async () => {
    server = await startServer();
    const secrets = {
      accessKeyId: 'AKIASECRETSECRETSECR',
      secretAccessKey: 'canary-secret',
      sessionToken: 'canary-session',
    };
    const client = createRuntimeClient(server.url, 'http/1.1', { credentials: secrets });
    await client.send(new ConverseCommand(ask('Hello')));
    const bearer = createRuntimeClient(server.url, 'http/1.1', { token: { token: 'canary-bearer' } });
    await bearer.send(new ConverseCommand(ask('Hello')));
    const text = JSON.stringify(await server.journal.entries());
    expect(text).toContain('AWS4-HMAC-SHA256 REDACTED');
    expect(text).not.toMatch(/canary|Signature=/);
    client.destroy();
    bearer.destroy();
  });

  it('keeps as many entries as it is told to', async () => {
    server = await startServer({ settings: { journalSize: 3 } });
    const client = createRuntimeClient(server.url);
    for (const text of ['1', '2', '3', '4', '5']) await client.send(new ConverseCommand(ask(text)));
    const inputs = (await server.journal.entries()).map(
      ({ input }) => (input as ReturnType<typeof ask>).messages[0]?.content[0]?.text,
    );
    expect(inputs).toEqual(['3', '4', '5']);
    client.destroy();
  });
});
