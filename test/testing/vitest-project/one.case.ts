import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, inject } from 'vitest';
import { test } from '../../../src/testing/vitest.js';

const ask = new ConverseCommand({
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
});

test('the server is the one of the whole run', ({ bedrock }) => {
  expect(bedrock.url.startsWith(`${inject('bedrockLocalUrl')}/_namespace/`)).toBe(true);
});

test('fails, and shows what came', async ({ bedrock }) => {
  await bedrock.client(BedrockRuntimeClient).send(ask);
  await expect(bedrock.journal).toHaveCalled('Converse', { model: 'anthropic.*' });
});

test('fails, and shows that nothing came', ({ bedrock }) => {
  expect(bedrock.url).toBe('nowhere');
});

test('a matcher that was not awaited fails the run', async ({ bedrock }) => {
  void expect(bedrock.journal).toHaveThrottled();
  await new Promise((resolve) => setTimeout(resolve, 200));
});
