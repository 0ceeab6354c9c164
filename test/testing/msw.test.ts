import http2 from 'node:http2';
import { PassThrough } from 'node:stream';
import { BedrockClient, ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { bedrockUrl } from '../../src/testing/bedrock-hosts.js';
import { watchHttp2 } from '../../src/testing/http2-guard.js';
import { createMswHandlers, type MswBedrock } from '../../src/testing/msw.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });
const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
/** As the application makes it, save for the handler of HTTP/1.1. */
const connect = (region = 'us-east-1') =>
  new BedrockRuntimeClient({ region, credentials, maxAttempts: 2, requestHandler: new NodeHttpHandler() });

let bedrock: MswBedrock;
let server: ReturnType<typeof setupServer>;
beforeAll(async () => {
  bedrock = await createMswHandlers();
  server = setupServer(...bedrock.handlers);
  server.listen({ onUnhandledRequest: 'error' });
});
beforeEach(() => bedrock.reset());
afterAll(() => {
  server.close();
  bedrock.close();
});

describe('an HTTP/1.1 client of AWS itself', () => {
  it('is answered here, in any region, of both services', async () => {
    await bedrock.fixtures.add({ reply: { text: 'Paris.' } });
    for (const region of ['us-east-1', 'eu-central-1', 'us-gov-west-1']) {
      const { output } = await connect(region).send(new ConverseCommand(ask('?')));
      expect(output?.message?.content?.[0]?.text).toBe('Paris.');
    }
    const control = new BedrockClient({ region: 'ap-south-1', credentials });
    await control.send(new ListFoundationModelsCommand({ byProvider: 'Amazon' }));
    const entries = await bedrock.journal.entries();
    expect(entries.map(({ region }) => region)).toEqual(['us-east-1', 'eu-central-1', 'us-gov-west-1', 'ap-south-1']);
    expect(entries[0]!.request.url).toBe(`/model/${encodeURIComponent(modelId)}/converse`);
  });

  it('reads a stream event by event', async () => {
    await bedrock.fixtures.add({ reply: { text: 'one two three' } });
    await bedrock.faults.add({ fault: 'latency', milliseconds: 5, before: 'token' });
    const { stream = [] } = await connect().send(new ConverseStreamCommand(ask('?')));
    let text = '';
    for await (const { contentBlockDelta } of stream) text += contentBlockDelta?.delta?.text ?? '';
    expect(text).toBe('one two three');
    expect(await bedrock.journal.calls()).toMatchObject([{ outcome: 'answered' }]);
  });

  it('meets faults, and retries', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });
    await connect().send(new ConverseCommand(ask('?')));
    expect((await bedrock.journal.calls())[0]!.attempts.map(({ status }) => status)).toEqual([429, 200]);
    await bedrock.faults.add({ fault: 'disconnect' });
    await expect(connect().send(new ConverseCommand(ask('?')))).rejects.toThrow();
    await bedrock.faults.clear();
    await bedrock.faults.add({ fault: 'truncate', afterEvents: 2 });
    const { stream = [] } = await connect().send(new ConverseStreamCommand(ask('?')));
    await expect(async () => {
      for await (const _ of stream);
    }).rejects.toThrow();
  });

  it('by fetch works as well', async () => {
    const url = `https://bedrock-runtime.us-east-1.amazonaws.com/model/${modelId}/converse`;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ messages: ask('?').messages }) });
    expect([answer.status, await answer.json()]).toMatchObject([200, { stopReason: 'end_turn' }]);
  });
});

describe('an HTTP/2 client', () => {
  const overHttp2 = () => new BedrockRuntimeClient({ region: 'us-east-1', credentials, maxAttempts: 1 });

  it('is told why msw does not see it, and reaches no one', async () => {
    await expect(overHttp2().send(new ConverseCommand(ask('?')))).rejects.toThrow(
      /bedrock-runtime\.us-east-1\.amazonaws\.com over HTTP\/2, which msw cannot see.*new NodeHttpHandler\(\)/,
    );
    expect(await bedrock.journal.entries()).toEqual([]);
  });

  it('may be warned of instead, and is left alone elsewhere', async () => {
    const warnings: string[] = [];
    const listen = (warning: Error) => warnings.push(warning.message);
    process.on('warning', listen);
    bedrock.close();
    const stop = watchHttp2('warn');
    onTestFinished(() => {
      stop();
      process.off('warning', listen);
    });
    for (const authority of ['http://127.0.0.1:1', 'https://bedrock-runtime.us-east-1.amazonaws.com']) {
      const session = http2.connect(authority, { createConnection: () => new PassThrough() });
      session.on('error', () => {});
      session.destroy();
    }
    await expect.poll(() => warnings.filter((text) => text.includes('over HTTP/2'))).toHaveLength(1);
  });
});

describe('the hosts', () => {
  it.each([
    'https://bedrock.us-east-1.amazonaws.com/foundation-models',
    'https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com/model/x/converse',
    'https://bedrock-runtime.eu-west-1.api.aws/model/x/converse',
    'https://vpce-0a1b-2c3d.bedrock-runtime.us-east-1.vpce.amazonaws.com/model/x/converse',
    'https://bedrock.cn-north-1.amazonaws.com.cn/guardrails',
  ])('%s is Bedrock', (url) => expect(url).toMatch(bedrockUrl));

  it.each([
    'https://bedrock-agent-runtime.us-east-1.amazonaws.com/agents',
    'https://s3.us-east-1.amazonaws.com/bedrock.us-east-1.amazonaws.com/',
    'https://bedrock.us-east-1.amazonaws.com.evil.example/',
  ])('%s is not', (url) => expect(url).not.toMatch(bedrockUrl));
});
