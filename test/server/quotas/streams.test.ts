import { ConverseStreamCommand, InvokeModelWithResponseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { haiku, patience, useBedrock } from './use-bedrock.js';

const local = useBedrock();

describe('a stream', () => {
  const stream = (maxTokens: number) =>
    new ConverseStreamCommand({
      modelId: haiku,
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      inferenceConfig: { maxTokens },
    });

  it('holds its reservation until its last event has gone', async () => {
    await local.replyWith(20, 30);
    await local.bedrock.faults.add({ fault: 'latency', milliseconds: 1000, before: 'first-token' });
    await local.bedrock.quotas.set([{ tokensPerMinute: 10_000 }]);
    const sent = local.client.send(stream(500));
    await expect.poll(async () => (await local.usedOf('tokensPerMinute'))?.used ?? 0, patience).toBeGreaterThan(500);
    await local.bedrock.clock.advance(1000);
    for await (const _ of (await sent).stream!);
    await expect.poll(() => local.usedOf('tokensPerMinute'), patience).toMatchObject({ used: 50 });
  });

  it('settles with what it has said where it is left', async () => {
    const input = await local.inputTokens(haiku);
    await local.bedrock.fixtures.add({ reply: { text: 'and so on '.repeat(200) } });
    await local.bedrock.faults.add({ fault: 'hang', afterEvents: 4 });
    await local.bedrock.quotas.set([{ tokensPerMinute: 10_000 }]);
    const leave = new AbortController();
    const { stream: events } = await local.client.send(stream(4000), { abortSignal: leave.signal });
    const said: string[] = [];
    const reading = (async () => {
      for await (const { contentBlockDelta } of events!) said.push(contentBlockDelta?.delta?.text ?? '');
    })();
    await expect.poll(() => said.length, patience).toBe(4);
    expect((await local.usedOf('tokensPerMinute'))!.used).toBeGreaterThan(4000);
    leave.abort();
    await reading.catch(() => undefined);
    await expect.poll(async () => (await local.usedOf('tokensPerMinute'))!.used, patience).toBeLessThan(input + 100);
    expect((await local.usedOf('tokensPerMinute'))!.used).toBeGreaterThan(input);
  });

  it('is counted the same in its native form', async () => {
    await local.replyWith(20, 30);
    await local.bedrock.quotas.set([{ tokensPerMinute: 10_000 }]);
    const body = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 400,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    const { body: events } = await local.client.send(
      new InvokeModelWithResponseStreamCommand({ modelId: haiku, body, contentType: 'application/json' }),
    );
    for await (const _ of events!);
    await expect.poll(() => local.usedOf('tokensPerMinute'), patience).toMatchObject({ used: 50 });
  });
});
