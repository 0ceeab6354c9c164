import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/fixtures/fault.js';
import { faultPresets } from '../../../src/fixtures/fault-presets.js';
import { readFixture } from '../../../src/fixtures/read-fixture.js';
import { faultBehaviours } from '../../../src/server/faults/index.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient } from '../../support/clients.js';

let server: StartedServer;
let client: ReturnType<typeof createRuntimeClient>;
beforeEach(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url, 'http/1.1', { maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await server.close();
});

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const say = (text: string, maxTokens = 20) => ({
  modelId,
  messages: [{ role: 'user' as const, content: [{ text }] }],
  inferenceConfig: { maxTokens },
});

/** The names of what `count` calls threw, `ok` for those that threw nothing. */
async function call(count: number, text = 'Hello'): Promise<string[]> {
  const outcomes: string[] = [];
  for (let index = 0; index < count; index += 1)
    outcomes.push(
      await client.send(new ConverseCommand(say(text))).then(
        () => 'ok',
        (error) => error.name,
      ),
    );
  return outcomes;
}

const throttled = 'ThrottlingException';
const throttle = { fault: 'error', name: throttled } as const;

describe('when a fault strikes', () => {
  it('after some, then so many times', async () => {
    await server.faults.add({ ...throttle, after: 1, times: 2 });
    expect(await call(5)).toEqual(['ok', throttled, throttled, 'ok', 'ok']);
    expect(await server.faults.list()).toMatchObject([{ used: 2 }]);
  });

  it('by chance, and by the same chance again', async () => {
    const id = await server.faults.add({ ...throttle, probability: 0.5, seed: 7 });
    const first = await call(20);
    await server.faults.remove(id);
    await server.faults.add({ ...throttle, id, probability: 0.5, seed: 7 });
    expect(await call(20)).toEqual(first);
    expect(new Set(first)).toEqual(new Set(['ok', throttled]));
  });

  it('between two moments of the clock', async () => {
    await server.clock.freeze('2026-01-01T00:00:00Z');
    await server.faults.add({ ...throttle, between: [1000, 2000] });
    await server.faults.add({
      fault: 'error',
      name: 'ConflictException',
      between: ['2026-01-01T00:00:02Z', '2026-01-02T00:00:00Z'],
    });
    const seen = [];
    for (const milliseconds of [0, 1000, 999, 1]) {
      await server.clock.advance(milliseconds);
      seen.push(...(await call(1)));
    }
    expect(seen).toEqual(['ok', throttled, throttled, 'ConflictException']);
  });

  it('in its order', async () => {
    await server.faults.add(throttle);
    await server.faults.add({ fault: 'error', name: 'ConflictException', order: -1, times: 1 });
    expect(await call(2)).toEqual(['ConflictException', throttled]);
    expect((await server.journal.entries()).map(({ faults, answeredBy }) => [faults, answeredBy])).toEqual([
      [['fault-2'], 'fault:fault-2'],
      [['fault-1'], 'fault:fault-1'],
    ]);
  });

  it('where the conversation matches, connections too', async () => {
    await server.faults.add({ fault: 'disconnect', match: { prompt: 'break' } });
    expect(await call(1, 'Hello')).toEqual(['ok']);
    expect(await call(1, 'break it')).toEqual(['TimeoutError']);
    expect((await server.journal.entries()).at(-1)).toMatchObject({ status: 0, completed: false, faults: ['fault-1'] });
  });

  it('not where it could not show: a fault of streams is not used up by a call without one', async () => {
    await server.faults.add({ fault: 'empty-stream', times: 1 });
    expect(await call(2)).toEqual(['ok', 'ok']);
    const { stream } = await client.send(new ConverseStreamCommand(say('Hello')));
    const events = [];
    for await (const event of stream ?? []) events.push(event);
    expect(events).toEqual([]);
  });

  it('fresh credentials pass where those of one key have expired', async () => {
    await server.faults.add({ fault: 'expired-credentials', accessKeyId: 'AKIALOCALLOCALLOCALL', after: 1 });
    expect(await call(2)).toEqual(['ok', 'ExpiredTokenException']);
    const credentials = { accessKeyId: 'AKIAFRESH', secretAccessKey: 'local' };
    const fresh = createRuntimeClient(server.url, 'http/1.1', { credentials });
    await fresh.send(new ConverseCommand(say('Hello')));
    fresh.destroy();
  });
});

