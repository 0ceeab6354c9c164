import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetGuardrailCommand, ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { type StartedServer, type StartServerOptions, startServer } from '../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../support/clients.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });

let bedrock: StartedServer;
let client: ReturnType<typeof createRuntimeClient>;
async function start(options: StartServerOptions = {}) {
  bedrock = await startServer(options);
  client = createRuntimeClient(bedrock.url, 'h2', { maxAttempts: 1 });
}
afterEach(async () => {
  client.destroy();
  await bedrock.close();
});

const say = async (text = '?') =>
  (await client.send(new ConverseCommand(ask(text)))).output?.message?.content?.[0]?.text ?? '';
const fixtureHeader = async (send: () => Promise<unknown>) => {
  let seen: string | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      seen = (result.response as { headers: Record<string, string> }).headers['x-bedrock-local-fixture'];
      return result;
    },
    { step: 'deserialize', name: 'see-fixture', override: true },
  );
  await send();
  return seen;
};

describe('fixtures', () => {
  it('tell a story in states, which a reset begins anew', async () => {
    await start();
    const tell = () =>
      Promise.all([
        bedrock.fixtures.add({ scenario: { name: 'order', requires: 'start', sets: 'paid' }, reply: { text: 'paid' } }),
        bedrock.fixtures.add({ scenario: { name: 'order', requires: 'paid', sets: 'sent' }, reply: { text: 'sent' } }),
        bedrock.fixtures.add({ scenario: { name: 'order', requires: 'sent' }, reply: { text: 'done' } }),
      ]);
    await tell();
    expect([await say(), await say(), await say(), await say()]).toEqual(['paid', 'sent', 'done', 'done']);
    await bedrock.reset();
    await tell();
    expect(await say()).toBe('paid');
  });

  it('are drawn by weight, the same way for the same seed', async () => {
    const run = async (seed: number) => {
      await start({ settings: { seed } });
      await bedrock.fixtures.add({ weight: 9, reply: { text: 'often' } });
      await bedrock.fixtures.add({ weight: 1, reply: { text: 'seldom' } });
      const texts = [];
      for (let round = 0; round < 60; round++) texts.push(await say());
      client.destroy();
      await bedrock.close();
      return texts;
    };
    const texts = await run(1);
    const often = texts.filter((text) => text === 'often').length;
    expect(often).toBeGreaterThan(40);
    expect(often).toBeLessThan(60);
    expect(await run(1)).toEqual(texts);
    expect(await run(2)).not.toEqual(texts);
  });

  it('fall through to the next, and to the generator in the end', async () => {
    await start();
    await bedrock.fixtures.add({ match: { prompt: 'weather' }, reply: { text: 'below' } });
    await bedrock.fixtures.add({ priority: 1, reply: [{ text: 'once' }, { fallthrough: true }] });
    expect([await say('weather'), await say('weather')]).toEqual(['once', 'below']);
    expect(['once', 'below']).not.toContain(await say('other'));
    expect((await bedrock.journal.entries()).map(({ answeredBy }) => answeredBy)).toEqual([
      'fixture:fixture-2',
      'fixture:fixture-1',
      'generator',
    ]);
  });

  it('fill in what the request says, in every text but those of raw replies', async () => {
    await start();
    await bedrock.fixtures.add({
      reply: { text: 'You <said> "{{lastUserTurn}}" to {{model}} ({{input.inferenceConfig.maxTokens}})' },
    });
    const { output } = await client.send(
      new ConverseCommand({ ...ask('a & b {{model}}'), inferenceConfig: { maxTokens: 500 } }),
    );
    expect(output?.message?.content?.[0]?.text).toBe(`You <said> "a & b {{model}}" to ${modelId} (500)`);
    await bedrock.fixtures.add({ reply: { toolCalls: [{ name: 'find', input: { words: ['{{prompt}}'] } }] } });
    const called = await client.send(new ConverseCommand(ask('cats')));
    expect(called.output?.message?.content?.[0]?.toolUse?.input).toEqual({ words: ['cats'] });
    await bedrock.fixtures.add({ match: { prompt: 'literally' }, template: false, reply: { text: '{{prompt}}' } });
    expect(await say('literally')).toBe('{{prompt}}');
  });

  it('match by JSONPath in the native body, and serve all faces in the neutral form', async () => {
    await start();
    await bedrock.fixtures.add({ match: { body: { '$.messages[0].content': 'Hello' } }, reply: { text: 'by body' } });
    const body = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 10,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    const unary = await client.send(new InvokeModelCommand({ modelId, body }));
    expect(JSON.parse(unary.body.transformToString()).content).toEqual([{ type: 'text', text: 'by body' }]);
    const streamed = await client.send(new InvokeModelWithResponseStreamCommand({ modelId, body }));
    let chunks = '';
    for await (const event of streamed.body ?? []) chunks += Buffer.from(event.chunk?.bytes ?? []).toString();
    expect(chunks).toContain('by');
    expect(await say('Hello')).not.toBe('by body');
  });

  it('leave operations alone that their reply cannot serve', async () => {
    await start();
    await bedrock.fixtures.add({ reply: { text: 'catch-all' } });
    const control = createControlPlaneClient(bedrock.url);
    const { modelSummaries } = await control.send(new ListFoundationModelsCommand({}));
    control.destroy();
    expect(modelSummaries?.length).toBeGreaterThan(10);
  });

  it('give the output of any operation, moments and all', async () => {
    await start();
    const createdAt = '2026-01-02T03:04:05.000Z';
    const output = { name: 'mine', guardrailId: 'abc123', createdAt, updatedAt: createdAt, status: 'READY' };
    await bedrock.fixtures.add({ match: { operation: 'GetGuardrail' }, reply: { output } });
    const control = createControlPlaneClient(bedrock.url);
    const reply = await control.send(new GetGuardrailCommand({ guardrailIdentifier: 'abc123' }));
    control.destroy();
    expect(reply).toMatchObject({ ...output, createdAt: new Date(createdAt), updatedAt: new Date(createdAt) });
  });

  it('are named in a header of the reply, a stream and an exception too', async () => {
    await start();
    await bedrock.fixtures.add({ id: 'grüße', reply: { text: 'x' } });
    expect(await fixtureHeader(() => say())).toBe(encodeURI('grüße'));
    await bedrock.fixtures.add({ id: 'refusal', reply: { exception: { name: 'ThrottlingException' } } });
    const stream = () => client.send(new ConverseStreamCommand(ask('?')));
    expect(await fixtureHeader(() => stream().catch(() => {}))).toBe('refusal');
    await bedrock.fixtures.clear();
    expect(await fixtureHeader(() => say())).toBeUndefined();
  });
});

