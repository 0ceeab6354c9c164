import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { invoke } from '../../support/invoke.js';
import { notFound, type Output, refused, START, useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';

describe('data retention', () => {
  it('is the default until a mode is put', async () => {
    expect(await plane.call('GetAccountDataRetention', {})).toMatchObject({ mode: 'default' });
    const put = { mode: 'none', updatedAt: new Date(START) };
    expect(await plane.call('PutAccountDataRetention', { mode: 'none' })).toMatchObject(put);
    expect(await plane.call('GetAccountDataRetention', {})).toMatchObject(put);
    await plane.pass(1000);
    await plane.call('PutAccountDataRetention', { mode: 'inherit' });
    expect(await plane.call('GetAccountDataRetention', {})).toMatchObject({
      mode: 'inherit',
      updatedAt: new Date(START + 1000),
    });
  });
});

/** With its version 1. */
async function createGuardrail(word = 'tomato') {
  const { guardrailId, guardrailArn } = await plane.call('CreateGuardrail', {
    name: `no-${word}`,
    blockedInputMessaging: 'Not this.',
    blockedOutputsMessaging: 'Nor that.',
    wordPolicyConfig: { wordsConfig: [{ text: word }] },
  });
  await plane.call('CreateGuardrailVersion', { guardrailIdentifier: guardrailId });
  return { guardrailId: String(guardrailId), guardrailArn: String(guardrailArn) };
}

describe('a resource policy', () => {
  const policy = (resourceArn: string) => plane.call('GetResourcePolicy', { resourceArn });

  it('is kept with its resource', async () => {
    const { guardrailId, guardrailArn: resourceArn } = await createGuardrail();
    await expect(policy(resourceArn)).rejects.toThrow(notFound);
    for (const resourcePolicy of ['{"Version":"2012-10-17"}', '{"Version":"2012-10-17","Statement":[]}']) {
      await plane.call('PutResourcePolicy', { resourceArn, resourcePolicy });
      expect(await policy(resourceArn)).toMatchObject({ resourcePolicy });
    }
    await plane.call('DeleteResourcePolicy', { resourceArn });
    await expect(policy(resourceArn)).rejects.toThrow(notFound);
    await plane.call('PutResourcePolicy', { resourceArn, resourcePolicy: '{}' });
    await plane.call('DeleteGuardrail', { guardrailIdentifier: guardrailId });
    await expect(policy(resourceArn)).rejects.toThrow(notFound);
  });

  it('must be JSON, and for a resource that is there', async () => {
    const { guardrailArn: resourceArn } = await createGuardrail();
    const put = (input: Output) => plane.call('PutResourcePolicy', { resourceArn, resourcePolicy: '{}', ...input });
    await expect(put({ resourcePolicy: '{' })).rejects.toThrow(refused('ValidationException', 'valid JSON'));
    await expect(put({ resourceArn: `${resourceArn}x` })).rejects.toThrow(refused('ValidationException'));
  });
});

describe('an enforced guardrail', () => {
  const ask = { modelId: haiku, messages: [{ role: 'user' as const, content: [{ text: 'A tomato, please.' }] }] };
  const converse = (modelId = haiku) => plane.runtime.send(new ConverseCommand({ ...ask, modelId }));
  const enforce = async (config: Output, configId?: unknown) =>
    (
      await plane.call('PutEnforcedGuardrailConfiguration', {
        configId,
        guardrailInferenceConfig: { guardrailVersion: '1', ...config },
      })
    ).configId;
  const list = async () => (await plane.call('ListEnforcedGuardrailsConfiguration', {})).guardrailsConfig;

  it('acts on inferences that ask for none, until it is taken away', async () => {
    const { guardrailId, guardrailArn } = await createGuardrail();
    const configId = await enforce({ guardrailIdentifier: guardrailId });
    expect(await list()).toMatchObject([
      { configId, guardrailId, guardrailArn, guardrailVersion: '1', owner: 'ACCOUNT' },
    ]);
    const blocked = await converse();
    expect(blocked.stopReason).toBe('guardrail_intervened');
    expect(blocked.output?.message?.content?.[0]?.text).toBe('Not this.');
    const body = {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 20,
      messages: [{ role: 'user', content: 'A tomato, please.' }],
    };
    expect((await invoke(plane.runtime, haiku, body)).body).toMatchObject({
      'amazon-bedrock-guardrailAction': 'INTERVENED',
    });
    await expect(plane.call('DeleteGuardrail', { guardrailIdentifier: guardrailId })).rejects.toThrow(
      refused('ResourceInUseException'),
    );
    await plane.call('DeleteEnforcedGuardrailConfiguration', { configId });
    expect((await converse()).stopReason).toBe('end_turn');
    expect(await list()).toEqual([]);
    await plane.call('DeleteGuardrail', { guardrailIdentifier: guardrailId });
  });

  it('acts beside the guardrail that a request asks for', async () => {
    const [tomato, carrot] = [await createGuardrail(), await createGuardrail('carrot')];
    await enforce({ guardrailIdentifier: tomato.guardrailId });
    const guardrailConfig = {
      guardrailIdentifier: carrot.guardrailId,
      guardrailVersion: '1',
      trace: 'enabled' as const,
    };
    const { stopReason, trace } = await plane.runtime.send(new ConverseCommand({ ...ask, guardrailConfig }));
    expect(stopReason).toBe('guardrail_intervened');
    expect(Object.keys(trace?.guardrail?.inputAssessment ?? {})).not.toContain(tomato.guardrailId);
  });

  it('can be changed, and kept to some models', async () => {
    const { guardrailId } = await createGuardrail();
    const configId = await enforce({ guardrailIdentifier: guardrailId });
    const modelEnforcement = { includedModels: ['ALL'], excludedModels: [haiku] };
    expect(await enforce({ guardrailIdentifier: guardrailId, modelEnforcement }, configId)).toBe(configId);
    expect(await list()).toMatchObject([{ configId, modelEnforcement }]);
    expect((await converse()).stopReason).toBe('end_turn');
    expect((await converse('amazon.nova-lite-v1:0')).stopReason).toBe('guardrail_intervened');
  });

  it('must be there, as must the configuration that is changed', async () => {
    const { guardrailId } = await createGuardrail();
    await expect(enforce({ guardrailIdentifier: 'abcdefghijkl' })).rejects.toThrow(notFound);
    await expect(enforce({ guardrailIdentifier: guardrailId }, 'unknown')).rejects.toThrow(notFound);
    await expect(plane.call('DeleteEnforcedGuardrailConfiguration', { configId: 'unknown' })).rejects.toThrow(notFound);
  });
});
