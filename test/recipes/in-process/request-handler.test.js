import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { createRequestHandler } from 'bedrock-local/request-handler';
import { capitalOf } from './capital.js';

test('asks without a socket', async () => {
  const bedrock = await createRequestHandler();
  await bedrock.fixtures.add({ reply: { text: 'Paris.' } });
  const client = new BedrockRuntimeClient(bedrock.clientOptions);
  assert.equal(await capitalOf(client, 'France'), 'Paris.');
});
