/** Advanced prompt optimization jobs. They run and end by the clock; no prompt is optimized. */
import type { CreateAdvancedPromptOptimizationJobRequest } from '@aws-sdk/client-bedrock';
import type { Exchange } from '../exchange.js';
import { notFoundMessage } from '../responders/shared/named-resource.js';
import type { Draft, Resource, ResourceRecord, Store, Tag } from './resource.js';
import { findNamed } from './shared/find-named.js';
import { bedrockArn, shortId } from './shared/names.js';
import { conflict } from './shared/refusals.js';

type Properties = Omit<CreateAdvancedPromptOptimizationJobRequest, 'jobName' | 'clientToken' | 'tags'>;

export const advancedPromptOptimizationJob: Resource<Properties> = {
  kind: 'advanced-prompt-optimization-job',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `advanced-prompt-optimization-job/${id}`),
  states: { first: 'InProgress', moves: { InProgress: { to: 'Completed' }, Stopping: { to: 'Stopped' } } },
  uniqueNames: true,
  operations: {
    CreateAdvancedPromptOptimizationJob: { create, reply: ({ arn }) => ({ jobArn: arn }) },
    GetAdvancedPromptOptimizationJob: {
      get: 'jobIdentifier',
      reply: (job) => ({ ...summarize(job), ...job.properties }),
    },
    ListAdvancedPromptOptimizationJobs: { list: 'jobSummaries', reply: summarize },
    StopAdvancedPromptOptimizationJob: { handle: stop },
    BatchDeleteAdvancedPromptOptimizationJob: { handle: batchDelete },
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

function stop(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const job = findNamed(store, 'jobIdentifier', exchange);
  if (job.status === 'Stopping') return {};
  if (job.status !== 'InProgress') throw conflict(`the job has ended: it is ${job.status}`);
  store.enter(job, 'Stopping');
  return {};
}

/** Each for itself: one that is unknown or still runs keeps no other. The codes are HTTP's, as the API reference says. */
function batchDelete({ input, operation }: Exchange, store: Store<Properties>): Record<string, unknown> {
  const errors: Record<string, unknown>[] = [];
  const deleted: Record<string, unknown>[] = [];
  for (const jobIdentifier of input.jobIdentifiers as string[]) {
    const job = store.find(jobIdentifier);
    if (!job) errors.push({ jobIdentifier, code: '404', message: notFoundMessage(operation.name) });
    else if (job.status === 'InProgress' || job.status === 'Stopping')
      errors.push({ jobIdentifier, code: '409', message: conflict('').message });
    else {
      store.delete(job);
      deleted.push({ jobIdentifier, jobStatus: 'Deleting' });
    }
  }
  return { errors, advancedPromptOptimizationJobs: deleted };
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
