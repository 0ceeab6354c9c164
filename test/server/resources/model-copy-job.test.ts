import { expect, it } from 'vitest';
import { inConflict, notFound, refused, START, STEP, useControlPlane } from './control-plane.js';
import { createCustomModel } from './journeys/custom-models.js';

const plane = useControlPlane();

it('a copy job brings a custom model of another region', async () => {
  const { modelArn: sourceModelArn } = await createCustomModel(plane.call);
  const europe = plane.callFrom('eu-central-1');
  const copy = (targetModelName = 'copied') => europe('CreateModelCopyJob', { sourceModelArn, targetModelName });
  await expect(copy()).rejects.toThrow(refused('ValidationException', 'is not active'));
  await plane.pass(STEP);
  const { jobArn } = await copy();
  expect(jobArn).toMatch(/^arn:aws:bedrock:eu-central-1:123456789012:model-copy-job\/[a-z0-9]{12}$/);
  const job = () => europe('GetModelCopyJob', { jobArn });
  const { targetModelArn, ...begun } = await job();
  expect(begun).toMatchObject({
    status: 'InProgress',
    creationTime: new Date(START + STEP),
    sourceAccountId: '123456789012',
    sourceModelArn,
    sourceModelName: 'mine',
    targetModelName: 'copied',
  });
  expect(targetModelArn).toMatch(/^arn:aws:bedrock:eu-central-1:123456789012:custom-model\/imported\/[a-z0-9]{12}$/);
  const model = () => europe('GetCustomModel', { modelIdentifier: targetModelArn });
  await expect(model()).rejects.toThrow(notFound);
  await expect(copy()).rejects.toThrow(inConflict);
  await plane.pass(STEP);
  expect((await job()).status).toBe('Completed');
  expect(await model()).toMatchObject({ modelName: 'copied', modelStatus: 'Active', customizationType: 'IMPORTED' });
});

it('a model that nobody created cannot be copied', async () => {
  const sourceModelArn = 'arn:aws:bedrock:eu-west-1:123456789012:custom-model/imported/aaaaaaaaaaaa';
  await expect(plane.call('CreateModelCopyJob', { sourceModelArn, targetModelName: 'copied' })).rejects.toThrow(
    notFound,
  );
});
