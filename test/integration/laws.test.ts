import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { foldConverseStream } from '../support/fold-converse-stream.js';
import { invoke, invokeStream } from '../support/invoke.js';
import { nativeBody, type TextFamily, textFamilies } from '../support/text-families.js';

let server: StartedServer;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});
beforeEach(() => server.journal.clear());

const said = fc
  .oneof(fc.lorem({ mode: 'sentences', maxCount: 3 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }))
  .filter((text) => text.trim() !== '');

const inferenceConfig = fc.record(
  {
    maxTokens: fc.integer({ min: 1, max: 200 }),
    temperature: fc.constantFrom(0, 0.5, 1),
    topP: fc.constantFrom(0.1, 0.9, 1),
    stopSequences: fc.array(fc.constantFrom('the', ' a ', '.', 'water'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const toolConfig = {
  tools: [
    {
      toolSpec: {
        name: 'weather',
        inputSchema: {
          json: {
            type: 'object',
            properties: { city: { type: 'string' }, days: { type: 'integer' } },
            required: ['city'],
          },
        },
      },
    },
  ],
};

const conversation: fc.Arbitrary<ConverseCommandInput> = fc
  .record({
    modelId: fc.constantFrom('amazon.nova-lite-v1:0', 'anthropic.claude-3-haiku-20240307-v1:0'),
    texts: fc.array(said, { minLength: 1, maxLength: 3 }).map((texts) => (texts.length === 2 ? texts.slice(1) : texts)),
    inferenceConfig,
    system: fc.option(said, { nil: undefined }),
    tools: fc.boolean(),
  })
  .map(({ modelId, texts, inferenceConfig, system, tools }) => ({
    modelId,
    messages: texts.map((text, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', content: [{ text }] })),
    inferenceConfig,
    ...(system && { system: [{ text: system }] }),
    ...(tools && { toolConfig }),
  }));

describe('Converse', () => {
  it('is ConverseStream, folded', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, async (input) => {
        const [unary, streamed] = await Promise.all([
          client.send(new ConverseCommand(input)),
          client.send(new ConverseStreamCommand(input)).then(({ stream }) => foldConverseStream(stream)),
        ]);
        const { output, stopReason, usage } = unary;
        expect(streamed).toEqual({ ...output?.message, stopReason, usage });
      }),
      { numRuns: 100 },
    );
  });

  it('counts the same in usage and in the journal', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, async (input) => {
        await server.journal.clear();
        const { usage } = await client.send(new ConverseCommand(input));
        expect(usage?.totalTokens).toBe(usage!.inputTokens! + usage!.outputTokens!);
        expect(usage?.outputTokens).toBeLessThanOrEqual(input.inferenceConfig?.maxTokens ?? Number.POSITIVE_INFINITY);
        const [entry] = await server.journal.entries();
        expect(entry?.usage).toEqual({ inputTokens: usage?.inputTokens, outputTokens: usage?.outputTokens });
      }),
      { numRuns: 30 },
    );
  });
});

const streaming = textFamilies.filter((family) => family.chunk).map((family) => [family.name, family] as const);

describe('InvokeModel is what its stream says, and counts as its stream counts', () => {
  it.each(streaming)('%s', async (_, family) => {
    const parameters = fc.record({
      maxTokens: fc.integer({ min: 1, max: 150 }),
      temperature: fc.constantFrom(0.1, 0.8),
    });
    await fc.assert(
      fc.asyncProperty(fc.lorem({ maxCount: 12 }), parameters, async (prompt, { maxTokens, temperature }) => {
        await server.journal.clear();
        const request = nativeBody(family, prompt, { maxTokens, temperature });
        const { body, headers } = await invoke(client, family.model, request);
        const { chunks, metrics } = await invokeStream(client, family.model, request);
        expect(chunks.map((chunk) => family.chunk!(chunk)).join('')).toBe(family.texts(body)[0]);
        const inputTokens = Number(headers['x-amzn-bedrock-input-token-count']);
        const outputTokens = Number(headers['x-amzn-bedrock-output-token-count']);
        expect(metrics).toMatchObject({ inputTokenCount: inputTokens, outputTokenCount: outputTokens });
        if (family.tokens) expect(family.tokens(body)).toBe(outputTokens);
        const entries = await server.journal.entries();
        expect(entries.map(({ usage }) => usage)).toEqual(Array(2).fill({ inputTokens, outputTokens }));
      }),
      { numRuns: 10 },
    );
  });
});

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

/** Cuts a body into its frames, each as its bytes. */
function framesOf(body: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let start = 0; start < body.length; start += body.readUInt32BE(start)) {
    frames.push(body.subarray(start, start + body.readUInt32BE(start)));
  }
  return frames;
}

const latency = /"(?:latencyMs|invocationLatency|firstByteLatency)":\d+/g;

/** The last frame holds the latencies; the length of its padding follows from them. */
function withoutLatency(frame: Buffer): string {
  const payload = Buffer.from(codec.decode(frame).body).toString();
  const { p, bytes, ...rest } = JSON.parse(payload);
  const inner = bytes ? Buffer.from(bytes, 'base64').toString() : JSON.stringify(rest);
  return inner.replaceAll(latency, '"latency":0');
}

async function bytesOf(path: string, body: object): Promise<Buffer> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  expect(response.status, await response.clone().text()).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('the same request twice has the same bytes, latencies aside', () => {
  const family = (name: string): TextFamily => textFamilies.find((row) => row.name === name)!;
  const native = (name: string) => nativeBody(family(name), 'The sea', { maxTokens: 150, temperature: 1 });
  const converse = {
    messages: [{ role: 'user', content: [{ text: 'The sea' }] }],
    inferenceConfig: { temperature: 1 },
  };
  const titan = family('Titan').model;
  const cohere = family('Cohere Command').model;

  it.each<[string, object]>([
    ['/model/amazon.nova-lite-v1%3A0/converse', converse],
    [`/model/${titan}/invoke`, native('Titan')],
    ['/model/ai21.j2-ultra-v1/invoke', { prompt: 'The sea', numResults: 3 }],
    [
      '/model/stability.stable-diffusion-xl-v1/invoke',
      { text_prompts: [{ text: 'The sea' }], height: 1536, width: 640 },
    ],
    ['/model/amazon.titan-embed-text-v2%3A0/invoke', { inputText: 'The sea' }],
  ])('%s', async (path, body) => {
    const [first, second] = [await bytesOf(path, body), await bytesOf(path, body)];
    const comparable = (bytes: Buffer) => bytes.toString('latin1').replaceAll(latency, '"latency":0');
    expect(comparable(second)).toBe(comparable(first));
  });

  it.each<[string, object]>([
    ['/model/amazon.nova-lite-v1%3A0/converse-stream', converse],
    ['/model/amazon.nova-lite-v1%3A0/converse-stream', { ...converse, toolConfig }],
    [`/model/${titan}/invoke-with-response-stream`, native('Titan')],
    [`/model/${cohere}/invoke-with-response-stream`, { ...native('Cohere Command'), stream: true, num_generations: 2 }],
  ])('%s, padding too', async (path, body) => {
    const [first, second] = [framesOf(await bytesOf(path, body)), framesOf(await bytesOf(path, body))];
    expect(first.length).toBeGreaterThan(1);
    expect(second.slice(0, -1)).toEqual(first.slice(0, -1));
    expect(withoutLatency(second.at(-1)!)).toBe(withoutLatency(first.at(-1)!));
  });
});
