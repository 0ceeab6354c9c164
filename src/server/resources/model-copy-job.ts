/** Model copy jobs: a custom model of another region comes to this one, in one step. */
import type { CreateModelCopyJobRequest } from '@aws-sdk/client-bedrock';
import { readArn } from '../catalogue-arn.js';
import { validationException } from '../exception.js';
import { notFound } from '../responders/shared/named-resource.js';
import { type CustomModelRecord, customModel } from './custom-model.js';
import { openStore } from './engine.js';
import type { Draft, Resource, ResourceRecord, Scope, Tag } from './resource.js';
import { bedrockArn, keyArn, shortId } from './shared/names.js';

interface Properties {
  sourceModelArn: string;
  sourceModelName: string;
  targetModelTags?: Tag[];
  targetModelKmsKeyArn?: string;
  /** Set once the job exists: the copy comes into being when the job is completed. */
  targetModelArn?: string;
}

type CopyRecord = ResourceRecord<Properties>;

/** `name`: that of the copy. */
export const modelCopyJob: Resource<Properties> = {
  kind: 'model-copy-job',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `model-copy-job/${id}`),
  states: { first: 'InProgress', moves: { InProgress: { to: 'Completed' } } },
  operations: {
    CreateModelCopyJob: { create, alongside: createCopy, reply: ({ arn }) => ({ jobArn: arn }) },
    GetModelCopyJob: { get: 'jobArn', reply: describe },
    ListModelCopyJobs: {
      list: 'modelCopyJobSummaries',
      filters: {
        sourceAccountEquals: (_record, value, { namespace }) => namespace.settings.accountId === value,
        sourceModelArnEquals: ({ properties }, value) => properties.sourceModelArn === value,
        targetModelNameContains: ({ name }, value) => name?.includes(String(value)) ?? false,
      },
      reply: describe,
    },
  },
};

function create(input: Record<string, unknown>, scope: Scope): Omit<Draft<Properties>, 'request'> {
  const {
    sourceModelArn = '',
    targetModelName,
    modelKmsKeyId,
    targetModelTags,
  } = input as unknown as CreateModelCopyJobRequest;
  const source = findSource(sourceModelArn, scope);
  if (!source) throw notFound('CreateModelCopyJob', `nothing has created ${sourceModelArn}`);
  if (source.status !== 'Active')
    throw validationException(`The model ${sourceModelArn} is not active.`, { hint: `it is ${source.status}` });
  const targetModelKmsKeyArn = keyArn(modelKmsKeyId, scope);
  return {
    name: targetModelName,
    properties: {
      sourceModelArn,
      sourceModelName: String(source.name),
      ...(targetModelTags && { targetModelTags: targetModelTags as Tag[] }),
      ...(targetModelKmsKeyArn !== undefined && { targetModelKmsKeyArn }),
    },
  };
}

/** In the region that its ARN names. */
function findSource(arn: string, { namespace }: Scope): CustomModelRecord | undefined {
  return openStore(customModel, { namespace, region: readArn(arn)?.region ?? '' }).find(arn);
}

function createCopy(job: CopyRecord, scope: Scope): void {
  const { sourceModelArn, targetModelTags, targetModelKmsKeyArn } = job.properties;
  const { baseModelId, customization: given } = findSource(sourceModelArn, scope)!.properties;
  const { modelKmsKeyArn: _, ...customization } = given;
  const { arn } = openStore(customModel, scope).create({
    name: job.name,
    tags: targetModelTags,
    from: job.createdAt + scope.namespace.settings.transitionMs,
    status: 'Active',
    properties: {
      baseModelId,
      customization: {
        ...customization,
        ...(targetModelKmsKeyArn !== undefined && { modelKmsKeyArn: targetModelKmsKeyArn }),
      },
    },
  });
  job.properties = { ...job.properties, targetModelArn: String(arn) };
}

function describe({ arn, name, status, createdAt, properties }: CopyRecord, { namespace }: Scope) {
  return {
    jobArn: arn,
    status,
    creationTime: new Date(createdAt),
    targetModelName: name,
    sourceAccountId: namespace.settings.accountId,
    ...properties,
  };
}
