import type { ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { ConverseCommand, ConverseStreamCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient } from '../../support/clients.js';

const haiku = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const manual = 'Rule by rule, the manual explains what the machine does and why. '.repeat(500);
const cachePoint = { cachePoint: { type: 'default' as const } };

let server: StartedServer;
let client: ReturnType<typeof createRuntimeClient>;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url);
});
afterAll(async () => {
  client.destroy();
  await server.close();
});
beforeEach(() => server.reset());

async function usageOf(input: Partial<ConverseCommandInput>) {
  const messages = [{ role: 'user' as const, content: [{ text: 'What does rule one say?' }] }];
  const { usage } = await client.send(new ConverseCommand({ modelId: haiku, messages, ...input }));
  return usage as unknown as Record<string, number> & { cacheDetails?: unknown };
}
const cached = { system: [{ text: manual }, cachePoint] };

describe('the prompt cache', () => {
  it('writes a prefix once and reads it afterwards; the total stays', async () => {
    const plain = await usageOf({ system: [{ text: manual }] });
    const first = await usageOf(cached);
    const second = await usageOf(cached);
    expect(first).toMatchObject({
      cacheReadInputTokens: 0,
      cacheDetails: [{ ttl: '5m', inputTokens: first.cacheWriteInputTokens }],
    });
    expect(first.cacheWriteInputTokens).toBeGreaterThan(4096);
    expect(second).toMatchObject({ cacheReadInputTokens: first.cacheWriteInputTokens, cacheWriteInputTokens: 0 });
    expect(second.cacheDetails).toBeUndefined();
    const total = (usage: typeof first) => Number(usage.totalTokens) - Number(usage.outputTokens);
    expect([total(first), total(second)]).toEqual([plain.inputTokens, plain.inputTokens]);
    expect(second.inputTokens).toBe(total(second) - Number(second.cacheReadInputTokens));
  });

  it('caches nothing below the minimum of the model, without an error', async () => {
    const usage = await usageOf({ system: [{ text: 'Short.' }, cachePoint] });
    expect(usage).toMatchObject({ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 });
  });

  it('forgets after five minutes, or after an hour where that was asked for', async () => {
    await server.clock.freeze();
    const hour = { system: [{ text: manual }, { cachePoint: { type: 'default' as const, ttl: '1h' as const } }] };
    await usageOf(hour);
    await server.clock.advance(59 * 60_000);
    expect((await usageOf(hour)).cacheReadInputTokens).toBeGreaterThan(0);
    await server.reset();
    await usageOf(cached);
    await server.clock.advance(5 * 60_000);
    expect((await usageOf(cached)).cacheReadInputTokens).toBe(0);
  });

  it('finds the prefix of an earlier turn when the conversation grows', async () => {
    const turns = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        content: [{ text: index === 0 ? manual : `turn ${index}` }, ...(index === count - 1 ? [cachePoint] : [])],
      }));
    const first = await usageOf({ messages: turns(1) });
    const grown = await usageOf({ messages: turns(3) });
    expect(grown.cacheReadInputTokens).toBe(first.cacheWriteInputTokens);
    expect(grown.cacheWriteInputTokens).toBeGreaterThan(0);
  });

  it('says so in streams, in native bodies and in headers', async () => {
    const text = manual;
    const nova = {
      modelId: 'us.amazon.nova-lite-v1:0',
      messages: [{ role: 'user' as const, content: [{ text }, cachePoint] }],
    };
    const streamed = await client.send(new ConverseStreamCommand(nova));
    let usage: object | undefined;
    for await (const event of streamed.stream ?? []) usage = event.metadata?.usage ?? usage;
    expect(usage).toMatchObject({ cacheReadInputTokens: 0, cacheWriteInputTokens: expect.any(Number) });
    const content = [{ type: 'text', text, cache_control: { type: 'ephemeral', ttl: '1h' } }];
    const body = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 9,
      messages: [{ role: 'user', content }],
    });
    const native = JSON.parse(
      (await client.send(new InvokeModelCommand({ modelId: haiku, body }))).body.transformToString(),
    );
    expect(native.usage.cache_creation.ephemeral_1h_input_tokens).toBe(native.usage.cache_creation_input_tokens);
    expect(native.usage.cache_creation_input_tokens).toBeGreaterThan(4096);
  });
});
