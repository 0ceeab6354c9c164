import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { NamedFault } from '../../../src/fixtures/fault.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { filesOf, makeFolder } from '../../server/recordings/captured.js';
import { createRuntimeClient } from '../../support/clients.js';

const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };
const input = {
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user' as const, content: [{ text: 'Tell me of the sea.' }] }],
  inferenceConfig: { maxTokens: 20 },
};

let aws: StartedServer;
beforeAll(async () => {
  aws = await startServer({ settings: { auth: { mode: 'strict', keys: [own], apiKeys: [] } } });
});
afterAll(() => aws.close());

async function open(mode: 'record' | 'replay' | 'passthrough', folder: string) {
  const server = await startServer({
    passage: { mode, folder, upstream: aws.url, speed: 0, credentials: async () => own },
  });
  onTestFinished(() => server.close());
  return server;
}

function connect(url: string) {
  const client = createRuntimeClient(url, 'h2', { maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

async function events(url: string): Promise<string[]> {
  const { stream = [] } = await connect(url).send(new ConverseStreamCommand(input));
  const names: string[] = [];
  try {
    for await (const event of stream) names.push(Object.keys(event)[0]!);
  } catch (error) {
    names.push((error as Error).name);
  }
  return names;
}

describe.each(['replay', 'passthrough'] as const)('the mode %s', (mode) => {
  it('has faults of its own, in the namespace that they are in', async () => {
    const folder = makeFolder();
    const whole = await events((await open('record', folder)).url);
    const server = await open(mode, folder);
    const aside = server.namespace('aside');
    const cut: NamedFault = { fault: 'truncate', afterEvents: 2, end: 'clean' };
    const id = await aside.faults.add(cut);
    expect(await events(aside.url)).toEqual(whole.slice(0, 2));
    expect(await events(server.url)).toEqual(whole);
    const [entry] = await aside.journal.entries();
    expect(entry).toMatchObject({
      operation: 'ConverseStream',
      model: input.modelId,
      answeredBy: mode === 'replay' ? 'recording' : 'upstream',
      faults: [id],
      status: 200,
    });
    await aside.faults.add({ fault: 'error', name: 'ThrottlingException' });
    await expect(connect(aside.url).send(new ConverseCommand(input))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });
});

it('what a fault of ours did is not recorded: the recording is what AWS said', async () => {
  const folder = makeFolder();
  const recorder = await open('record', folder);
  await recorder.faults.add({ fault: 'wrong-content-type' });
  await events(recorder.url).catch(() => []);
  await expect.poll(() => filesOf(folder)).toHaveLength(1);
  expect((await events((await open('replay', folder)).url)).at(-1)).toBe('metadata');
});

it('a recording is the same from whichever namespace it was asked', async () => {
  const folder = makeFolder();
  const whole = await events((await open('record', folder)).namespace('first').url);
  expect(await events((await open('replay', folder)).namespace('second').url)).toEqual(whole);
});
