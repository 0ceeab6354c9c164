/** What only some families have: penalties, several replies at once, tokens with their alternatives. */
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { invoke, invokeStream } from '../support/invoke.js';
import {
  familiesWith,
  nativeBody,
  type Parameters,
  sampledWords,
  type TextFamily,
  textFamilies,
} from '../support/text-families.js';

let server: StartedServer;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const ask = (family: TextFamily, prompt: string, parameters: Parameters) =>
  invoke(client, family.model, nativeBody(family, prompt, { maxTokens: 400, ...parameters }));
const familyOf = (name: string) => textFamilies.find((family) => family.name === name)!;
const prompts = ['Tell me about the harbour.', 'Bread', 'What is a mill?', 'Who lives here?', 'The sea', 'Why?'];

/** Of all words that were sampled for all prompts, those that had stood before in their reply. */
async function repeats(family: TextFamily, penalty: Parameters): Promise<{ texts: string[]; share: number }> {
  const texts: string[] = [];
  let [words, repeated] = [0, 0];
  for (const prompt of prompts) {
    const { body } = await ask(family, prompt, { temperature: 0, ...penalty });
    const text = sampledWords(family.texts(body)[0]!);
    const found = text.toLowerCase().match(/[a-z]+/g)!;
    texts.push(text);
    words += found.length;
    repeated += found.length - new Set(found).size;
  }
  return { texts, share: repeated / words };
}

describe('a penalty changes the words, and fewer of them come again', () => {
  const strongest = { countPenalty: 1, presencePenalty: 5, frequencyPenalty: 500 };
  const own: Record<string, Partial<typeof strongest>> = { 'Jurassic-2': strongest };
  const usual = { presencePenalty: 1, frequencyPenalty: 1 };
  const rows = (['countPenalty', 'presencePenalty', 'frequencyPenalty'] as const).flatMap((penalty) =>
    familiesWith(penalty).map((family) => {
      const scale = { ...usual, ...own[family.name] }[penalty] as number;
      return [family.name, penalty, scale, family] as const;
    }),
  );

  it.each(rows)('%s, %s of %d', async (_, penalty, scale, family) => {
    const without = await repeats(family, { [penalty]: 0 });
    const penalized = await repeats(family, { [penalty]: scale });
    expect(penalized.texts).not.toEqual(without.texts);
    expect(penalized.share).toBeLessThan(without.share);
  });
});

describe('several replies at once', () => {
  const rows = familiesWith('count').map((family) => [family.name, family] as const);
  it.each(rows)('%s', async (_, family) => {
    const one = await ask(family, 'Name a colour.', { temperature: 1, topP: 0.99, count: 1 });
    const three = await ask(family, 'Name a colour.', { temperature: 1, topP: 0.99, count: 3 });
    const tokens = ({ headers }: typeof one) => Number(headers['x-amzn-bedrock-output-token-count']);
    expect(family.texts(one.body)).toHaveLength(1);
    expect(new Set(family.texts(three.body)).size).toBe(3);
    expect(tokens(three)).toBeGreaterThan(2 * tokens(one));
  });
});

describe('Jurassic-2', () => {
  it('gives as many alternatives to each token as topKReturn asks for', async () => {
    const body = { prompt: 'Name three animals.', maxTokens: 10 };
    for (const topKReturn of [0, 1, 3]) {
      const reply = await invoke(client, 'ai21.j2-mid-v1', { ...body, topKReturn });
      const { tokens } = reply.body.completions[0].data;
      for (const token of [...tokens, ...reply.body.prompt.tokens]) {
        expect(token.topTokens?.length ?? 0).toBe(topKReturn);
      }
    }
  });
});

describe('Claude', () => {
  it('names the stop sequence that ended its message', async () => {
    const family = familyOf('Claude messages');
    const { body } = await ask(family, 'The sea', { stopSequences: [' words are', 'nothing'] });
    expect(body).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: ' words are' });
    const { chunks } = await invokeStream(
      client,
      family.model,
      nativeBody(family, 'The sea', { maxTokens: 400, stopSequences: [' words are'] }),
    );
    const delta = chunks.find((chunk) => chunk.type === 'message_delta').delta;
    expect(delta).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: ' words are' });
  });

  it('names the stop that ended its completion, its own where nothing else did', async () => {
    const family = familyOf('Claude text completions');
    const stopped = await ask(family, 'The sea', { stopSequences: [' words are'] });
    expect(stopped.body).toMatchObject({ stop_reason: 'stop_sequence', stop: ' words are' });
    const ended = await ask(family, 'The sea', {});
    expect(ended.body).toMatchObject({ stop_reason: 'stop_sequence', stop: '\n\nHuman:' });
  });
});
