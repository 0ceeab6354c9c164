import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBedrockPlugin } from 'bedrock-local/fastify';
import Fastify from 'fastify';

test('answers inject', async () => {
  const bedrock = await createBedrockPlugin();
  const app = Fastify();
  await app.register(bedrock.plugin);
  await bedrock.fixtures.add({ reply: { text: 'Paris.' } });

  const reply = await app.inject({
    method: 'POST',
    url: '/model/amazon.nova-lite-v1:0/converse',
    payload: { messages: [{ role: 'user', content: [{ text: 'The capital of France?' }] }] },
  });
  assert.equal(reply.json().output.message.content[0].text, 'Paris.');
  await app.close();
});
