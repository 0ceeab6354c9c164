import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { converse, haiku, MINUTE, outcome, patience, sonnet4, tooManyTokens, useBedrock } from './use-bedrock.js';

const local = useBedrock();

describe('tokens per minute', () => {
  it('are reserved with max_tokens while the request runs, and settled with what was used', async () => {
    const input = await local.inputTokens(haiku);
    await local.bedrock.fixtures.add({ reply: { text: 'Hi.', usage: { inputTokens: input, outputTokens: 7 } } });
    await local.bedrock.faults.add({ fault: 'latency', milliseconds: 1000, before: 'headers' });
    await local.bedrock.quotas.set([{ tokensPerMinute: 2 * (input + 100) }]);
    const running = [local.client.send(converse(haiku, 100)), local.client.send(converse(haiku, 100))];
    await expect
      .poll(() => local.usedOf('tokensPerMinute'), patience)
      .toMatchObject({ used: 2 * (input + 100), left: 0 });
    await local.bedrock.faults.clear();
    expect(await outcome(local.client.send(converse(haiku, 1)))).toBe(tooManyTokens);
    await local.bedrock.clock.advance(1000);
    await Promise.all(running);
    expect(await local.usedOf('tokensPerMinute')).toMatchObject({ used: 2 * (input + 7), left: 2 * 93 });
    expect(await outcome(local.client.send(converse(haiku, 1)))).toBe('passed');
  });

  it('reserve all that the model may say where max_tokens is missing', async () => {
    const input = await local.inputTokens(haiku);
    await local.bedrock.quotas.set([{ tokensPerMinute: input + 4095 }]);
    expect(await outcome(local.client.send(converse(haiku)))).toBe(tooManyTokens);
    await local.bedrock.quotas.set([{ tokensPerMinute: input + 4096 }]);
    expect(await outcome(local.client.send(converse(haiku)))).toBe('passed');
  });

  it('take five for each token that Claude 3.7 or later says, and may end over the limit', async () => {
    await local.replyWith(20, 30);
    await local.bedrock.quotas.set([{ tokensPerMinute: 150 }]);
    await local.client.send(converse(haiku, 30));
    await local.client.send(converse(sonnet4, 30));
    expect(await local.usedOf('tokensPerMinute', haiku)).toMatchObject({ used: 50 });
    expect(await local.usedOf('tokensPerMinute', sonnet4)).toMatchObject({ used: 170, left: 0 });
    expect(await outcome(local.client.send(converse(sonnet4, 1)))).toBe(tooManyTokens);
  });

  it('count what is written to the cache, and not what is read from it', async () => {
    await local.bedrock.quotas.set([{ tokensPerMinute: 1_000_000 }]);
    const cached = new ConverseCommand({
      modelId: sonnet4,
      system: [{ text: 'All work and no play makes a dull test. '.repeat(200) }, { cachePoint: { type: 'default' } }],
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      inferenceConfig: { maxTokens: 10 },
    });
    const { usage: first } = await local.client.send(cached);
    const afterFirst = first!.inputTokens! + first!.cacheWriteInputTokens! + 5 * first!.outputTokens!;
    expect(first!.cacheWriteInputTokens).toBeGreaterThan(1000);
    expect(await local.usedOf('tokensPerMinute')).toMatchObject({ used: afterFirst });
    const { usage: second } = await local.client.send(cached);
    expect(second!.cacheReadInputTokens).toBe(first!.cacheWriteInputTokens);
    const afterSecond = afterFirst + second!.inputTokens! + 5 * second!.outputTokens!;
    expect(await local.usedOf('tokensPerMinute')).toMatchObject({ used: afterSecond });
  });

  it('are given back where an exception is the answer', async () => {
    await local.bedrock.quotas.set([{ requestsPerMinute: 9, tokensPerMinute: 10_000 }]);
    await local.bedrock.faults.add({ fault: 'error', name: 'InternalServerException' });
    await outcome(local.client.send(converse(haiku, 100)));
    expect(await local.usedOf('tokensPerMinute')).toMatchObject({ used: 0, left: 10_000 });
    expect(await local.usedOf('requestsPerMinute')).toMatchObject({ used: 1 });
  });
});

describe('tokens per day', () => {
  it('outlast the minute, in words of their own', async () => {
    await local.replyWith(20, 30);
    await local.bedrock.quotas.set([{ tokensPerMinute: 1000, tokensPerDay: 120 }]);
    await local.client.send(converse(haiku, 30));
    await local.client.send(converse(haiku, 30));
    await local.bedrock.clock.advance(MINUTE);
    expect(await outcome(local.client.send(converse(haiku, 30)))).toBe(
      'ThrottlingException: Too many tokens per day, please wait before trying again.',
    );
    expect(await local.usedOf('tokensPerDay')).toMatchObject({
      used: 100,
      left: 20,
      refillsAt: '2030-01-02T00:00:00.000Z',
    });
    await local.bedrock.clock.advance(24 * 60 * MINUTE);
    expect(await outcome(local.client.send(converse(haiku, 30)))).toBe('passed');
  });
});
