import { CreateGuardrailCommand, ListGuardrailsCommand, ThrottlingException } from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createControlPlaneClient } from '../../support/clients.js';
import { converse, haiku, MINUTE, outcome, tooManyRequests, useBedrock } from './use-bedrock.js';

const local = useBedrock();
let client: ReturnType<typeof createControlPlaneClient>;
beforeAll(() => {
  client = createControlPlaneClient(local.bedrock.url, { maxAttempts: 1 });
});
afterAll(() => client.destroy());

const list = () => outcome(client.send(new ListGuardrailsCommand({})));
const createGuardrail = (name: string) =>
  client.send(
    new CreateGuardrailCommand({
      name,
      blockedInputMessaging: 'Not this.',
      blockedOutputsMessaging: 'Nor that.',
      wordPolicyConfig: { wordsConfig: [{ text: 'tomato' }] },
    }),
  );

describe('the quota of an operation', () => {
  it('throttles its requests over the limit, and lets them pass a minute later', async () => {
    await local.bedrock.quotas.set([{ operation: 'List*', requestsPerMinute: 2 }]);
    expect([await list(), await list(), await list()]).toEqual(['passed', 'passed', tooManyRequests]);
    const use = { operation: 'ListGuardrails', region: 'us-east-1', quota: 'requestsPerMinute', limit: 2, used: 2 };
    expect(await local.bedrock.quotas.usage()).toMatchObject([use]);
    await local.bedrock.clock.advance(MINUTE);
    expect(await list()).toBe('passed');
  });

  it('is of the operations that it names, each for itself', async () => {
    await local.bedrock.quotas.set([{ operation: '*Guardrail*', requestsPerMinute: 1 }]);
    await createGuardrail('one');
    await expect(createGuardrail('two')).rejects.toBeInstanceOf(ThrottlingException);
    expect(await list()).toBe('passed');
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe('passed');
  });

  it('holds for inference too, beside the quota of the model', async () => {
    await local.bedrock.quotas.set([{ operation: 'Converse', requestsPerMinute: 1 }, { requestsPerMinute: 5 }]);
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe('passed');
    expect(await outcome(local.client.send(converse(haiku, 10)))).toBe(tooManyRequests);
    expect(await local.bedrock.quotas.usage()).toMatchObject([
      { operation: 'Converse', used: 1 },
      { model: haiku, used: 1 },
    ]);
  });
});

describe('the quota of a resource', () => {
  it('takes the place of the default, up or down', async () => {
    await local.bedrock.quotas.set([{ resource: 'guardrail', count: 1 }]);
    await createGuardrail('one');
    await expect(createGuardrail('two')).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceQuotaExceededException' }),
    );
    await local.bedrock.quotas.set([{ resource: 'guardrail*', region: 'us-*', count: 2 }]);
    await createGuardrail('two');
  });
});
