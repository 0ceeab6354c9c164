import { type BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RawFrame } from '../../src/fixtures/fixture.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient, type Protocol } from '../support/clients.js';

let server: StartedServer;
const clients: BedrockRuntimeClient[] = [];
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await server.close();
});

function connect(protocol: Protocol, options: object = {}): BedrockRuntimeClient {
  const client = createRuntimeClient(server.url, protocol, options);
  clients.push(client);
  return client;
}

const input = {
  modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
  messages: [{ role: 'user' as const, content: [{ text: 'Hello' }] }],
};

const event = (atMs: number, name: string, payload: object): RawFrame => ({
  atMs,
  headers: { ':event-type': name, ':content-type': 'application/json', ':message-type': 'event' },
  payload: JSON.stringify(payload),
});

/** A stream whose first event comes at once and whose last comes at `lastMs`. */
const slowStream = (lastMs: number) => ({
  match: { operation: 'ConverseStream' },
  reply: {
    raw: {
      status: 200,
      headers: { 'content-type': 'application/vnd.amazon.eventstream' },
      events: [
        event(0, 'messageStart', { role: 'assistant' }),
        event(0, 'contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'Wait' } }),
        event(lastMs, 'messageStop', { stopReason: 'end_turn' }),
      ],
    },
  },
});

/** Calls, reads the first event, and goes away. */
async function leaveEarly(client: BedrockRuntimeClient): Promise<void> {
  const leaving = new AbortController();
  const { stream } = await client.send(new ConverseStreamCommand(input), { abortSignal: leaving.signal });
  try {
    for await (const first of stream ?? []) {
      expect(first.messageStart).toBeDefined();
      leaving.abort();
      break;
    }
  } catch (error) {
    // Some handlers tell the reader that it was he who left.
    expect((error as Error).name).toMatch(/Abort|ECONNRESET|Error/);
  }
}

const anHour = 3_600_000;

describe.each<Protocol>(['h2', 'http/1.1'])('ConverseStream over %s', (protocol) => {
  it('leaves no live stream behind when 500 clients leave after the first event', async () => {
    await server.fixtures.add(slowStream(anHour));
    const client = connect(protocol);
    const [calls, atOnce] = [500, 25];
    for (let done = 0; done < calls; done += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, () => leaveEarly(client)));
    }
    await expect.poll(async () => (await server.journal.entries()).length, { timeout: 5000 }).toBe(calls);
    const entries = await server.journal.entries();
    expect(entries.filter(({ completed, status }) => completed || status !== 200)).toEqual([]);
    expect(Math.max(...entries.map(({ durationMs }) => durationMs))).toBeLessThan(5000);
  });

  it('does not hold back the first event for the last', async () => {
    await server.fixtures.add(slowStream(400));
    const client = connect(protocol);
    await client.send(new ConverseCommand(input));
    const startedAt = performance.now();
    const { stream } = await client.send(new ConverseStreamCommand(input));
    const arrivals: number[] = [];
    for await (const _ of stream ?? []) arrivals.push(performance.now() - startedAt);
    expect(arrivals).toHaveLength(3);
    expect(arrivals[0]).toBeLessThan(200);
    expect(arrivals[1]).toBeLessThan(200);
    expect(arrivals[2]).toBeGreaterThanOrEqual(390);
  });
});

describe('a fixture and a fault', () => {
  it('two 429 and then the fixture: three attempts of one call', async () => {
    await server.fixtures.add({ match: { prompt: 'capital of France' }, reply: { text: 'Paris.' } });
    await server.faults.add({ fault: 'error', name: 'ThrottlingException', times: 2 });
    const client = connect('h2');
    const reply = await client.send(
      new ConverseCommand({
        modelId: input.modelId,
        messages: [{ role: 'user', content: [{ text: 'What is the capital of France?' }] }],
      }),
    );
    expect(reply.output?.message?.content).toEqual([{ text: 'Paris.' }]);
    const entries = await server.journal.entries({ operation: 'Converse' });
    expect(entries.map(({ status, attempt, exception }) => ({ status, attempt, exception }))).toEqual([
      { status: 429, attempt: 1, exception: 'ThrottlingException' },
      { status: 429, attempt: 2, exception: 'ThrottlingException' },
      { status: 200, attempt: 3, exception: undefined },
    ]);
    expect(new Set(entries.map(({ invocationId }) => invocationId)).size).toBe(1);
    expect(entries[2]).toMatchObject({ answeredBy: 'fixture:fixture-1', faults: [], completed: true });
  });

  it('a fault without end is what the client throws in the end', async () => {
    await server.faults.add({ fault: 'error', name: 'ServiceUnavailableException', match: { model: 'anthropic.*' } });
    const client = connect('http/1.1', { maxAttempts: 2 });
    await expect(client.send(new ConverseStreamCommand(input))).rejects.toMatchObject({
      name: 'ServiceUnavailableException',
      $metadata: { httpStatusCode: 503, attempts: 2 },
    });
    expect(await server.journal.entries({ exception: 'ServiceUnavailableException' })).toHaveLength(2);
  });
});
