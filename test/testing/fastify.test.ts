import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import Fastify from 'fastify';
import supertest from 'supertest';
import { expect, it, onTestFinished } from 'vitest';
import { type BedrockPluginOptions, createBedrockPlugin } from '../../src/testing/fastify.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const messages = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];

async function createApplication(options?: BedrockPluginOptions) {
  const bedrock = await createBedrockPlugin(options);
  const app = Fastify();
  app.get('/mine', () => ({ mine: true }));
  await app.register(bedrock.plugin);
  onTestFinished(() => app.close());
  return { app, bedrock };
}

it('answers inject without a port, by the fixtures of the test', async () => {
  const { app, bedrock } = await createApplication();
  await bedrock.fixtures.add({ reply: { text: 'Hello from inject.' } });
  const reply = await app.inject({ method: 'POST', url: `/model/${modelId}/converse`, payload: { messages } });
  expect(reply.json().output.message.content).toEqual([{ text: 'Hello from inject.' }]);
  expect((await app.inject('/mine')).json()).toEqual({ mine: true });
  expect((await app.inject('/_local/journal')).json()).toMatchObject([{ operation: 'Converse' }]);
});

it('answers supertest, and the real client where the application listens', async () => {
  const { app, bedrock } = await createApplication({ settings: { region: 'eu-central-1' } });
  await app.ready();
  const { body } = await supertest(app.server).post(`/model/${modelId}/converse`).send({ messages }).expect(200);
  expect(body.stopReason).toBe('end_turn');
  const endpoint = await app.listen({ port: 0 });
  const client = new BedrockRuntimeClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    requestHandler: new NodeHttpHandler(),
  });
  await client.send(new ConverseCommand({ modelId, messages }));
  client.destroy();
  expect(await bedrock.journal.entries({ operation: 'Converse' })).toHaveLength(2);
});
