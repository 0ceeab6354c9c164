import { expect, it } from 'vitest';
import { baseModelId } from '../../../src/client/native/model-id.js';

it.each([
  ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'anthropic.claude-haiku-4-5-20251001-v1:0'],
  ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  [
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.meta.llama3-2-1b-instruct-v1:0',
    'meta.llama3-2-1b-instruct-v1:0',
  ],
  ['cohere.embed-v4:0', 'cohere.embed-v4:0'],
])('the model behind %s', (modelId, base) => {
  expect(baseModelId(modelId)).toBe(base);
});
