import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalAdditions } from '../../src/server/control.js';
import { connectServer } from '../../src/testing/connect-server.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it('gives a test its namespace on a server that runs already', async () => {
  const bedrock = connectServer(`${server.url}/`, { region: 'eu-central-1' });
  const mine = await bedrock.namespace('mine', { strictFixtures: true });
  await mine.fixtures.add({ match: { prompt: 'France' }, reply: { text: 'Paris.' } });
  const client = new BedrockRuntimeClient(mine.clientOptions);
  const ask = (text: string) =>
    client.send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text }] }] }));
  expect((await ask('France?')).output?.message?.content).toEqual([{ text: 'Paris.' }]);
  await expect(ask('Italy?')).rejects.toThrow('No fixture matches');
  client.destroy();
  expect(await mine.journal.calls()).toMatchObject([{ outcome: 'answered' }, { exception: 'ValidationException' }]);
  expect(await mine.journal.entries({ limit: 1 })).toMatchObject([{ region: 'eu-central-1' }]);
  expect(await bedrock.journal.entries()).toEqual([]);
  expect(await bedrock.namespace('mine', { strictFixtures: true })).toMatchObject({ url: mine.url });
  await mine.remove();
  expect((await bedrock.namespaces()).map(({ name }) => name)).toEqual(['default']);
});

it('refuses in one sentence what cannot be', async () => {
  const bedrock = connectServer(server.url);
  await expect(bedrock.namespace('no/name')).rejects.toThrow('"no/name" is no name of a namespace');
  const { add } = bedrock.fixtures as LocalAdditions<object>;
  await expect(add({ reply: { text: 'x' } }, () => true)).rejects.toThrow('a predicate cannot go over HTTP');
  expect(await bedrock.fixtures.remove('none')).toBe(false);
  expect(await bedrock.fixtures.list()).toEqual([]);
});
