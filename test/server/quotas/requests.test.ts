import { InvokeModelCommand, ThrottlingException } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { createHttpControl } from '../../../src/testing/http-control.js';
import { createRuntimeClient } from '../../support/clients.js';
import { converse, haiku, MINUTE, outcome, sonnet4, tooManyRequests, useBedrock } from './use-bedrock.js';

const local = useBedrock();

describe('requests per minute', () => {
  it('let a burst pass up to the limit, refuse the rest, and refill after a minute', async () => {
    await local.bedrock.quotas.set([{ requestsPerMinute: 5 }]);
    const burst = await Promise.all(Array.from({ length: 8 }, () => outcome(local.client.send(converse(haiku, 10)))));
    expect(burst.filter((end) => end === 'passed')).toHaveLength(5);
    expect(burst.filter((end) => end === tooManyRequests)).toHaveLength(3);
    expect(await local.bedrock.quotas.usage()).toEqual([
      {
        model: haiku,
        region: 'us-east-1',
        quota: 'requestsPerMinute',
        limit: 5,
        used: 5,
        left: 0,
        refillsAt: '2030-01-01T00:01:00.000Z',
      },
    ]);
    await local.bedrock.clock.advance(MINUTE - 1);
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe(tooManyRequests);
    await local.bedrock.clock.advance(1);
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe('passed');
  });

  it('are an exception of the SDK, and the journal says which quota it was', async () => {
    await local.bedrock.quotas.set([{ requestsPerMinute: 0 }]);
    const thrown = await local.client.send(converse(haiku)).catch((error) => error);
    expect(thrown).toBeInstanceOf(ThrottlingException);
    expect(thrown.$metadata.httpStatusCode).toBe(429);
    expect(await local.bedrock.journal.entries()).toMatchObject([
      { status: 429, exception: 'ThrottlingException', answeredBy: 'quota:requestsPerMinute', model: haiku },
    ]);
  });

  it('are passed by the retries of the SDK when time goes on', async () => {
    await local.bedrock.quotas.set([{ requestsPerMinute: 1 }]);
    const patient = createRuntimeClient(local.bedrock.url, 'h2', { maxAttempts: 5 });
    await patient.send(converse(haiku, 10));
    const second = patient.send(converse(haiku, 10));
    await expect
      .poll(async () => (await local.bedrock.journal.entries({ exception: 'ThrottlingException' })).length)
      .toBeGreaterThan(0);
    await local.bedrock.clock.advance(MINUTE);
    expect((await second).$metadata.attempts).toBeGreaterThan(1);
    patient.destroy();
  });

  it('are counted for each model and region, whichever operation is called', async () => {
    await local.bedrock.quotas.set([{ model: 'anthropic.*', region: 'us-east-1', requestsPerMinute: 2 }]);
    const native = JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 10,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    await local.client.send(converse(haiku, 10));
    await local.client.send(new InvokeModelCommand({ modelId: haiku, body: native }));
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe(tooManyRequests);
    expect(await outcome(local.client.send(converse('anthropic.claude-3-sonnet-20240229-v1:0', 10)))).toBe('passed');
    const west = createRuntimeClient(local.bedrock.url, 'h2', { region: 'us-west-2', maxAttempts: 1 });
    expect(await outcome(west.send(converse(haiku, 10)))).toBe('passed');
    west.destroy();
  });

  it('are not spent by what is refused as malformed', async () => {
    await local.bedrock.quotas.set([{ requestsPerMinute: 1 }]);
    expect(await outcome(local.client.send(converse(haiku, 1_000_000)))).toContain('ValidationException');
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe('passed');
  });
});

describe('the control interface over HTTP', () => {
  it('sets quotas, shows what is left of them, and removes them', async () => {
    const { quotas } = createHttpControl(local.bedrock.url);
    await quotas.set([{ model: haiku, requestsPerMinute: 2 }]);
    await local.client.send(converse(haiku, 10));
    expect(await quotas.list()).toEqual([{ model: haiku, requestsPerMinute: 2 }]);
    expect(await quotas.usage()).toMatchObject([{ model: haiku, limit: 2, used: 1, left: 1 }]);
    await quotas.set('aws');
    expect(await quotas.list()).toEqual(['aws']);
    await quotas.clear();
    expect(await local.bedrock.quotas.list()).toEqual([]);
  });

  it.each([
    [[{ tokensPerMinut: 1 }], 'unknown key "quotas[0].tokensPerMinut"; did you mean "tokensPerMinute"?'],
    [[{ model: 'x' }], 'quotas[0] has no limit'],
    [[{ requestsPerMinute: -1 }], 'quotas[0].requestsPerMinute must be a whole number'],
    ['azure', 'quotas must be aws, or a list of rows'],
  ])('refuses %j in one sentence', async (quotas, sentence) => {
    const control = createHttpControl(local.bedrock.url);
    await expect(control.quotas.set(quotas as never)).rejects.toThrow(sentence);
  });
});

describe('which quota holds', () => {
  it('is that of the inference profile where one is called', async () => {
    await local.bedrock.quotas.set([{ model: 'us.*', requestsPerMinute: 1 }]);
    const micro = 'amazon.nova-micro-v1:0';
    await local.client.send(converse(`us.${micro}`, 10));
    expect(await outcome(local.client.send(converse(`us.${micro}`, 10)))).toBe(tooManyRequests);
    expect(await outcome(local.client.send(converse(micro, 10)))).toBe('passed');
  });

  it('is the first row that matches, limit by limit; the defaults of AWS may stand behind rows of your own', async () => {
    await local.bedrock.quotas.set([{ model: sonnet4, requestsPerMinute: 3 }, 'aws']);
    await local.client.send(converse(sonnet4, 10));
    const found = (await local.bedrock.quotas.usage()).map(({ quota, limit }) => [quota, limit]);
    expect(found).toEqual([
      ['requestsPerMinute', 3],
      ['tokensPerMinute', 200_000],
      ['tokensPerDay', 288_000_000],
    ]);
  });

  it('is that of the namespace, and a reset forgets its use and returns to the start', async () => {
    const mine = local.bedrock.namespace('limited', { quotas: [{ requestsPerMinute: 1 }] });
    const own = createRuntimeClient(mine.url, 'http/1.1', { maxAttempts: 1 });
    await own.send(converse(haiku, 10));
    expect(await outcome(own.send(converse(haiku, 10)))).toBe(tooManyRequests);
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe('passed');
    await mine.quotas.clear();
    expect(await outcome(own.send(converse(haiku, 10)))).toBe('passed');
    await mine.reset();
    expect(await mine.quotas.list()).toEqual([{ requestsPerMinute: 1 }]);
    expect(await mine.quotas.usage()).toEqual([]);
    expect(await outcome(own.send(converse(haiku, 10)))).toBe('passed');
    own.destroy();
    mine.remove();
  });
});
