import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { invoke } from '../../support/invoke.js';
import { inConflict, notFound, type Output, refused, STEP, useControlPlane } from './control-plane.js';

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

const create = (source = modelSourceIdentifier) =>
  plane.call('CreateMarketplaceModelEndpoint', {
    endpointName: 'mine',
    modelSourceIdentifier: source,
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

const converse = () =>
  plane.runtime.send(
    new ConverseCommand({ modelId: endpointArn, messages: [{ role: 'user', content: [{ text: 'Who answers?' }] }] }),
  );

it('an endpoint answers by its ARN while it is in service and registered', async () => {
  await create();
  await expect(converse()).rejects.toThrow(refused('ModelNotReadyException'));
  await plane.pass(STEP);
  expect((await converse()).stopReason).toBe('end_turn');
  await plane.call('DeregisterMarketplaceModelEndpoint', { endpointArn });
  await expect(converse()).rejects.toThrow(refused('ValidationException', 'The provided model identifier is invalid.'));
});

it.each([
  ['meta-textgeneration-llama-3-1-8b-instruct', { prompt: 'Who answers?' }, 'generation'],
  ['huggingface-llm-mistral-7b-instruct', { prompt: 'Who answers?' }, 'outputs'],
  ['huggingface-reasoning-qwen3-32b', { messages: [{ role: 'user', content: 'Who answers?' }] }, 'choices'],
  ['llm-that-nobody-knows', { messages: [{ role: 'user', content: 'Who answers?' }] }, 'choices'],
])('an endpoint of %s takes and gives the format of that model', async (name, body, member) => {
  await create(modelSourceIdentifier.replace('llm', name));
  await plane.pass(STEP);
  expect((await invoke(plane.runtime, endpointArn, body)).body).toHaveProperty(member);
});
