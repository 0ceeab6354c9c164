import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JournalFilter } from '../../src/server/journal-filter.js';
import { createHttpControl } from '../../src/testing/http-control.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const ask = (text: string) => ({ modelId, messages: [{ role: 'user' as const, content: [{ text }] }] });
let bedrock: StartedServer;
let client: ReturnType<typeof createRuntimeClient>;
let single: typeof client;
beforeAll(async () => {
  bedrock = await startServer();
  client = createRuntimeClient(bedrock.url);
  single = createRuntimeClient(bedrock.url, 'h2', { maxAttempts: 1 });
});
afterEach(() => bedrock.reset());
afterAll(async () => {
  client.destroy();
  single.destroy();
  await bedrock.close();
});

const say = (text: string) => client.send(new ConverseCommand(ask(text)));
/** Without a second attempt. */
const once = (text: string) => single.send(new ConverseCommand(ask(text))).catch(() => {});
async function stream(text: string) {
  const events = [];
  for await (const event of (await client.send(new ConverseStreamCommand(ask(text)))).stream ?? []) events.push(event);
  return events;
}

describe('the filters', () => {
  const seed = async () => {
    await bedrock.clock.freeze('2026-01-01T00:00:00Z');
    await bedrock.fixtures.add({ id: 'weather', match: { prompt: 'weather' }, reply: { text: 'Rain.' } });
    await once('weather');
    await bedrock.clock.advance(60_000);
    await bedrock.faults.add({ id: 'busy', fault: 'error', name: 'ThrottlingException', times: 1 });
    await once('Hello');
    await once('Hello');
    await client.send(new ConverseCommand({ ...ask('?'), modelId: 'no.such-model' })).catch(() => {});
  };

  it.each<[JournalFilter, string[]]>([
    [{}, ['fixture:weather', 'fault:busy', 'generator', 'none']],
    [{ operation: 'Conv*', model: 'anthropic.*' }, ['fixture:weather', 'fault:busy', 'generator']],
    [{ exception: '*' }, ['fault:busy', 'none']],
    [{ exception: 'ThrottlingException' }, ['fault:busy']],
    [{ status: 429 }, ['fault:busy']],
    [{ status: '4xx' }, ['fault:busy', 'none']],
    [{ answeredBy: 'fault:*' }, ['fault:busy']],
    [{ fixture: 'weather' }, ['fixture:weather']],
    [{ since: '2026-01-01T00:01:00Z' }, ['fault:busy', 'generator', 'none']],
    [{ until: '2026-01-01T00:01:00Z' }, ['fixture:weather']],
    [{ unmatched: true }, ['generator', 'none']],
    [{ status: '2xx', limit: 1 }, ['generator']],
  ])('%j, in process and over HTTP', async (filter, expected) => {
    await seed();
    for (const { journal } of [bedrock, createHttpControl(bedrock.url)]) {
      const found = await journal.entries(filter);
      expect(found.map(({ answeredBy = 'none' }) => answeredBy)).toEqual(expected);
    }
  });

  it.each<[object, string]>([
    [{ opration: 'x' }, '"opration" is no filter of the journal: known are operation, model'],
    [{ status: '9000' }, 'the filter "status" must be a status such as 429, or a class such as 4xx, not "9000"'],
    [{ since: 'yesterday' }, 'the filter "since" must be an ISO 8601 moment'],
    [{ limit: '0' }, 'the filter "limit" must be a whole number from 1 up'],
    [{ unmatched: 'yes' }, 'the filter "unmatched" must be true or false'],
  ])('%j is refused in one sentence', async (filter, sentence) => {
    await expect(bedrock.journal.entries(filter as JournalFilter)).rejects.toThrow(sentence);
    await expect(createHttpControl(bedrock.url).journal.entries(filter as JournalFilter)).rejects.toThrow(sentence);
  });
});

describe('calls', () => {
  it('are attempts put together, with what the client waited between them and how it ended', async () => {
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 2 });
    await say('one');
    await bedrock.faults.add({ fault: 'error', name: 'ValidationException', message: 'No.' });
    await say('two').catch(() => {});
    for (const { journal } of [bedrock, createHttpControl(bedrock.url)]) {
      const [first, second, ...others] = await journal.calls();
      expect(others).toEqual([]);
      expect(first).toMatchObject({ operation: 'Converse', model: modelId, outcome: 'answered' });
      expect(first!.attempts.map(({ status, attempt }) => [status, attempt])).toEqual([
        [429, 1],
        [429, 2],
        [200, 3],
      ]);
      expect(first!.gapsMs).toHaveLength(2);
      expect(second).toMatchObject({ outcome: 'exception', exception: 'ValidationException', gapsMs: [] });
      expect(await journal.calls({ status: 429 })).toHaveLength(1);
      expect(await journal.calls({ invocationId: second!.invocationId, limit: 1 })).toEqual([second]);
    }
  });

  it('measure the waits in real time, though the clock of the namespace stands still', async () => {
    await bedrock.clock.freeze();
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });
    const slow = createRuntimeClient(bedrock.url, 'h2', {
      retryStrategy: {
        acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
        refreshRetryTokenForRetry: async () => {
          await new Promise((resolve) => setTimeout(resolve, 120));
          return { getRetryCount: () => 1, getRetryDelay: () => 0 };
        },
        recordSuccess() {},
      },
    });
    await slow.send(new ConverseCommand(ask('?')));
    slow.destroy();
    const [call] = await bedrock.journal.calls();
    expect(call!.gapsMs[0]).toBeGreaterThan(100);
  });

  it('that broke off say so, and an exception within a stream is named', async () => {
    await bedrock.faults.add({ fault: 'truncate', afterEvents: 2, times: 1 });
    await stream('?').catch(() => {});
    await bedrock.faults.add({ fault: 'stream-error', name: 'ModelStreamErrorException', afterEvents: 2 });
    await stream('?').catch(() => {});
    await expect.poll(async () => (await bedrock.journal.entries()).length).toBe(2);
    const calls = await bedrock.journal.calls();
    expect(calls.map(({ outcome, exception }) => exception ?? outcome)).toEqual([
      'broken',
      'ModelStreamErrorException',
    ]);
    const [entry] = calls[1]!.attempts;
    expect(entry).toMatchObject({ status: 200, completed: true });
    expect(entry!.events!.at(-1)).toEqual({ modelStreamErrorException: { message: expect.any(String) } });
  });
});

describe('timings', () => {
  it('of a stream that waits are those of each event', async () => {
    await bedrock.faults.add({ fault: 'latency', milliseconds: 30, before: 'token' });
    await bedrock.fixtures.add({ reply: { text: 'one two three' } });
    const events = await stream('?');
    const [entry] = await bedrock.journal.entries();
    expect(entry!.chunksMs).toHaveLength(events.length);
    expect(entry!.chunksMs).toEqual([...entry!.chunksMs!].sort((left, right) => left - right));
    expect(entry!.firstByteMs).toBe(entry!.chunksMs![0]);
    expect(entry!.durationMs).toBeGreaterThan(entry!.firstByteMs! + 30);
  });

  it('of a reply that does not wait are its first byte alone', async () => {
    await say('?');
    await stream('?');
    for (const { firstByteMs, chunksMs, durationMs } of await bedrock.journal.entries()) {
      expect(firstByteMs).toBeLessThanOrEqual(durationMs);
      expect(chunksMs).toBeUndefined();
    }
  });
});
