/** Models of the account's own, what serves them, and what is called in place of one. */
import { ref, type Thing } from './thing.js';

const token = 'clientRequestToken';
export const roleArn = 'arn:aws:iam::123456789012:role/contract';
export const novaLite = 'amazon.nova-lite-v1:0';
const novaLiteArn = `arn:aws:bedrock:us-east-1::foundation-model/${novaLite}`;

const needsData = 'it needs data in S3 and a role of the account';
const buysCapacity = 'it buys capacity';

export const endpointConfig = {
  sageMaker: { initialInstanceCount: 1, instanceType: 'ml.g5.xlarge', executionRole: roleArn },
};

export const modelThings: Record<string, Thing> = {
  model: {
    operation: 'CreateCustomModel',
    params: (modelName) => ({
      modelName,
      roleArn,
      modelSourceConfig: { s3DataSource: { s3Uri: 's3://contract-in/nova-micro/' } },
    }),
    token,
    tags: 'modelTags',
    settle: {
      operation: 'GetCustomModel',
      params: { modelIdentifier: ref('model.modelArn') },
      until: { modelStatus: 'Active' },
    },
    remove: [{ operation: 'DeleteCustomModel', params: { modelIdentifier: ref('model.modelArn') } }],
    localOnly: needsData,
  },
  copy: {
    operation: 'CreateModelCopyJob',
    params: (targetModelName) => ({
      targetModelName: `${targetModelName}-copy`,
      sourceModelArn: ref('model.modelArn'),
    }),
    needs: ['model'],
    token,
    tags: 'targetModelTags',
  },
  deployment: {
    operation: 'CreateCustomModelDeployment',
    params: (modelDeploymentName) => ({ modelDeploymentName, modelArn: ref('model.modelArn') }),
    needs: ['model'],
    token,
    tags: 'tags',
    settle: {
      operation: 'GetCustomModelDeployment',
      params: { customModelDeploymentIdentifier: ref('deployment.customModelDeploymentArn') },
      until: { status: 'Active' },
    },
    remove: [
      {
        operation: 'DeleteCustomModelDeployment',
        params: { customModelDeploymentIdentifier: ref('deployment.customModelDeploymentArn') },
      },
    ],
  },
  throughput: {
    operation: 'CreateProvisionedModelThroughput',
    params: (provisionedModelName) => ({
      provisionedModelName,
      modelId: `${novaLite}:300k`,
      modelUnits: 1,
      commitmentDuration: 'OneMonth',
    }),
    token,
    tags: 'tags',
    localOnly: buysCapacity,
  },
  profile: {
    operation: 'CreateInferenceProfile',
    params: (inferenceProfileName) => ({ inferenceProfileName, modelSource: { copyFrom: novaLiteArn } }),
    token,
    tags: 'tags',
    remove: [
      {
        operation: 'DeleteInferenceProfile',
        params: { inferenceProfileIdentifier: ref('profile.inferenceProfileArn') },
      },
    ],
  },
  router: {
    operation: 'CreatePromptRouter',
    params: (promptRouterName) => ({
      promptRouterName,
      models: [{ modelArn: novaLiteArn }],
      fallbackModel: { modelArn: novaLiteArn },
      routingCriteria: { responseQualityDifference: 10 },
    }),
    token,
    tags: 'tags',
    remove: [{ operation: 'DeletePromptRouter', params: { promptRouterArn: ref('router.promptRouterArn') } }],
  },
  /** Of a profile, which it keeps from going. */
  routerOfProfile: {
    operation: 'CreatePromptRouter',
    params: (promptRouterName) => ({
      promptRouterName,
      models: [{ modelArn: ref('profile.inferenceProfileArn') }],
      fallbackModel: { modelArn: ref('profile.inferenceProfileArn') },
      routingCriteria: { responseQualityDifference: 10 },
    }),
    needs: ['profile'],
    remove: [{ operation: 'DeletePromptRouter', params: { promptRouterArn: ref('routerOfProfile.promptRouterArn') } }],
  },
  endpoint: {
    operation: 'CreateMarketplaceModelEndpoint',
    params: (endpointName) => ({
      endpointName,
      modelSourceIdentifier: 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0',
      endpointConfig,
    }),
    token,
    remove: [
      {
        operation: 'DeleteMarketplaceModelEndpoint',
        params: { endpointArn: ref('endpoint.marketplaceModelEndpoint.endpointArn') },
      },
    ],
    localOnly: buysCapacity,
  },
};
