/** Custom models: made by a customization job, copied from another region, or brought from SageMaker AI. */
import type { CreateCustomModelRequest, GetCustomModelResponse } from '@aws-sdk/client-bedrock';
import { foundationModelArn } from '../catalogue-arn.js';
import { validationException } from '../exception.js';
import type { Draft, Resource, ResourceRecord, Scope, Tag } from './resource.js';
import { findBase } from './shared/base-model.js';
import { bedrockArn, keyArn, shortId } from './shared/names.js';

/** What a customization tells of itself, as GetCustomModel gives it. */
type Customization = Pick<
  GetCustomModelResponse,
  | 'jobArn'
  | 'jobName'
  | 'customizationType'
  | 'modelKmsKeyArn'
  | 'hyperParameters'
  | 'trainingDataConfig'
  | 'validationDataConfig'
  | 'outputDataConfig'
  | 'trainingMetrics'
  | 'validationMetrics'
  | 'customizationConfig'
>;

export interface CustomModelProperties {
  /** The foundation model that it answers as. */
  baseModelId: string;
  customization: Customization;
}

export type CustomModelRecord = ResourceRecord<CustomModelProperties>;

/** The quota is AWS's default (L-CB5B847D). By ARN or name. A deployment or throughput of its own is what makes it answer. */
export const customModel: Resource<CustomModelProperties> = {
  kind: 'custom-model',
  id: shortId,
  arn: (id, scope, { baseModelId, customization }) =>
    bedrockArn(
      scope,
      `custom-model/${customization.customizationType === 'IMPORTED' ? 'imported' : baseModelId}/${id}`,
    ),
  states: { first: 'Creating', moves: { Creating: { to: 'Active' } } },
  uniqueNames: true,
  foundByName: true,
  quota: 100,
  taggable: true,
  answersThroughUser: true,
  standsFor({ arn }) {
    throw validationException(
      `Invocation of model ID ${arn} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
      { hint: 'a custom model answers through CreateCustomModelDeployment or CreateProvisionedModelThroughput' },
    );
  },
  operations: {
    CreateCustomModel: { create, reply: ({ arn }) => ({ modelArn: arn }) },
    GetCustomModel: { get: 'modelIdentifier', reply: describe },
    ListCustomModels: {
      list: 'modelSummaries',
      filters: {
        baseModelArnEquals: (record, value, scope) => baseArnOf(record, scope) === value,
        foundationModelArnEquals: (record, value, scope) => baseArnOf(record, scope) === value,
        modelStatus: ({ status }, value) => status === value,
        // Nobody shares models with this account.
        isOwned: (_record, value) => value === true,
      },
      reply: summarize,
    },
    DeleteCustomModel: { delete: 'modelIdentifier' },
  },
};

/** AWS takes models of Amazon Nova that SageMaker AI trained. Which one is read off the name of its artifacts. */
function create(input: Record<string, unknown>, scope: Scope): Omit<Draft<CustomModelProperties>, 'request'> {
  const { modelName, modelTags, modelKmsKeyArn, modelSourceConfig, customModelDataSource } =
    input as unknown as CreateCustomModelRequest;
  const source = modelSourceConfig ?? customModelDataSource;
  if (!source) throw validationException('Either modelSourceConfig or customModelDataSource must be specified.');
  const [size = 'lite'] = /micro|lite|pro/.exec(JSON.stringify([source, modelName]).toLowerCase()) ?? [];
  return {
    name: modelName,
    tags: modelTags as Tag[] | undefined,
    properties: {
      baseModelId: `amazon.nova-${size}-v1:0`,
      customization: {
        customizationType: 'IMPORTED',
        ...(modelKmsKeyArn && { modelKmsKeyArn: keyArn(modelKmsKeyArn, scope) }),
      },
    },
  };
}

function baseArnOf({ properties }: CustomModelRecord, { region }: Scope): string {
  return foundationModelArn(region, properties.baseModelId);
}

function describe(record: CustomModelRecord, scope: Scope): Record<string, unknown> {
  const { arn, name, status, createdAt, properties } = record;
  return {
    modelArn: arn,
    modelName: name,
    baseModelArn: baseArnOf(record, scope),
    ...properties.customization,
    creationTime: new Date(createdAt),
    modelStatus: status,
  };
}

function summarize(record: CustomModelRecord, scope: Scope): Record<string, unknown> {
  const { arn, name, status, createdAt, properties } = record;
  return {
    modelArn: arn,
    modelName: name,
    creationTime: new Date(createdAt),
    baseModelArn: baseArnOf(record, scope),
    baseModelName: findBase(properties.baseModelId, scope)?.modelName ?? '',
    customizationType: properties.customization.customizationType,
    ownerAccountId: scope.namespace.settings.accountId,
    modelStatus: status,
  };
}
