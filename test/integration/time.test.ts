/** Time is the namespace's: what takes an hour on AWS takes a test no longer than its calls. */
import { CreateGuardrailCommand, GetGuardrailCommand } from '@aws-sdk/client-bedrock';
import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttpControl } from '../../src/testing/http-control.js';
import { type StartServerOptions, startServer } from '../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../support/clients.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const modelId = 'us.anthropic.claude-sonnet-4-20250514-v1:0';
const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
const hello = () => new ConverseCommand({ modelId, messages });

async function start(options: StartServerOptions = {}, clientOptions: object = {}) {
  const bedrock = await startServer(options);
  const client = createRuntimeClient(bedrock.url, 'h2', { maxAttempts: 1, ...clientOptions });
  onTestFinished(async () => {
    client.destroy();
    await bedrock.close();
  });
  // As a test in any language does it.
  return { bedrock, client, clock: createHttpControl(bedrock.url).clock };
}

const outcome = (sent: Promise<unknown>) =>
  sent.then(
    () => 'answered',
    (thrown: Error) => `${thrown.name}: ${thrown.message}`,
  );

const expired = 'ExpiredTokenException: The security token included in the request is expired';

describe('a session token of one hour', () => {
  it('expires when an hour has passed, under auth strict', async () => {
    const pair = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
    const keys = [{ ...pair, expiresAt: '2030-01-01T01:00:00Z' }];
    const options = { settings: { auth: { mode: 'strict' as const, keys, apiKeys: [] } } };
    const { client, clock } = await start(options, { credentials: pair });
    await clock.freeze('2030-01-01T00:00:00Z');
    expect(await outcome(client.send(hello()))).toBe('answered');
    await clock.advance(HOUR - 1);
    expect(await outcome(client.send(hello()))).toBe('answered');
    await clock.advance(1);
    expect(await outcome(client.send(hello()))).toBe(expired);
  });

  it('expires when an hour has passed, by a fault; credentials that are fetched anew do not', async () => {
    let fetched = 0;
    const credentials = async () => {
      fetched += 1;
      return { accessKeyId: `ASIA${fetched}`, secretAccessKey: 'secret', sessionToken: 'token' };
    };
    const { bedrock, client, clock } = await start({}, { credentials });
    await clock.freeze();
    const between: [number, number] = [HOUR, 2 * HOUR];
    await bedrock.faults.add({ fault: 'expired-credentials', accessKeyId: 'ASIA1', between });
    expect(await outcome(client.send(hello()))).toBe('answered');
    await clock.advance(HOUR);
    expect(await outcome(client.send(hello()))).toBe(expired);
    const anew = createRuntimeClient(bedrock.url, 'h2', { maxAttempts: 1, credentials });
    onTestFinished(() => anew.destroy());
    expect(await outcome(anew.send(hello()))).toBe('answered');
  });
});

describe('the prompt cache', () => {
  it.each([
    ['5m', 5 * MINUTE],
    ['1h', HOUR],
  ] as const)('keeps for %s, and forgets then', async (ttl, lifetime) => {
    const { client, clock } = await start();
    await clock.freeze();
    const text = 'All work and no play makes a dull test. '.repeat(200);
    const system = [{ text }, { cachePoint: { type: 'default' as const, ttl } }];
    const send = async () => (await client.send(new ConverseCommand({ modelId, system, messages }))).usage!;
    const written = (await send()).cacheWriteInputTokens;
    expect(written).toBeGreaterThan(1000);
    await clock.advance(lifetime - 1);
    expect(await send()).toMatchObject({ cacheReadInputTokens: written, cacheWriteInputTokens: 0 });
    await clock.advance(lifetime);
    expect(await send()).toMatchObject({ cacheReadInputTokens: 0, cacheWriteInputTokens: written });
  });
});

describe('what waits', () => {
  it('is a reply that comes an hour late when an hour is over', async () => {
    const { bedrock, client, clock } = await start();
    await clock.freeze();
    await bedrock.faults.add({ fault: 'latency', milliseconds: HOUR });
    let answered = false;
    const sent = client.send(hello()).then(() => {
      answered = true;
    });
    await expect.poll(async () => (await bedrock.faults.list())[0]!.used, { timeout: 10_000 }).toBe(1);
    await clock.advance(HOUR - 1);
    expect(answered).toBe(false);
    await clock.advance(1);
    await sent;
  });

  it('is each token of a stream', async () => {
    const { bedrock, client, clock } = await start();
    await bedrock.fixtures.add({ reply: { text: 'one two three four' } });
    await bedrock.faults.add({ fault: 'latency', milliseconds: MINUTE, before: 'token' });
    await clock.freeze();
    const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages }));
    const deltas: string[] = [];
    let ended = false;
    const reading = (async () => {
      for await (const { contentBlockDelta } of stream!)
        if (contentBlockDelta) deltas.push(contentBlockDelta.delta?.text ?? '');
      ended = true;
    })();
    await expect
      .poll(
        async () => {
          if (!ended) await clock.advance(MINUTE);
          return ended;
        },
        { interval: 5, timeout: 10_000 },
      )
      .toBe(true);
    await reading;
    expect(deltas.join('')).toBe('one two three four');
  });

  it('is a resource on its way to its next status', async () => {
    const { bedrock, clock } = await start();
    const bedrockClient = createControlPlaneClient(bedrock.url);
    await clock.freeze();
    const { guardrailId } = await bedrockClient.send(
      new CreateGuardrailCommand({
        name: 'mine',
        blockedInputMessaging: 'No.',
        blockedOutputsMessaging: 'No.',
        wordPolicyConfig: { wordsConfig: [{ text: 'forbidden' }] },
      }),
    );
    const status = async () =>
      (await bedrockClient.send(new GetGuardrailCommand({ guardrailIdentifier: guardrailId }))).status;
    expect(await status()).toBe('CREATING');
    await clock.advance(MINUTE);
    expect(await status()).toBe('READY');
    bedrockClient.destroy();
  });
});
