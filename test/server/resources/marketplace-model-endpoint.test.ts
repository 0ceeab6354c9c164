import { expect, it } from 'vitest';
import { inConflict, notFound, type Output, STEP, useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const modelSourceIdentifier = 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0';
const config = (initialInstanceCount: number) => ({
  sageMaker: {
    initialInstanceCount,
    instanceType: 'ml.g5.xlarge',
    executionRole: 'arn:aws:iam::123456789012:role/host',
  },
});
const endpointArn = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/mine';

const create = () =>
  plane.call('CreateMarketplaceModelEndpoint', {
    endpointName: 'mine',
    modelSourceIdentifier,
    endpointConfig: config(1),
  });
const get = async () =>
  (await plane.call('GetMarketplaceModelEndpoint', { endpointArn })).marketplaceModelEndpoint as Output;

it('an endpoint is created, updated and read', async () => {
  expect((await create()).marketplaceModelEndpoint).toMatchObject({
    endpointArn,
    modelSourceIdentifier,
    status: 'REGISTERED',
    endpointStatus: 'Creating',
    endpointConfig: config(1),
  });
  const update = () => plane.call('UpdateMarketplaceModelEndpoint', { endpointArn, endpointConfig: config(2) });
  await expect(update()).rejects.toThrow(inConflict);
  await plane.pass(STEP);
  expect(await get()).toMatchObject({ endpointStatus: 'InService' });
  await update();
  expect(await get()).toMatchObject({ endpointStatus: 'Updating', endpointConfig: config(2) });
  await plane.pass(STEP);
  expect(await get()).toMatchObject({ endpointStatus: 'InService' });
});

it('an endpoint that is deregistered is not seen until it is registered again', async () => {
  await create();
  await plane.call('DeregisterMarketplaceModelEndpoint', { endpointArn });
  await expect(get()).rejects.toThrow(notFound);
  expect((await plane.call('ListMarketplaceModelEndpoints', {})).marketplaceModelEndpoints).toEqual([]);
  const register = (endpointIdentifier: string) =>
    plane.call('RegisterMarketplaceModelEndpoint', { endpointIdentifier, modelSourceIdentifier });
  await register(endpointArn);
  expect(await get()).toMatchObject({ status: 'REGISTERED' });
  await expect(register(endpointArn.replace('mine', 'yours'))).rejects.toThrow(notFound);
});
