import { BedrockClient, ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithBidirectionalStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/fixtures/fault.js';
import { createRequestHandler, type InProcessBedrock } from '../../src/testing/request-handler.js';
import { audio, end, speech, start } from '../support/sonic.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });

let bedrock: InProcessBedrock;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  bedrock = await createRequestHandler();
  client = new BedrockRuntimeClient(bedrock.clientOptions);
});
beforeEach(() => bedrock.reset());

const outcomeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: Error & { $metadata?: { attempts?: number } }) =>
      `${error.$metadata?.attempts} x ${error.name}: ${error.message}`,
  );

describe('a client without a socket', () => {
  it('gets replies of both services', async () => {
    await bedrock.fixtures.add({ reply: { text: 'Paris.' } });
    const { output } = await client.send(new ConverseCommand(ask('?')));
    expect(output?.message?.content?.[0]?.text).toBe('Paris.');
    const body = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 9,
      messages: [{ role: 'user', content: '?' }],
    });
    const native = await client.send(new InvokeModelCommand({ modelId, body }));
    expect(JSON.parse(native.body.transformToString()).content[0].text).toBe('Paris.');
    const control = new BedrockClient({ ...bedrock.clientOptions, region: 'eu-west-1' });
    const { modelSummaries } = await control.send(new ListFoundationModelsCommand({ byProvider: 'Amazon' }));
    expect(modelSummaries?.length).toBeGreaterThan(3);
    const [, , list] = await bedrock.journal.entries();
    expect(list).toMatchObject({ region: 'eu-west-1', caller: { kind: 'sigv4', accessKeyId: 'local' } });
    expect(list!.request.url).toBe('/foundation-models?byProvider=Amazon');
  });

  it('is signed as over the wire: strict authentication takes it', async () => {
    const keys = [{ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }];
    const strict = await createRequestHandler({ settings: { auth: { mode: 'strict', keys, apiKeys: [] } } });
    const good = new BedrockRuntimeClient(strict.clientOptions);
    expect(await outcomeOf(good.send(new ConverseCommand(ask('?'))))).toBe('answered');
    const bad = new BedrockRuntimeClient({
      ...strict.clientOptions,
      credentials: { ...keys[0]!, secretAccessKey: 'x' },
    });
    expect(await outcomeOf(bad.send(new ConverseCommand(ask('?'))))).toContain('InvalidSignatureException');
    const list = new BedrockClient(strict.clientOptions);
    const filtered = list.send(new ListFoundationModelsCommand({ byProvider: "a b'(*)!~ü/" }));
    expect(await outcomeOf(filtered)).not.toContain('Signature');
  });

  it('streams event by event', async () => {
    await bedrock.fixtures.add({ reply: { text: 'one two three' } });
    await bedrock.faults.add({ fault: 'latency', milliseconds: 1000, before: 'token' });
    await bedrock.clock.freeze();
    const { stream = [] } = await client.send(new ConverseStreamCommand(ask('?')));
    const ticking = setInterval(() => bedrock.clock.advance(1000), 5);
    let text = '';
    for await (const { contentBlockDelta } of stream) text += contentBlockDelta?.delta?.text ?? '';
    clearInterval(ticking);
    expect(text).toBe('one two three');
  });

  it('sends and receives at once in a bidirectional operation', async () => {
    let hear = () => {};
    const heard = new Promise<void>((resolve) => {
      hear = resolve;
    });
    async function* talk() {
      for (const event of [...start, ...audio(speech())]) yield encode(event);
      await heard;
      for (const event of end) yield encode(event);
    }
    const encode = (event: object) => ({ chunk: { bytes: Buffer.from(JSON.stringify({ event })) } });
    const command = new InvokeModelWithBidirectionalStreamCommand({ modelId: 'amazon.nova-sonic-v1:0', body: talk() });
    const { body = [] } = await client.send(command);
    const received: string[] = [];
    for await (const { chunk } of body) {
      received.push(Object.keys(JSON.parse(Buffer.from(chunk?.bytes ?? []).toString()).event)[0]!);
      if (received.at(-1) === 'textOutput') hear();
    }
    expect([received[0], received.at(-1)]).toEqual(['completionStart', 'completionEnd']);
  });
});

describe('what breaks', () => {
  it.each<[Fault, string]>([
    [{ fault: 'error', name: 'ThrottlingException' }, '2 x ThrottlingException: Too many requests'],
    [{ fault: 'disconnect' }, '2 x TimeoutError: read ECONNRESET'],
    [{ fault: 'disconnect', end: 'goaway' }, '2 x TimeoutError: socket hang up'],
    [{ fault: 'truncate', afterBytes: 20 }, '2 x Error: aborted'],
  ])('%j breaks as over HTTP/1.1', async (fault, expected) => {
    await bedrock.faults.add(fault);
    const quick = new BedrockRuntimeClient({ ...bedrock.clientOptions, maxAttempts: 2 });
    expect(await outcomeOf(quick.send(new ConverseCommand(ask('?'))))).toContain(expected);
    expect(await bedrock.journal.entries()).toHaveLength(2);
  });

  it('breaks within a stream', async () => {
    await bedrock.faults.add({ fault: 'truncate', afterEvents: 2 });
    const { stream = [] } = await client.send(new ConverseStreamCommand(ask('?')));
    const events: object[] = [];
    await expect(async () => {
      for await (const event of stream) events.push(event);
    }).rejects.toThrow('aborted');
    expect(events).toHaveLength(2);
    expect(await bedrock.journal.calls()).toMatchObject([{ outcome: 'broken' }]);
  });
});

describe('a client that leaves', () => {
  const hung = async () => {
    await bedrock.faults.add({ fault: 'hang' });
    return bedrock.journal;
  };

  it('aborts a call, and the server knows', async () => {
    const journal = await hung();
    const controller = new AbortController();
    const call = client.send(new ConverseCommand(ask('?')), { abortSignal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => journal.entries()).toMatchObject([{ completed: false }]);
  });

  it('gives up after its timeout, and retries', async () => {
    const impatient = await createRequestHandler({ requestTimeout: 300 });
    await impatient.faults.add({ fault: 'hang', times: 1 });
    const own = new BedrockRuntimeClient(impatient.clientOptions);
    await own.send(new ConverseCommand(ask('?')));
    const [call] = await impatient.journal.calls();
    expect(call).toMatchObject({ outcome: 'answered', attempts: [{ completed: false }, { status: 200 }] });
  });

  it('aborts a stream, and the server knows', async () => {
    await bedrock.faults.add({ fault: 'hang', afterEvents: 2 });
    const controller = new AbortController();
    const aborted = await client.send(new ConverseStreamCommand(ask('?')), { abortSignal: controller.signal });
    await expect(async () => {
      for await (const { contentBlockDelta } of aborted.stream ?? []) if (contentBlockDelta) controller.abort();
    }).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(async () => (await bedrock.journal.entries()).map(({ completed }) => completed)).toEqual([false]);
  });
});

describe('namespaces', () => {
  it('have a handler each', async () => {
    const other = bedrock.namespace('other', { strictFixtures: true });
    await other.fixtures.add({ reply: { text: 'Other.' } });
    const { output } = await new BedrockRuntimeClient(other.clientOptions).send(new ConverseCommand(ask('?')));
    expect(output?.message?.content?.[0]?.text).toBe('Other.');
    expect(await bedrock.journal.entries()).toEqual([]);
    expect(await other.journal.entries()).toHaveLength(1);
    other.remove();
    expect(bedrock.namespaces()).toHaveLength(1);
  });
});
