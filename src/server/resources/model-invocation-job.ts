/** Batch inference jobs: a file of requests in, a file of answers out. */
import type { CreateModelInvocationJobRequest } from '@aws-sdk/client-bedrock';
import type { BatchProperties, BatchRecord } from './model-invocation-job/job.js';
import { batchWork } from './model-invocation-job/work.js';
import type { Resolve, Resource, Scope, Tag } from './resource.js';
import { stopJob, whileRunning } from './shared/end-jobs.js';
import { modelArnOf } from './shared/model-arn.js';
import { bedrockArn, shortId } from './shared/names.js';

const HOUR = 3_600_000;
/** Source: API reference. */
const DEFAULT_TIMEOUT = 24;
const stoppable = ['Submitted', 'Validating', 'Scheduled', 'InProgress'];

export const modelInvocationJob: Resource<BatchProperties> = {
  kind: 'model-invocation-job',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `model-invocation-job/${id}`),
  states: { first: 'Submitted' },
  work: batchWork,
  taggable: true,
  quotaGroup: whileRunning,
  uses: (job) => (whileRunning(job) ? [job.properties.modelArn] : []),
  operations: {
    CreateModelInvocationJob: { create, reply: ({ arn }) => ({ jobArn: arn }) },
    GetModelInvocationJob: {
      get: 'jobIdentifier',
      reply: (job) => ({
        ...summarize(job),
        ...(job.request && { clientRequestToken: job.request.clientRequestToken }),
        ...(job.properties.message !== undefined && { message: job.properties.message }),
      }),
    },
    /** Without the reason of a failure: as recorded. */
    ListModelInvocationJobs: { list: 'invocationJobSummaries', reply: summarize },
    StopModelInvocationJob: { handle: (exchange, store) => stopJob(exchange, store, stoppable) },
  },
};

/** Whoever may not ask the model as a record will is refused now. */
function create(input: Record<string, unknown>, scope: Scope, resolve: Resolve) {
  const { jobName, clientRequestToken: _, tags, ...asked } = input as unknown as CreateModelInvocationJobRequest;
  const { modelInvocationType = 'InvokeModel', timeoutDurationInHours = DEFAULT_TIMEOUT } = asked;
  const resolved = resolve(modelInvocationType);
  if (resolved.throughputRefusal) throw resolved.throughputRefusal;
  const { accountId } = scope.namespace.settings;
  const { s3InputDataConfig } = asked.inputDataConfig ?? {};
  const { s3OutputDataConfig } = asked.outputDataConfig ?? {};
  const properties = {
    ...asked,
    modelId: String(asked.modelId),
    baseModelId: resolved.model.modelId,
    modelArn: modelArnOf(resolved, scope),
    inputDataConfig: { s3InputDataConfig: { s3BucketOwner: accountId, ...s3InputDataConfig } },
    outputDataConfig: { s3OutputDataConfig: { s3BucketOwner: accountId, ...s3OutputDataConfig } },
    modelInvocationType,
    timeoutDurationInHours,
    expiresAt: scope.namespace.clock.now() + timeoutDurationInHours * HOUR,
  } as BatchProperties;
  return { name: jobName, tags: tags as Tag[] | undefined, properties };
}

function summarize({ arn, name, status, createdAt, updatedAt, properties }: BatchRecord): Record<string, unknown> {
  const { counts, endedAt } = properties;
  return {
    jobArn: arn,
    jobName: name,
    modelId: properties.modelArn,
    roleArn: properties.roleArn,
    status,
    submitTime: new Date(createdAt),
    lastModifiedTime: new Date(updatedAt),
    ...(endedAt !== undefined && { endTime: new Date(endedAt) }),
    inputDataConfig: properties.inputDataConfig,
    outputDataConfig: properties.outputDataConfig,
    ...(properties.vpcConfig && { vpcConfig: properties.vpcConfig }),
    timeoutDurationInHours: properties.timeoutDurationInHours,
    jobExpirationTime: new Date(properties.expiresAt),
    modelInvocationType: properties.modelInvocationType,
    ...(counts && {
      totalRecordCount: counts.total,
      processedRecordCount: counts.processed,
      successRecordCount: counts.success,
      errorRecordCount: counts.error,
    }),
  };
}
