import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startServer } from 'bedrock-local';
import { journalMatchers } from 'bedrock-local/matchers';
import { capitalOf } from './capital.js';

expect.extend(journalMatchers);

let bedrock;
let client;
beforeAll(async () => {
  bedrock = await startServer();
  client = new BedrockRuntimeClient(bedrock.clientOptions);
});
beforeEach(() => bedrock.reset());
afterAll(async () => {
  client.destroy();
  await bedrock.close();
});

test('asks the model, and gets through though it is throttled', async () => {
  await bedrock.fixtures.add({ match: { prompt: 'France' }, reply: { text: 'Paris.' } });
  await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });

  expect(await capitalOf(client, 'France')).toBe('Paris.');

  await expect(bedrock.journal).toHaveCalled('Converse', { times: 1, model: 'anthropic.*' });
  await expect(bedrock.journal).toHaveAttempts(2);
});
