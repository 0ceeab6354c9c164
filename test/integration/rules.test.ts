/** Every rule through the real client: what AWS refuses is refused in its words, what it takes is answered. */
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseRequest,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { assistant, type Case, hi, text } from '../server/rules/cases/case.js';
import { cases } from '../server/rules/cases/index.js';
import { createRuntimeClient } from '../support/clients.js';

let strict: StartedServer;
let lenient: StartedServer;
let client: BedrockRuntimeClient;
let lenientClient: BedrockRuntimeClient;
beforeAll(async () => {
  strict = await startServer();
  lenient = await startServer({ settings: { lenient: true } });
  client = createRuntimeClient(strict.url, 'h2', { maxAttempts: 1 });
  lenientClient = createRuntimeClient(lenient.url, 'h2', { maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  lenientClient.destroy();
  await strict.close();
  await lenient.close();
});

type Refusal = Error & { $response?: { headers: Record<string, string> } };

async function ask(asked: Case['refused'], { model, operation }: Case, by = client): Promise<string> {
  const input: ConverseRequest = { modelId: model, messages: [hi], ...asked };
  if (operation !== 'ConverseStream') return (await by.send(new ConverseCommand(input))).stopReason ?? '';
  let stopReason = '';
  for await (const event of (await by.send(new ConverseStreamCommand(input))).stream ?? []) {
    stopReason = event.messageStop?.stopReason ?? stopReason;
  }
  return stopReason;
}

const refusalOf = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (refusal: Refusal) => refusal,
  );

describe('each rule of Converse, through the real client', () => {
  it.each(cases.map((row) => [row.rule, row.model, row] as const))('%s refuses %s', async (rule, _, row) => {
    const refusal = await refusalOf(ask(row.refused, row));
    expect([refusal?.name, refusal?.message]).toEqual([row.exception ?? 'ValidationException', row.words]);
    const inStream = refusal?.$response === undefined || rule === 'converse/media-type';
    if (!inStream) expect(refusal?.$response?.headers['x-bedrock-local-hint']).toContain(`off: ["${rule}"]`);
  });

  it.each(cases.map((row) => [row.rule, row.model, row] as const))('%s is kept by %s', async (_, __, row) => {
    expect(await ask(row.passes, row)).not.toBe('');
  });

  it.each(cases.map((row) => [row.rule, row] as const))('%s is no rule where all are off', async (_, row) => {
    const messages = row.refused.messages ?? [hi];
    if (JSON.stringify(messages).length > 1_000_000) return;
    expect(await ask(row.refused, row, lenientClient)).not.toBe('');
  });
});

describe('additionalModelResponseFields', () => {
  const asked = (path: string): ConverseRequest => ({
    modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
    messages: [hi],
    inferenceConfig: { stopSequences: ['e'] },
    additionalModelResponseFieldPaths: [path, '/nothing/here'],
  });

  it('holds what the model says beside what Converse has words for', async () => {
    const reply = await client.send(new ConverseCommand(asked('/stop_sequence')));
    expect(reply.stopReason).toBe('stop_sequence');
    expect(reply.additionalModelResponseFields).toEqual({ stop_sequence: 'e' });
  });

  it('comes with the last word of a stream, as deep as in its chunks', async () => {
    const { stream } = await client.send(new ConverseStreamCommand(asked('/delta/stop_sequence')));
    const stops = [];
    for await (const event of stream ?? []) if (event.messageStop) stops.push(event.messageStop);
    expect(stops).toEqual([
      { stopReason: 'stop_sequence', additionalModelResponseFields: { delta: { stop_sequence: 'e' } } },
    ]);
  });

  it('is absent where nothing is asked, or nothing found', async () => {
    const plain = await client.send(new ConverseCommand({ ...asked('/'), additionalModelResponseFieldPaths: ['/no'] }));
    expect(plain).not.toHaveProperty('additionalModelResponseFields');
  });
});

describe('a program that was written for Claude 2, and names Claude 3.5', () => {
  const body = JSON.stringify({ prompt: '\n\nHuman: What is a harbour?\n\nAssistant:', max_tokens_to_sample: 50 });
  const modelId = 'anthropic.claude-3-5-sonnet-20240620-v1:0';
  const rules = { off: ['invoke-model/text-completions-body@anthropic.claude-3-5-*'] };

  it('is refused as AWS refuses it', async () => {
    const refusal = await refusalOf(client.send(new InvokeModelCommand({ modelId, body })));
    expect(refusal?.message).toBe(
      '"claude-3-5-sonnet-20240620" is not supported on this API. Please use the Messages API instead.',
    );
    expect(refusal?.$response?.headers['x-bedrock-local-hint']).toContain('invoke-model/text-completions-body');
  });

  it('runs where the rule is off', async () => {
    const server = await startServer({ settings: { rules } });
    const own = createRuntimeClient(server.url);
    const reply = await own.send(new InvokeModelCommand({ modelId, body }));
    expect(JSON.parse(reply.body.transformToString())).toMatchObject({
      type: 'completion',
      stop_reason: expect.any(String),
    });
    const { body: stream } = await own.send(new InvokeModelWithResponseStreamCommand({ modelId, body }));
    const chunks = [];
    for await (const { chunk } of stream ?? []) chunks.push(JSON.parse(Buffer.from(chunk!.bytes!).toString()));
    expect(chunks.every(({ type }) => type === 'completion')).toBe(true);
    const other = { modelId: 'anthropic.claude-3-haiku-20240307-v1:0', body };
    expect((await refusalOf(own.send(new InvokeModelCommand(other))))?.name).toBe('ValidationException');
    own.destroy();
    await server.close();
  });
});

describe('InvokeModel', () => {
  const invoke = (modelId: string, body: object, by = client, more: object = {}) =>
    by.send(new InvokeModelCommand({ modelId, body: JSON.stringify(body), ...more }));
  const picture = { text_prompts: [{ text: 'a harbour' }], seed: 1 };
  const sdxl = 'stability.stable-diffusion-xl-v1';
  const said = [{ role: 'user', content: 'Hi' }];
  const claude = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 20, messages: said };

  it('gives the picture itself where a PNG is asked of Stable Diffusion XL', async () => {
    const reply = await invoke(sdxl, picture, client, { accept: 'image/png' });
    expect(reply.contentType).toBe('image/png');
    const [artifact] = JSON.parse((await invoke(sdxl, picture)).body.transformToString()).artifacts;
    expect(Buffer.from(reply.body).toString('base64')).toBe(artifact.base64);
    expect(Buffer.from(reply.body).toString('latin1', 1, 4)).toBe('PNG');
  });

  it('streams no model that does not stream', async () => {
    const command = new InvokeModelWithResponseStreamCommand({ modelId: sdxl, body: JSON.stringify(picture) });
    expect((await refusalOf(client.send(command)))?.message).toBe('The model is unsupported for streaming.');
  });

  it.each([
    ['meta.llama3-8b-instruct-v1:0', { prompt: 'Hi', top_k: 5 }, '#: extraneous key [top_k] is not permitted'],
    [
      'anthropic.claude-3-haiku-20240307-v1:0',
      { ...claude, stream: true },
      '#: subject must not be valid against schema {"required":["messages"]}#: extraneous key [stream] is not permitted',
    ],
  ])('passes over keys that %s does not know where the rule is off', async (modelId, body, words) => {
    const refusal = await refusalOf(invoke(modelId, body));
    expect(refusal?.message).toBe(`Malformed input request: ${words}, please reformat your input and try again.`);
    expect((await invoke(modelId, body, lenientClient)).contentType).toBe('application/json');
    await expect(invoke(modelId, {}, lenientClient)).rejects.toThrow('Malformed input request');
  });

  it.each([
    [
      'meta.llama3-8b-instruct-v1:0',
      { prompt: 'one two three '.repeat(4000) },
      /^This model's maximum context length is 8192/,
    ],
    [
      'anthropic.claude-3-haiku-20240307-v1:0',
      { ...claude, messages: [{ role: 'user', content: 'x'.repeat(9_000_001) }] },
      /^too many total text bytes: 9000001 > 9000000$/,
    ],
    [
      'anthropic.claude-3-haiku-20240307-v1:0',
      { ...claude, messages: [...said, ...said] },
      /^messages: roles must alternate/,
    ],
  ])('holds %s to its limits, without the prefix of Converse', async (modelId, body, words) => {
    expect((await refusalOf(invoke(modelId, body)))?.message).toMatch(words);
    if (JSON.stringify(body).length < 1_000_000) {
      expect((await invoke(modelId, body, lenientClient)).contentType).toBe('application/json');
    }
  });
});

describe('a server that is told what means nothing', () => {
  it('does not start', async () => {
    const settings = { rules: { off: ['converse/role-alternaton@anthropic.*'] } };
    await expect(startServer({ settings })).rejects.toThrow(
      'rules: "converse/role-alternaton" is the id of no rule; did you mean "converse/role-alternation"?',
    );
  });

  it('answers a conversation that nobody began, where all rules are off', async () => {
    const messages = [assistant(text('Hello.'))];
    const reply = await lenientClient.send(new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages }));
    expect(reply.output?.message?.role).toBe('assistant');
  });
});