describe('what a fault does', () => {
  it('sends the extra members of an exception', async () => {
    await server.faults.add({ fault: 'error', name: 'ModelErrorException', times: 1 });
    await server.faults.add({ fault: 'error', name: 'ModelErrorException', members: { originalStatusCode: 418 } });
    const send = () => client.send(new ConverseCommand(say('Hello')));
    await expect(send()).rejects.toMatchObject({ originalStatusCode: 500, resourceName: modelId });
    await expect(send()).rejects.toMatchObject({ originalStatusCode: 418 });
  });

  it('waits by the clock alone: an hour in no time', async () => {
    await server.clock.freeze();
    await server.faults.add({ fault: 'latency', milliseconds: 3_600_000, before: 'first-token' });
    const pending = client.send(new ConverseCommand(say('Hello')));
    await expect.poll(async () => (await server.faults.list())[0]?.used).toBe(1);
    let done = false;
    pending.then(() => {
      done = true;
    });
    await server.clock.advance(3_599_999);
    expect(done).toBe(false);
    await server.clock.advance(1);
    expect((await pending).metrics?.latencyMs).toBeGreaterThanOrEqual(3_600_000);
  });

  it('ends a stream after so many milliseconds, though it hangs', async () => {
    await server.faults.add({ fault: 'hang', afterEvents: 3 });
    await server.faults.add({ fault: 'stream-error', name: 'InternalServerException', afterMilliseconds: 40 });
    const { stream } = await client.send(new ConverseStreamCommand(say('Hello')));
    const events: object[] = [];
    const read = async () => {
      for await (const event of stream ?? []) events.push(event);
    };
    await expect(read()).rejects.toMatchObject({ name: 'InternalServerException' });
    expect(events).toHaveLength(3);
  });

  it('reaches native formats: a Claude stream without its end', async () => {
    await server.faults.add({ fault: 'missing-event', event: 'metadata' });
    const body = {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 20,
      messages: [{ role: 'user', content: 'Hello' }],
    };
    const reply = await client.send(new InvokeModelWithResponseStreamCommand({ modelId, body: JSON.stringify(body) }));
    const types: string[] = [];
    for await (const event of reply.body ?? [])
      types.push(JSON.parse(Buffer.from(event.chunk!.bytes!).toString()).type);
    expect(types.slice(0, 2)).toEqual(['message_start', 'content_block_start']);
    expect(types).not.toContain('message_stop');
  });

  it('spoils refusals too', async () => {
    await server.faults.add({ fault: 'missing-headers', headers: ['X-Amzn-ErrorType'] });
    await server.faults.add(throttle);
    const response = await fetch(`${server.url}/model/${modelId}/converse`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: say('Hello').messages }),
    });
    expect(response.status).toBe(429);
    expect(response.headers.get('x-amzn-errortype')).toBeNull();
    expect(response.headers.get('x-amzn-requestid')).not.toBeNull();
  });
});

describe('presets', () => {
  it.each(Object.keys(faultPresets))('%s concerns only what matches', async (preset) => {
    await server.clock.freeze();
    const id = await server.faults.add({ preset, match: { region: 'eu-west-1' } } as Fault);
    expect(await call(2)).toEqual(['ok', 'ok']);
    expect(await server.faults.list()).toMatchObject([{ id, used: 0 }]);
  });

  it('a storm lets few pass, and counts as one fault', async () => {
    await server.faults.add({ preset: 'throttling-storm', times: 12 });
    const outcomes = await call(30);
    expect(outcomes.filter((name) => name !== 'ok')).toHaveLength(12);
    expect(new Set(outcomes)).toContain(throttled);
    expect(outcomes.slice(-10)).toEqual(Array(10).fill('ok'));
  });
});

describe('the schema', () => {
  it('has a branch for every fault, and every preset is of the form', async () => {
    const schema = readFixture<{ else: { oneOf: { properties: { fault: { const: string } } }[] } }>('fault.schema');
    const names = schema.else.oneOf.map(({ properties }) => properties.fault.const);
    expect(names.sort()).toEqual(Object.keys(faultBehaviours).sort());
    for (const { faults } of Object.values(faultPresets)) for (const fault of faults) await server.faults.add(fault);
  });

  it.each([
    [{ fault: 'eror' }, '"eror" is no fault that is known'],
    [{ preset: 'storm' }, 'fault/preset: must be equal to one of the allowed values'],
    [{ fault: 'hang', afterEvent: 1 }, '"afterEvent" is not a key that is known here'],
    [{ fault: 'stream-error', name: 'Oops' }, '"Oops" is no exception of Bedrock'],
    [{ ...throttle, between: ['soon', 5] }, '"soon" is no ISO 8601 moment'],
    [{ ...throttle, probability: 2 }, 'fault/probability: must be <= 1'],
    [{ fault: 'model-latency', profile: 'huge' }, '"huge" is no profile that is known'],
  ])('refuses %j in one sentence', async (fault, sentence) => {
    await expect(server.faults.add(fault as unknown as Fault)).rejects.toThrow(sentence);
  });
});
