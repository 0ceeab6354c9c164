/** Model customization jobs: fine-tuning, continued pre-training, distillation, reinforcement. Each makes a custom model. */
import type { CreateModelCustomizationJobRequest } from '@aws-sdk/client-bedrock';
import { foundationModelArn } from '../catalogue-arn.js';
import type { Exchange } from '../exchange.js';
import { hashText } from '../generation/random.js';
import { createSequence } from '../inference/sequence.js';
import { type CustomModelProperties, customModel } from './custom-model.js';
import { openStore } from './engine.js';
import { parts, statusDetails } from './model-customization-job/status-details.js';
import type { Draft, Resource, ResourceRecord, Scope, Store, Tag } from './resource.js';
import { customizable, findBase, unknownModel } from './shared/base-model.js';
import { whileRunning } from './shared/end-jobs.js';
import { findNamed } from './shared/find-named.js';
import { bedrockArn, keyArn, shortId } from './shared/names.js';
import { conflict } from './shared/refusals.js';

interface Properties {
  asked: Omit<CreateModelCustomizationJobRequest, 'clientRequestToken' | 'jobTags'>;
  baseModelId: string;
  /** Set once the job exists: its model comes into being when the job is completed. */
  outputModelArn?: string;
  /** When it was told to stop, in milliseconds since the epoch. */
  stoppedAt?: number;
}

type JobRecord = ResourceRecord<Properties>;

/** Validation, processing and training take one step each. */
export const modelCustomizationJob: Resource<Properties> = {
  kind: 'model-customization-job',
  id: shortId,
  arn: (id, scope, { baseModelId }) => bedrockArn(scope, `model-customization-job/${baseModelId}/${id}`),
  states: {
    first: 'InProgress',
    moves: { InProgress: { steps: parts.length, to: 'Completed' }, Stopping: { to: 'Stopped' } },
  },
  uniqueNames: true,
  foundByName: true,
  taggable: true,
  quotaGroup: whileRunning,
  operations: {
    CreateModelCustomizationJob: { create, alongside: createModel, reply: ({ arn }) => ({ jobArn: arn }) },
    GetModelCustomizationJob: { get: 'jobIdentifier', reply: describe },
    ListModelCustomizationJobs: { list: 'modelCustomizationJobSummaries', reply: summarize },
    StopModelCustomizationJob: { handle: stop },
  },
};

/** The base may itself be a custom model, by ARN or name. */
function create(input: Record<string, unknown>, scope: Scope): Omit<Draft<Properties>, 'request'> {
  const { clientRequestToken: _, jobTags, ...asked } = input as unknown as CreateModelCustomizationJobRequest;
  const { jobName, baseModelIdentifier = '', customizationType = 'FINE_TUNING' } = asked;
  const custom = openStore(customModel, scope).find(baseModelIdentifier);
  const base = findBase(custom?.properties.baseModelId ?? baseModelIdentifier, scope);
  if (!base) throw unknownModel(baseModelIdentifier, scope);
  const baseModelId = custom ? base.modelId : customizable(base, customizationType, scope).modelId;
  return {
    name: jobName,
    tags: jobTags as Tag[] | undefined,
    properties: { asked: { ...asked, customizationType }, baseModelId },
  };
}

function createModel(job: JobRecord, scope: Scope): void {
  const { asked, baseModelId } = job.properties;
  const from = job.createdAt + parts.length * scope.namespace.settings.transitionMs;
  const properties: CustomModelProperties = {
    baseModelId,
    customization: {
      jobArn: job.arn,
      jobName: job.name,
      customizationType: asked.customizationType,
      modelKmsKeyArn: keyArn(asked.customModelKmsKeyId, scope),
      hyperParameters: asked.hyperParameters,
      trainingDataConfig: asked.trainingDataConfig,
      validationDataConfig: asked.validationDataConfig,
      outputDataConfig: asked.outputDataConfig,
      customizationConfig: asked.customizationConfig,
      ...metricsOf(job),
    },
  };
  const tags = asked.customModelTags as Tag[] | undefined;
  const model = openStore(customModel, scope).create({
    name: asked.customModelName,
    tags,
    from,
    status: 'Active',
    properties,
  });
  job.properties = { ...job.properties, outputModelArn: String(model.arn) };
}

/** Losses that are plausible and the same for the same job; nothing is trained. */
function metricsOf({ id, properties }: JobRecord) {
  const { next } = createSequence(hashText(id));
  const loss = () => Math.round((0.4 + next()) * 10_000) / 10_000;
  const { validators = [] } = properties.asked.validationDataConfig ?? {};
  return {
    trainingMetrics: { trainingLoss: loss() },
    validationMetrics: validators.map(() => ({ validationLoss: loss() })),
  };
}

/** What a job is making is given up. A job that is stopping already is left to it. */
function stop(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const job = findNamed(store, 'jobIdentifier', exchange);
  if (job.status === 'Stopping') return {};
  if (job.status !== 'InProgress') throw conflict(`the job has ended: it is ${job.status}`);
  store.enter(job, 'Stopping');
  job.properties = { ...job.properties, stoppedAt: job.since };
  openStore(customModel, exchange).discard(String(job.properties.outputModelArn));
  return {};
}

function describe(job: JobRecord, scope: Scope): Record<string, unknown> {
  const { asked } = job.properties;
  const { customModelName, customModelArn, ...shared } = summarize(job, scope);
  return {
    ...shared,
    outputModelName: customModelName,
    outputModelArn: customModelArn,
    clientRequestToken: job.request?.clientRequestToken,
    roleArn: asked.roleArn,
    hyperParameters: asked.hyperParameters,
    trainingDataConfig: asked.trainingDataConfig,
    // The API model requires it, whether there was one or not.
    validationDataConfig: asked.validationDataConfig ?? { validators: [] },
    outputDataConfig: asked.outputDataConfig,
    outputModelKmsKeyArn: keyArn(asked.customModelKmsKeyId, scope),
    vpcConfig: asked.vpcConfig,
    customizationConfig: asked.customizationConfig,
    // Recorded: empty while the job runs.
    ...(job.status === 'Completed' ? metricsOf(job) : { validationMetrics: [] }),
  };
}

function summarize(job: JobRecord, { region, namespace }: Scope): Record<string, unknown> {
  const { arn, name, status, since, createdAt, updatedAt, properties } = job;
  const { clock, settings } = namespace;
  const { asked, baseModelId, outputModelArn, stoppedAt } = properties;
  return {
    jobArn: arn,
    baseModelArn: foundationModelArn(region, baseModelId),
    jobName: name,
    status,
    statusDetails: statusDetails({ createdAt, now: clock.now(), partMs: settings.transitionMs, stoppedAt, status }),
    lastModifiedTime: new Date(updatedAt),
    creationTime: new Date(createdAt),
    endTime: status === 'Completed' || status === 'Stopped' ? new Date(since) : undefined,
    customModelArn: status === 'Completed' ? outputModelArn : undefined,
    customModelName: asked.customModelName,
    customizationType: asked.customizationType,
  };
}
