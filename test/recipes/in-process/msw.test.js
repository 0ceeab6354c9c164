import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createMswHandlers } from 'bedrock-local/msw';
import { setupServer } from 'msw/node';
import { capitalOf } from './capital.js';

let bedrock;
let server;
before(async () => {
  bedrock = await createMswHandlers();
  server = setupServer(...bedrock.handlers);
  server.listen();
});
after(() => {
  server.close();
  bedrock.close();
});

test('answers for bedrock-runtime.eu-central-1.amazonaws.com', async () => {
  await bedrock.fixtures.add({ reply: { text: 'Paris.' } });
  const client = new BedrockRuntimeClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    requestHandler: new NodeHttpHandler(), // msw sees HTTP/1.1 alone; this client speaks HTTP/2 by default
  });
  assert.equal(await capitalOf(client, 'France'), 'Paris.');
});
