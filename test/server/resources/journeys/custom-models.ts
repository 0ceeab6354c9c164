/** Custom models and what is made of them. */
import type { Call, Journey, Output } from './journey.js';

const roleArn = 'arn:aws:iam::123456789012:role/trainer';
export const nova = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0:128k';

const byName = { nameContains: { finds: (name: string) => name, misses: 'nobody' } };

/** A custom model that is ready. */
export async function createCustomModel(call: Call, modelName = 'mine'): Promise<Output> {
  const source = { modelSourceConfig: { s3DataSource: { s3Uri: 's3://bucket/nova-micro/' } } };
  const { modelArn } = await call('CreateCustomModel', { modelName, roleArn, ...source });
  return { modelArn };
}

export const customModels: Journey[] = [
  {
    kind: 'custom model',
    create: 'CreateCustomModel',
    input: (modelName) => ({
      modelName,
      roleArn,
      modelSourceConfig: { s3DataSource: { s3Uri: 's3://bucket/model/' } },
    }),
    other: { modelSourceConfig: { s3DataSource: { s3Uri: 's3://bucket/another/' } } },
    arn: 'modelArn',
    get: ['GetCustomModel', 'modelIdentifier'],
    list: ['ListCustomModels', 'modelSummaries', 'modelArn'],
    delete: ['DeleteCustomModel', 'modelIdentifier'],
    tags: 'modelTags',
    uniqueNames: true,
    filters: {
      ...byName,
      modelStatus: { finds: () => 'Active', misses: 'Failed' },
      isOwned: { finds: () => true, misses: false },
      baseModelArnEquals: {
        finds: () => 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
        misses: nova,
      },
      foundationModelArnEquals: {
        finds: () => 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
        misses: nova,
      },
    },
  },
  {
    kind: 'model customization job',
    create: 'CreateModelCustomizationJob',
    input: (jobName) => ({
      jobName,
      customModelName: `${jobName}-model`,
      roleArn,
      baseModelIdentifier: nova,
      trainingDataConfig: { s3Uri: 's3://bucket/training.jsonl' },
      outputDataConfig: { s3Uri: 's3://bucket/output/' },
    }),
    other: { outputDataConfig: { s3Uri: 's3://bucket/elsewhere/' } },
    arn: 'jobArn',
    get: ['GetModelCustomizationJob', 'jobIdentifier'],
    list: ['ListModelCustomizationJobs', 'modelCustomizationJobSummaries', 'jobArn'],
    tags: 'jobTags',
    uniqueNames: true,
    filters: { ...byName, statusEquals: { finds: () => 'Completed', misses: 'Stopped' } },
  },
  {
    kind: 'custom model deployment',
    before: async (call, server) => {
      const model = await createCustomModel(call);
      await server.clock.advance(1000);
      return model;
    },
    create: 'CreateCustomModelDeployment',
    input: (modelDeploymentName, { modelArn }) => ({ modelDeploymentName, modelArn }),
    other: { description: 'another' },
    arn: 'customModelDeploymentArn',
    get: ['GetCustomModelDeployment', 'customModelDeploymentIdentifier'],
    list: ['ListCustomModelDeployments', 'modelDeploymentSummaries', 'customModelDeploymentArn'],
    delete: ['DeleteCustomModelDeployment', 'customModelDeploymentIdentifier'],
    tags: 'tags',
    uniqueNames: true,
    times: ['createdAfter', 'createdBefore'],
    filters: {
      ...byName,
      statusEquals: { finds: () => 'Active', misses: 'Failed' },
      modelArnEquals: {
        finds: (_name, { modelArn }) => modelArn,
        misses: 'arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/aaaaaaaaaaaa',
      },
    },
  },
  {
    kind: 'provisioned throughput',
    create: 'CreateProvisionedModelThroughput',
    input: (provisionedModelName) => ({ provisionedModelName, modelId: nova, modelUnits: 1 }),
    other: { modelUnits: 2 },
    arn: 'provisionedModelArn',
    get: ['GetProvisionedModelThroughput', 'provisionedModelId'],
    list: ['ListProvisionedModelThroughputs', 'provisionedModelSummaries', 'provisionedModelArn'],
    delete: ['DeleteProvisionedModelThroughput', 'provisionedModelId'],
    tags: 'tags',
    uniqueNames: true,
    filters: {
      ...byName,
      statusEquals: { finds: () => 'InService', misses: 'Failed' },
      modelArnEquals: { finds: () => nova, misses: nova.replace('micro', 'lite').replace('128k', '300k') },
    },
  },
];
