import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { inConflict, type Output, refused, START, STEP, useControlPlane } from './control-plane.js';
import { createCustomModel } from './journeys/custom-models.js';

const plane = useControlPlane();
const DAY = 24 * 3_600_000;
const nova = 'amazon.nova-micro-v1:0:128k';
const arnOf = (modelId: string) => `arn:aws:bedrock:us-east-1::foundation-model/${modelId}`;

const buy = async (input: Output = {}) =>
  (
    await plane.call('CreateProvisionedModelThroughput', {
      provisionedModelName: 'mine',
      modelId: nova,
      modelUnits: 2,
      ...input,
    })
  ).provisionedModelArn;
const get = (provisionedModelId: unknown = 'mine') =>
  plane.call('GetProvisionedModelThroughput', { provisionedModelId });
const update = (input: Output) =>
  plane.call('UpdateProvisionedModelThroughput', { provisionedModelId: 'mine', ...input });
const remove = (provisionedModelId: unknown = 'mine') =>
  plane.call('DeleteProvisionedModelThroughput', { provisionedModelId });

describe('provisioned throughput', () => {
  it('is in service after a while, and answers as its model', async () => {
    const provisionedModelArn = await buy();
    expect(provisionedModelArn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:provisioned-model\/[a-z0-9]{12}$/);
    expect(await get()).toMatchObject({
      provisionedModelArn,
      modelUnits: 2,
      desiredModelUnits: 2,
      modelArn: arnOf(nova),
      desiredModelArn: arnOf(nova),
      foundationModelArn: arnOf(nova),
      status: 'Creating',
      creationTime: new Date(START),
    });
    const messages = [{ role: 'user' as const, content: [{ text: 'Who answers?' }] }];
    const converse = () => plane.runtime.send(new ConverseCommand({ modelId: String(provisionedModelArn), messages }));
    await expect(converse()).rejects.toThrow(refused('ModelNotReadyException'));
    await plane.pass(STEP);
    expect(await get(provisionedModelArn)).toMatchObject({
      status: 'InService',
      lastModifiedTime: new Date(START + STEP),
    });
    expect((await converse()).stopReason).toBe('end_turn');
  });

  it.each([
    ['OneMonth', new Date(Date.UTC(2026, 3, 2))],
    ['SixMonths', new Date(Date.UTC(2026, 8, 2))],
  ])('with a commitment of %s cannot be deleted before %s', async (commitmentDuration, commitmentExpirationTime) => {
    await buy({ commitmentDuration });
    expect(await get()).toMatchObject({ commitmentDuration, commitmentExpirationTime });
    await plane.pass(commitmentExpirationTime.getTime() - START - 1);
    await expect(remove()).rejects.toThrow(inConflict);
    await plane.pass(1);
    await remove();
  });

  it('without a commitment can be deleted at any time', async () => {
    await buy();
    await plane.pass(DAY);
    await remove();
    expect((await plane.call('ListProvisionedModelThroughputs', {})).provisionedModelSummaries).toEqual([]);
  });

  it('of a custom model can change to another of the same base', async () => {
    const { modelArn: first } = await createCustomModel(plane.call, 'first');
    const { modelArn: second } = await createCustomModel(plane.call, 'second');
    await plane.pass(STEP);
    await buy({ modelId: 'first' });
    await expect(update({ desiredModelId: second })).rejects.toThrow(refused('ValidationException', 'another change'));
    await plane.pass(STEP);
    await update({ desiredModelId: second });
    expect(await get()).toMatchObject({ status: 'Updating', modelArn: first, desiredModelArn: second });
    const removeModel = (modelIdentifier: unknown) => plane.call('DeleteCustomModel', { modelIdentifier });
    await expect(removeModel(first)).rejects.toThrow(inConflict);
    await plane.pass(STEP);
    expect(await get()).toMatchObject({ status: 'InService', modelArn: second, desiredModelArn: second });
    await removeModel(first);
    await expect(removeModel(second)).rejects.toThrow(inConflict);
  });

  it('of a foundation model keeps it, and may have another name', async () => {
    const provisionedModelArn = await buy();
    await buy({ provisionedModelName: 'taken' });
    await plane.pass(STEP);
    await expect(update({ desiredModelId: 'amazon.nova-lite-v1:0:300k' })).rejects.toThrow(
      refused('ValidationException'),
    );
    await expect(update({ desiredProvisionedModelName: 'taken' })).rejects.toThrow(inConflict);
    await update({ desiredProvisionedModelName: 'yours' });
    expect(await get('yours')).toMatchObject({
      provisionedModelArn,
      provisionedModelName: 'yours',
      status: 'InService',
    });
  });

  it.each([
    ['a model that nobody has', 'amazon.nova-giga-v1:0', 'The provided model identifier is invalid.'],
    ['a model that has none', 'anthropic.claude-sonnet-4-5-20250929-v1:0', 'does not support Provisioned Throughput'],
  ])('is refused for %s', async (_what, modelId, message) => {
    await expect(buy({ modelId })).rejects.toThrow(refused('ValidationException', message));
  });
});
