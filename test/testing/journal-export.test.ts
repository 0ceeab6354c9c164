import {
  ConverseCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createHttpControl } from '../../src/testing/http-control.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });
const native = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 20,
  messages: [{ role: 'user', content: 'Hello' }],
});

let bedrock: StartedServer;
let client: ReturnType<typeof createRuntimeClient>;
beforeAll(async () => {
  bedrock = await startServer();
  client = createRuntimeClient(bedrock.url);
});
afterEach(() => bedrock.reset());
afterAll(async () => {
  client.destroy();
  await bedrock.close();
});

const say = (text: string) => client.send(new ConverseCommand(ask(text)));

interface HarEntry {
  request: { url: string; headers: { name: string; value: string }[]; postData?: { text: string } };
  response: { status: number; content: { text: string; encoding?: string; comment?: string } };
  timings: Record<string, number>;
  _bedrock: Record<string, unknown>;
}

describe('exports', () => {
  const readHar = async (): Promise<HarEntry[]> => {
    const { log } = JSON.parse(await bedrock.journal.export('har'));
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'bedrock-local' } });
    return log.entries;
  };

  it('JSONL has an entry in each line, with blobs in Base64', async () => {
    await say('one');
    await client.send(new InvokeModelCommand({ modelId, body: native }));
    const text = await createHttpControl(bedrock.url).journal.export('jsonl');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ operation }) => operation)).toEqual(['Converse', 'InvokeModel']);
    expect(Buffer.from(lines[1].input.body.base64, 'base64').toString()).toBe(native);
    expect(await bedrock.journal.export('jsonl')).toBe(text);
  });

  it('HAR has the bodies of requests and replies, exceptions too', async () => {
    await say('one');
    const { body } = await client.send(new InvokeModelCommand({ modelId, body: native }));
    await client.send(new ConverseCommand({ ...ask('?'), modelId: 'no.such-model' })).catch(() => {});
    const [converse, invoke, refused] = await readHar();
    expect(converse!.request.url).toBe(`${bedrock.url}/model/${encodeURIComponent(modelId)}/converse`);
    expect(JSON.parse(converse!.request.postData!.text)).toEqual({ messages: ask('one').messages });
    expect(JSON.parse(converse!.response.content.text)).toMatchObject({ stopReason: 'end_turn' });
    expect(converse!._bedrock).toMatchObject({ operation: 'Converse', answeredBy: 'generator', faults: [] });
    expect(invoke!.response.content.text).toBe(body.transformToString());
    expect(refused!.response).toMatchObject({
      status: 400,
      content: { text: '{"message":"The provided model identifier is invalid."}' },
    });
  });

  it.each([
    ['as it was written', undefined],
    ['as a fault left it', { fault: 'bad-crc', frame: 3 } as const],
    [
      'with the exception that ended it',
      { fault: 'stream-error', name: 'ThrottlingException', afterEvents: 2 } as const,
    ],
  ])('HAR has the very bytes of a stream, %s, and says its events', async (_how, fault) => {
    if (fault) await bedrock.faults.add(fault);
    const url = `${bedrock.url}/model/${modelId}/converse-stream`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: ask('?').messages }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const [entry] = await readHar();
    const { text, encoding, comment } = entry!.response.content;
    expect(encoding).toBe('base64');
    expect(Buffer.from(text, 'base64').equals(bytes)).toBe(true);
    expect(comment!.split('\n')[0]).toBe('{"messageStart":{"role":"assistant"}}');
  });

  it('HAR has the frames of a raw reply', async () => {
    const events = [{ atMs: 0, headers: { ':message-type': 'event', ':event-type': 'x' }, payload: '{"a":1}' }];
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
    await bedrock.fixtures.add({ reply: { raw: { status: 200, headers, events } } });
    await client.send(new InvokeModelWithResponseStreamCommand({ modelId, body: native })).then(async ({ body }) => {
      for await (const _ of body ?? []);
    });
    const [entry] = await readHar();
    expect(Buffer.from(entry!.response.content.text, 'base64').toString('latin1')).toContain('{"a":1}');
  });

  it('have no secret in any form', async () => {
    const secrets = ['SESSION-SECRET', 'QUERY-SECRET', 'COOKIE-SECRET', 'BEARER-SECRET'];
    const body = JSON.stringify({ messages: ask('?').messages });
    await fetch(
      `${bedrock.url}/model/${modelId}/converse?X-Amz-Signature=QUERY-SECRET&x-amz-security-token=QUERY-SECRET`,
      {
        method: 'POST',
        body,
        headers: {
          authorization: 'Bearer BEARER-SECRET',
          cookie: 'COOKIE-SECRET',
          'x-amz-security-token': 'SESSION-SECRET',
          'content-type': 'application/json',
        },
      },
    );
    for (const format of ['json', 'jsonl', 'har'] as const) {
      const text = await bedrock.journal.export(format);
      expect(text).toContain(modelId);
      for (const secret of secrets) expect(text, `${secret} in ${format}`).not.toContain(secret);
    }
  });

  it('refuse a form that is none', async () => {
    const answer = await fetch(`${bedrock.url}/_local/journal?format=xml`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { message: '"format" must be one of json, jsonl, har' },
    ]);
  });
});
