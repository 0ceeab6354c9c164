import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';

const client = new BedrockRuntimeClient();

test('the application knows a capital', async () => {
  const reply = await client.send(
    new ConverseCommand({
      modelId: 'amazon.nova-lite-v1:0',
      messages: [{ role: 'user', content: [{ text: 'What is the capital of France?' }] }],
    }),
  );
  assert.equal(reply.output.message.content[0].text, 'Paris.');
});

test('and the call is in the journal, for who has the token', async () => {
  const headers = { authorization: `Bearer ${process.env.BEDROCK_LOCAL_ADMIN_TOKEN}` };
  const answer = await fetch(`${process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME}/_local/journal?operation=Converse`, {
    headers,
  });
  assert.ok((await answer.json()).length > 0);
});
