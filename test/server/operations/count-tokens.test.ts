import { ConverseCommand, CountTokensCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient } from '../../support/clients.js';

const modelId = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
let server: StartedServer;
let client: ReturnType<typeof createRuntimeClient>;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url);
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

it('counts what Converse is charged for', async () => {
  const converse = {
    system: [{ text: 'You are brief.' }],
    messages: [{ role: 'user' as const, content: [{ text: 'How many tokens are in this sentence?' }] }],
  };
  const { inputTokens } = await client.send(new CountTokensCommand({ modelId, input: { converse } }));
  const { usage } = await client.send(new ConverseCommand({ modelId: `us.${modelId}`, ...converse }));
  expect(inputTokens).toBe(usage?.inputTokens);
  expect(inputTokens).toBeGreaterThan(10);
});

it('counts what InvokeModel is charged for', async () => {
  const messages = [{ role: 'user', content: 'How many tokens are in this sentence?' }];
  const body = Buffer.from(JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 10, messages }));
  const { inputTokens } = await client.send(new CountTokensCommand({ modelId, input: { invokeModel: { body } } }));
  const reply = await client.send(new InvokeModelCommand({ modelId: `us.${modelId}`, body }));
  expect(inputTokens).toBe(JSON.parse(reply.body.transformToString()).usage.input_tokens);
});

it('refuses an inference profile', async () => {
  const input = { converse: { messages: [{ role: 'user' as const, content: [{ text: 'x' }] }] } };
  await expect(client.send(new CountTokensCommand({ modelId: `us.${modelId}`, input }))).rejects.toThrow(
    "The provided model doesn't support counting tokens.",
  );
});
