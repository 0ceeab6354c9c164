/** Converse's inferenceConfig is obeyed, whatever family the model is of. */
import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type InferenceConfiguration,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { sampledWords } from '../support/text-families.js';

const models = [
  'amazon.titan-text-express-v1',
  'ai21.jamba-1-5-large-v1:0',
  'anthropic.claude-v2',
  'anthropic.claude-3-haiku-20240307-v1:0',
  'cohere.command-text-v14',
  'cohere.command-r-v1:0',
  'meta.llama3-8b-instruct-v1:0',
  'amazon.nova-lite-v1:0',
  'mistral.mistral-large-2402-v1:0',
  'mistral.mistral-large-3-675b-instruct',
];

let servers: StartedServer[];
let clients: BedrockRuntimeClient[];
beforeAll(async () => {
  servers = await Promise.all([1, 2].map((seed) => startServer({ settings: { seed } })));
  clients = servers.map(({ url }) => createRuntimeClient(url, 'h2', { maxAttempts: 1 }));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  for (const server of servers) await server.close();
});

/** `place`: which of the two servers, whose seeds differ. */
async function ask(modelId: string, inferenceConfig: InferenceConfiguration, place = 0, topK?: number) {
  const reply = await clients[place]!.send(
    new ConverseCommand({
      modelId,
      messages: [{ role: 'user', content: [{ text: 'Tell me about the harbour.' }] }],
      inferenceConfig,
      ...(topK && { additionalModelRequestFields: { top_k: topK } }),
    }),
  );
  const text = reply.output?.message?.content?.map((block) => block.text ?? '').join('') ?? '';
  return { text, stopReason: reply.stopReason, usage: reply.usage };
}

describe.each(models)('%s', (model) => {
  it('stops at max tokens', async () => {
    const whole = await ask(model, { temperature: 0 });
    const cut = await ask(model, { temperature: 0, maxTokens: 20 });
    expect(whole.stopReason).toBe('end_turn');
    expect(cut).toMatchObject({ stopReason: 'max_tokens', usage: { outputTokens: 20 } });
    expect(cut.text).toBe(whole.text.slice(0, cut.text.length));
  });

  it('stops at a stop sequence', async () => {
    const { text } = await ask(model, { temperature: 0 });
    const sequence = ` ${sampledWords(text).split(' ')[5]} `;
    const stopped = await ask(model, { temperature: 0, stopSequences: [sequence] });
    expect(stopped.stopReason).toBe('stop_sequence');
    expect(stopped.text).toBe(text.slice(0, text.indexOf(sequence)));
  });

  it('repeats itself at temperature 0, and goes by the seed at 1', async () => {
    const [cold, coldElsewhere] = [await ask(model, { temperature: 0 }), await ask(model, { temperature: 0 }, 1)];
    expect(coldElsewhere.text).toBe(cold.text);
    const [hot, again, elsewhere] = [
      await ask(model, { temperature: 1 }),
      await ask(model, { temperature: 1 }),
      await ask(model, { temperature: 1 }, 1),
    ];
    expect(again.text).toBe(hot.text);
    expect(elsewhere.text).not.toBe(hot.text);
  });

  it('is greedy with a very small top-p', async () => {
    const cold = await ask(model, { temperature: 0 });
    const narrowed = await ask(model, { temperature: 1, topP: 0.01 });
    expect(sampledWords(narrowed.text)).toBe(sampledWords(cold.text));
  });
});

it('top-k of 1, in additionalModelRequestFields, is greedy too', async () => {
  const model = 'anthropic.claude-3-haiku-20240307-v1:0';
  const cold = await ask(model, { temperature: 0 });
  const narrowed = await ask(model, { temperature: 1 }, 0, 1);
  expect(sampledWords(narrowed.text)).toBe(sampledWords(cold.text));
});
