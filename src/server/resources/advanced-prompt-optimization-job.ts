/** Advanced prompt optimization jobs. They run and end by the clock; no prompt is optimized. */
import type { CreateAdvancedPromptOptimizationJobRequest } from '@aws-sdk/client-bedrock';
import type { Draft, Resource, ResourceRecord, Tag } from './resource.js';
import { deleteJobs, stopJob, whileRunning } from './shared/end-jobs.js';
import { bedrockArn, shortId } from './shared/names.js';

type Properties = Omit<CreateAdvancedPromptOptimizationJobRequest, 'jobName' | 'clientToken' | 'tags'>;

export const advancedPromptOptimizationJob: Resource<Properties> = {
  kind: 'advanced-prompt-optimization-job',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `advanced-prompt-optimization-job/${id}`),
  states: { first: 'InProgress', moves: { InProgress: { to: 'Completed' }, Stopping: { to: 'Stopped' } } },
  uniqueNames: true,
  quotaGroup: whileRunning,
  operations: {
    CreateAdvancedPromptOptimizationJob: { create, reply: ({ arn }) => ({ jobArn: arn }) },
    GetAdvancedPromptOptimizationJob: {
      get: 'jobIdentifier',
      reply: (job) => ({ ...summarize(job), ...job.properties }),
    },
    ListAdvancedPromptOptimizationJobs: { list: 'jobSummaries', reply: summarize },
    StopAdvancedPromptOptimizationJob: { handle: (exchange, store) => stopJob(exchange, store) },
    BatchDeleteAdvancedPromptOptimizationJob: {
      handle: (exchange, store) => deleteJobs(exchange, store, 'advancedPromptOptimizationJobs'),
    },
  },
};

function create(input: Record<string, unknown>): Omit<Draft<Properties>, 'request'> {
  const {
    jobName,
    clientToken: _,
    tags,
    ...properties
  } = input as unknown as CreateAdvancedPromptOptimizationJobRequest;
  return { name: jobName, tags: tags as Tag[] | undefined, properties };
}

function summarize({ arn, name, status, createdAt, updatedAt }: ResourceRecord<Properties>): Record<string, unknown> {
  return {
    jobArn: arn,
    jobName: name,
    jobStatus: status,
    creationTime: new Date(createdAt),
    lastModifiedTime: new Date(updatedAt),
  };
}
