import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRuntimeClient } from '../../src/client/clients.js';
import { createRetryStrategy, maxAttempts } from '../../src/client/patience.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';

let bedrock: StartedServer;
beforeAll(async () => {
  bedrock = await startServer();
});
afterEach(() => bedrock.reset());
afterAll(() => bedrock.close());

async function ask(signal = new AbortController().signal, tell: (line: string) => void = () => {}) {
  const told: string[] = [];
  const retryStrategy = createRetryStrategy({
    tell(line) {
      told.push(line);
      tell(line);
    },
    signal: () => signal,
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = await createRuntimeClient({ endpoint: bedrock.url, region: 'us-east-1', credentials, retryStrategy });
  const messages = [{ role: 'user' as const, content: [{ text: 'Hi' }] }];
  const error = await client
    .send(new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages }), { abortSignal: signal })
    .then(() => undefined)
    .catch((cause: Error) => cause);
  client.destroy();
  return { told, error };
}

describe('patience', () => {
  it('waits where a call was throttled, says so, and gets through; AWS sees one call of two attempts', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });
    const { told, error } = await ask();
    expect(error).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(/^throttled, attempt 2 of 5 in (0\.[5-9]|1\.0) s$/)]);
    expect((await bedrock.journal.calls()).map(({ attempts }) => attempts.length)).toEqual([2]);
  });

  it('tries again after a failure of the server', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ServiceUnavailableException', times: 1 });
    const { told, error } = await ask();
    expect(error).toBeUndefined();
    expect(told[0]).toMatch(/^ServiceUnavailableException, attempt 2 of 5/);
  });

  it('does not where the request is at fault', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ValidationException' });
    const { told, error } = await ask();
    expect(error?.name).toBe('ValidationException');
    expect(told).toEqual([]);
  });

  it('ends a wait at once where the caller leaves', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException' });
    const leaving = new AbortController();
    const { told, error } = await ask(leaving.signal, () => leaving.abort());
    expect(error?.name).toBe('AbortError');
    expect(told).toHaveLength(1);
  });

  it('gives up after so many attempts, with the words of the last', async () => {
    const strategy = createRetryStrategy({ tell() {}, signal: () => AbortSignal.abort() });
    const last = { getRetryCount: () => maxAttempts - 1, getRetryDelay: () => 0 };
    const failure = { errorType: 'THROTTLING' as const, error: Object.assign(new Error(), { cause: undefined }) };
    await expect(strategy.refreshRetryTokenForRetry(last, failure)).rejects.toThrow('no further attempt');
  });
});
