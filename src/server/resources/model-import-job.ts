/** Model import jobs: each brings a model of the user's own, and is done in one step. */
import type { CreateModelImportJobRequest } from '@aws-sdk/client-bedrock';
import { openStore } from './engine.js';
import { importedModel } from './imported-model.js';
import type { Draft, Resource, ResourceRecord, Scope, Tag } from './resource.js';
import { whileRunning } from './shared/end-jobs.js';
import { bedrockArn, keyArn, shortId } from './shared/names.js';

interface Properties {
  asked: Omit<CreateModelImportJobRequest, 'clientRequestToken' | 'jobTags'>;
  /** Set once the job exists: its model comes into being when the job is completed. */
  importedModelArn?: string;
}

type JobRecord = ResourceRecord<Properties>;

export const modelImportJob: Resource<Properties> = {
  kind: 'model-import-job',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `model-import-job/${id}`),
  states: { first: 'InProgress', moves: { InProgress: { to: 'Completed' } } },
  uniqueNames: true,
  foundByName: true,
  taggable: true,
  quotaGroup: whileRunning,
  operations: {
    CreateModelImportJob: { create, alongside: createModel, reply: ({ arn }) => ({ jobArn: arn }) },
    GetModelImportJob: {
      get: 'jobIdentifier',
      reply: (job, scope) => {
        const { roleArn, modelDataSource, vpcConfig, importedModelKmsKeyId } = job.properties.asked;
        const importedModelKmsKeyArn = keyArn(importedModelKmsKeyId, scope);
        return { ...summarize(job), roleArn, modelDataSource, vpcConfig, importedModelKmsKeyArn };
      },
    },
    ListModelImportJobs: { list: 'modelImportJobSummaries', reply: summarize },
  },
};

function create(input: Record<string, unknown>): Omit<Draft<Properties>, 'request'> {
  const { clientRequestToken: _, jobTags, ...asked } = input as unknown as CreateModelImportJobRequest;
  return { name: asked.jobName, tags: jobTags as Tag[] | undefined, properties: { asked } };
}

function createModel(job: JobRecord, scope: Scope): void {
  const { importedModelName, importedModelTags, modelDataSource, importedModelKmsKeyId } = job.properties.asked;
  const modelKmsKeyArn = keyArn(importedModelKmsKeyId, scope);
  const { arn } = openStore(importedModel, scope).create({
    name: importedModelName,
    tags: importedModelTags as Tag[] | undefined,
    from: job.createdAt + scope.namespace.settings.transitionMs,
    properties: {
      jobArn: String(job.arn),
      jobName: String(job.name),
      modelDataSource: modelDataSource!,
      ...(modelKmsKeyArn !== undefined && { modelKmsKeyArn }),
    },
  });
  job.properties = { ...job.properties, importedModelArn: String(arn) };
}

function summarize({ arn, name, status, since, createdAt, updatedAt, properties }: JobRecord): Record<string, unknown> {
  const isDone = status === 'Completed';
  return {
    jobArn: arn,
    jobName: name,
    status,
    lastModifiedTime: new Date(updatedAt),
    creationTime: new Date(createdAt),
    endTime: isDone ? new Date(since) : undefined,
    importedModelArn: isDone ? properties.importedModelArn : undefined,
    importedModelName: properties.asked.importedModelName,
  };
}
