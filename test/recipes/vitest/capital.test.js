import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'bedrock-local/vitest';
import { capitalOf } from './capital.js';

test('asks the model, and gets through though it is throttled', async ({ bedrock }) => {
  await bedrock.fixtures.add({ match: { prompt: 'France' }, reply: { text: 'Paris.' } });
  await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });

  const client = bedrock.client(BedrockRuntimeClient);
  expect(await capitalOf(client, 'France')).toBe('Paris.');

  await expect(bedrock.journal).toHaveCalled('Converse', { times: 1, model: 'anthropic.*' });
  await expect(bedrock.journal).toHaveAttempts(2);
  await expect(bedrock.journal).toHaveNoUnmatched();
});

test('knows nothing of other tests', async ({ bedrock }) => {
  expect(await bedrock.journal.entries()).toEqual([]);
  expect(await capitalOf(bedrock.client(BedrockRuntimeClient), 'France')).not.toBe('Paris.');
});
