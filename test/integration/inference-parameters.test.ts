import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { type Invoked, invoke, invokeStream } from '../support/invoke.js';
import { familiesWith, nativeBody, type Parameters, sampledWords, type TextFamily } from '../support/text-families.js';

const prompt = 'Tell me about the harbour.';
/** More than any reply has. */
const plenty = 400;

interface Place {
  server: StartedServer;
  client: BedrockRuntimeClient;
}

let place: Place;
/** The same server with another seed. */
let elsewhere: Place;

async function open(seed: number): Promise<Place> {
  const server = await startServer({ settings: { seed } });
  return { server, client: createRuntimeClient(server.url, 'h2', { maxAttempts: 1 }) };
}

beforeAll(async () => {
  [place, elsewhere] = await Promise.all([open(1), open(2)]);
});
afterAll(async () => {
  for (const { client, server } of [place, elsewhere]) {
    client.destroy();
    await server.close();
  }
});

const ask = (family: TextFamily, parameters: Parameters, { client } = place): Promise<Invoked> =>
  invoke(client, family.model, nativeBody(family, prompt, { maxTokens: plenty, ...parameters }));

async function textOf(family: TextFamily, parameters: Parameters, from = place): Promise<string> {
  return family.texts((await ask(family, parameters, from)).body)[0]!;
}

const greedy = (family: TextFamily): Parameters => ({ temperature: family.coldest ?? 0 });
const greedyText = (family: TextFamily) => textOf(family, greedy(family));
const named = (families: TextFamily[]) => families.map((family) => [family.name, family] as const);

describe('max tokens cuts the reply', () => {
  it.each(named(familiesWith('maxTokens')))('%s', async (_, family) => {
    const whole = await greedyText(family);
    const { body, headers } = await ask(family, { ...greedy(family), maxTokens: 20 });
    const [text] = family.texts(body) as [string];
    expect(whole.startsWith(text) && text.length < whole.length, text).toBe(true);
    expect(family.reason(body)).toBe(family.reasons.maxTokens);
    expect(Number(headers['x-amzn-bedrock-output-token-count'])).toBe(20);
  });
});

describe('the count of tokens is one, in body, headers, metrics and journal', () => {
  it.each(named(familiesWith('maxTokens')))('%s', async (_, family) => {
    await place.server.journal.clear();
    const request = nativeBody(family, prompt, { ...greedy(family), maxTokens: 25 });
    const { body, headers } = await invoke(place.client, family.model, request);
    const counted = {
      inputTokens: Number(headers['x-amzn-bedrock-input-token-count']),
      outputTokens: Number(headers['x-amzn-bedrock-output-token-count']),
    };
    expect(counted.inputTokens).toBeGreaterThan(0);
    if (family.tokens) expect(family.tokens(body)).toBe(counted.outputTokens);
    if (family.chunk) {
      const { metrics } = await invokeStream(place.client, family.model, request);
      expect(metrics).toMatchObject({
        inputTokenCount: counted.inputTokens,
        outputTokenCount: counted.outputTokens,
      });
    }
    for (const entry of await place.server.journal.entries()) expect(entry.usage).toEqual(counted);
  });
});

describe('a stop sequence out of the reply ends it there', () => {
  it.each(named(familiesWith('stopSequences')))('%s', async (_, family) => {
    const whole = await greedyText(family);
    const sequence = ` ${sampledWords(whole).split(' ')[7]} `;
    const { body } = await ask(family, { ...greedy(family), stopSequences: ['no such words', sequence] });
    expect(family.texts(body)).toEqual([whole.slice(0, whole.indexOf(sequence))]);
    expect(family.reason(body)).toBe(family.reasons.stopSequence);
  });
});

describe('temperature', () => {
  it.each(named(familiesWith('temperature')))('of 0 is the same for every seed: %s', async (_, family) => {
    expect(await textOf(family, greedy(family), elsewhere)).toBe(await greedyText(family));
  });

  it.each(named(familiesWith('temperature')))('of 1 varies by the seed: %s', async (_, family) => {
    const hot: Parameters = { temperature: 1, topP: 0.99 };
    const text = await textOf(family, hot);
    expect(await textOf(family, hot)).toBe(text);
    expect(await textOf(family, hot, elsewhere)).not.toBe(text);
  });
});

describe('narrowed to the likeliest word, the hottest reply is the greedy one', () => {
  it.each(named(familiesWith('topK')))('by a top-k of 1: %s', async (_, family) => {
    const narrowed = await textOf(family, { temperature: 1, topP: 0.99, topK: 1 });
    expect(sampledWords(narrowed)).toBe(sampledWords(await greedyText(family)));
  });

  it.each(named(familiesWith('topP')))('by a very small top-p: %s', async (_, family) => {
    const narrowed = await textOf(family, { temperature: 1, topP: 0.01 });
    expect(sampledWords(narrowed)).toBe(sampledWords(await greedyText(family)));
  });
});