describe('strict fixtures', () => {
  it('refuse what none matches, and name the nearest', async () => {
    await start({ settings: { strictFixtures: true } });
    const refusal = () => say('Hello').catch((thrown) => `${thrown.name}: ${thrown.message}`);
    expect(await refusal()).toBe('ValidationException: No fixture matches this call of Converse: there are none');
    await bedrock.fixtures.add({ id: 'weather', match: { prompt: 'weather', turn: 1 }, reply: { text: 'x' } });
    await bedrock.fixtures.add({ id: 'far', match: { prompt: 'cats', turn: 2 }, reply: { text: 'x' } });
    expect(await refusal()).toBe(
      'ValidationException: No fixture matches this call of Converse: the nearest is weather: prompt: expected to contain "weather", received "Hello"',
    );
    expect(await say('weather')).toBe('x');
  });
});

describe('fixtures of files', () => {
  it('are in force from the start, named by file and line, and what a reset returns to', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'bedrock-local-start-'));
    const path = join(directory, 'a.yaml');
    writeFileSync(path, '- reply: [{ text: first }, { text: second }]\n');
    await start({ fixtures: directory });
    rmSync(directory, { recursive: true });
    expect([await say(), await say()]).toEqual(['first', 'second']);
    expect(await fixtureHeader(() => say())).toBe(`${path}:1`);
    await bedrock.fixtures.add({ reply: { text: 'added' } });
    expect(await say()).toBe('added');
    await bedrock.reset();
    expect([await say(), await say()]).toEqual(['first', 'second']);
  });
});

describe('explaining', () => {
  it('a request of the journal, the latest, or one that was not made', async () => {
    await start();
    await bedrock.fixtures.add({ id: 'weather', match: { prompt: 'weather' }, reply: { text: 'x' } });
    await say('Hello');
    const [entry] = await bedrock.journal.entries();
    const answer = await bedrock.explain({ id: entry!.id });
    expect(answer).toMatchObject({ operation: 'Converse', model: modelId, answeredBy: 'generator' });
    expect(answer.fixtures[0]).toMatchObject({ id: 'weather', matches: false });
    expect(await bedrock.explain({ last: true })).toEqual(answer);
    expect((await bedrock.explain({ request: { input: ask('weather?') } })).fixtures[0]?.matches).toBe(true);
    const unknown = await bedrock.explain({ request: { input: { ...ask('?'), modelId: 'no.such' } } });
    expect(unknown.refused).toBe('ValidationException: The provided model identifier is invalid.');
    expect((await bedrock.fixtures.list())[0]?.used).toBe(0);
    await expect(bedrock.explain({ id: 'none' })).rejects.toThrow('the journal has no exchange none');
    await expect(bedrock.explain({ request: { operation: 'Convers' } })).rejects.toThrow('did you mean "Converse"?');
  });
});
