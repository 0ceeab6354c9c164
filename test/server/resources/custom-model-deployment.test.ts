import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { inConflict, notFound, refused, START, STEP, useControlPlane } from './control-plane.js';
import { createCustomModel } from './journeys/custom-models.js';

const plane = useControlPlane();
const messages = [{ role: 'user' as const, content: [{ text: 'Who answers?' }] }];
const converse = (modelId: unknown) => plane.runtime.send(new ConverseCommand({ modelId: String(modelId), messages }));

async function createModel(name = 'mine') {
  const { modelArn } = await createCustomModel(plane.call, name);
  await plane.pass(STEP);
  return modelArn;
}
const deploy = async (modelArn: unknown, modelDeploymentName = 'live') =>
  (await plane.call('CreateCustomModelDeployment', { modelDeploymentName, modelArn })).customModelDeploymentArn;
const get = (customModelDeploymentIdentifier: unknown) =>
  plane.call('GetCustomModelDeployment', { customModelDeploymentIdentifier });

describe('a deployment', () => {
  it('makes a custom model answer as its base model, once it is active', async () => {
    const modelArn = await createModel();
    await expect(converse(modelArn)).rejects.toThrow(
      refused('ValidationException', 'with on-demand throughput isn’t supported'),
    );
    const deployment = await deploy(modelArn);
    expect(deployment).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment\/[a-z0-9]{12}$/);
    await expect(converse(deployment)).rejects.toThrow(refused('ModelNotReadyException', 'is not ready'));
    await plane.pass(STEP);
    const direct = await converse('amazon.nova-micro-v1:0');
    for (const modelId of [deployment, modelArn]) {
      const { usage, stopReason } = await converse(modelId);
      expect([usage?.inputTokens, stopReason]).toEqual([direct.usage?.inputTokens, direct.stopReason]);
    }
  });

  it('can be given another model, while the one before it answers', async () => {
    const [first, second] = [await createModel('first'), await createModel('second')];
    const deployment = await deploy(first);
    const update = () =>
      plane.call('UpdateCustomModelDeployment', { customModelDeploymentIdentifier: 'live', modelArn: second });
    await expect(update()).rejects.toThrow(refused('ValidationException', 'another change is in progress'));
    await plane.pass(STEP);
    expect(await update()).toMatchObject({ customModelDeploymentArn: deployment });
    expect(await get('live')).toMatchObject({
      modelArn: first,
      status: 'Active',
      updateDetails: { modelArn: second, updateStatus: 'Updating' },
    });
    await plane.pass(STEP);
    expect(await get(deployment)).toMatchObject({
      modelArn: second,
      updateDetails: { modelArn: second, updateStatus: 'UpdateCompleted' },
      lastUpdatedAt: new Date(START + 4 * STEP),
    });
    await plane.call('DeleteCustomModel', { modelIdentifier: first });
    await expect(plane.call('DeleteCustomModel', { modelIdentifier: second })).rejects.toThrow(inConflict);
  });

  it('keeps its model from being deleted', async () => {
    const modelArn = await createModel();
    await deploy(modelArn);
    await expect(plane.call('DeleteCustomModel', { modelIdentifier: 'mine' })).rejects.toThrow(inConflict);
    await plane.call('DeleteCustomModelDeployment', { customModelDeploymentIdentifier: 'live' });
    await plane.call('DeleteCustomModel', { modelIdentifier: 'mine' });
    await expect(plane.call('GetCustomModel', { modelIdentifier: 'mine' })).rejects.toThrow(notFound);
  });

  it('is refused for a model that nobody created, or that is not active yet', async () => {
    const nobodys = 'arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/aaaaaaaaaaaa';
    await expect(deploy(nobodys)).rejects.toThrow(notFound);
    const { modelArn } = await createCustomModel(plane.call);
    await expect(deploy(modelArn)).rejects.toThrow(refused('ValidationException', 'is not active'));
  });
});
