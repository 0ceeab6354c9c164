/** Evaluation jobs of models and of retrieval. They run and end by the clock; models are asked, and nobody judges. */
import type {
  CreateEvaluationJobRequest,
  EvaluationConfig,
  EvaluationInferenceConfig,
  EvaluatorModelConfig,
} from '@aws-sdk/client-bedrock';
import type { EvaluationProperties, EvaluationRecord } from './evaluation-job/job.js';
import { evaluationWork } from './evaluation-job/work.js';
import type { Draft, Resource, Tag } from './resource.js';
import { deleteJobs, stopJob, whileRunning } from './shared/end-jobs.js';
import { bedrockArn, shortId } from './shared/names.js';

type Output = Record<string, unknown>;

export const evaluationJob: Resource<EvaluationProperties> = {
  kind: 'evaluation-job',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `evaluation-job/${id}`),
  states: { first: 'InProgress', moves: { Stopping: { to: 'Stopped' } } },
  work: evaluationWork,
  uniqueNames: true,
  taggable: true,
  quotaGroup: whileRunning,
  uses: (job) => (whileRunning(job) ? namesIn(job.properties.inferenceConfig).modelIdentifiers : []),
  operations: {
    CreateEvaluationJob: { create, reply: ({ arn }) => ({ jobArn: arn }) },
    GetEvaluationJob: {
      get: 'jobIdentifier',
      reply: (job) => ({ ...describe(job), ...job.properties, lastModifiedTime: new Date(job.updatedAt) }),
    },
    ListEvaluationJobs: {
      list: 'jobSummaries',
      filters: { applicationTypeEquals: ({ properties }, value) => properties.applicationType === value },
      usualOrder: 'Ascending',
      reply: summarize,
    },
    StopEvaluationJob: { handle: (exchange, store) => stopJob(exchange, store) },
    BatchDeleteEvaluationJob: { handle: (exchange, store) => deleteJobs(exchange, store, 'evaluationJobs') },
  },
};

/** A job that does not say so evaluates a model; recorded. */
function create(input: Output): Omit<Draft<EvaluationProperties>, 'request'> {
  const { jobName, clientRequestToken: _, jobTags, ...asked } = input as unknown as CreateEvaluationJobRequest;
  const usual = asked.inferenceConfig?.ragConfigs ? 'RagEvaluation' : 'ModelEvaluation';
  return {
    name: jobName,
    tags: jobTags as Tag[] | undefined,
    properties: { applicationType: usual, ...asked },
  };
}

function describe({ arn, name, status, createdAt, properties }: EvaluationRecord): Output {
  const { evaluationConfig, applicationType } = properties;
  return {
    jobArn: arn,
    jobName: name,
    status,
    creationTime: new Date(createdAt),
    jobType: evaluationConfig && 'human' in evaluationConfig ? 'Human' : 'Automated',
    applicationType,
  };
}

/** Members that have nothing to say are left out, as recorded. */
function summarize(job: EvaluationRecord): Output {
  const { evaluationConfig, inferenceConfig } = job.properties;
  const { automated } = evaluationConfig ?? {};
  const lists = {
    ...namesIn(inferenceConfig),
    evaluatorModelIdentifiers: evaluatorsIn(automated?.evaluatorModelConfig),
    customMetricsEvaluatorModelIdentifiers: evaluatorsIn(automated?.customMetricConfig?.evaluatorModelConfig),
  };
  return {
    ...describe(job),
    evaluationTaskTypes: tasksIn(evaluationConfig),
    ...Object.fromEntries(Object.entries(lists).filter(([, names]) => names.length > 0)),
    inferenceConfigSummary: summarizeInference(inferenceConfig),
  };
}

function tasksIn(config: EvaluationConfig | undefined): unknown[] {
  const { datasetMetricConfigs = [] } = config?.automated ?? config?.human ?? {};
  return [...new Set(datasetMetricConfigs?.map(({ taskType }) => taskType))];
}

function evaluatorsIn(config: { bedrockEvaluatorModels?: EvaluatorModelConfig['bedrockEvaluatorModels'] } | undefined) {
  return (config?.bedrockEvaluatorModels ?? []).map(({ modelIdentifier }) => modelIdentifier);
}

function namesIn({ models = [], ragConfigs = [] }: Partial<EvaluationInferenceConfig> = {}) {
  return {
    modelIdentifiers: models.flatMap(({ bedrockModel }) => bedrockModel?.modelIdentifier ?? []),
    ragIdentifiers: ragConfigs.flatMap(({ knowledgeBaseConfig }) => {
      const { retrieveConfig, retrieveAndGenerateConfig } = knowledgeBaseConfig ?? {};
      const { knowledgeBaseConfiguration } = retrieveAndGenerateConfig ?? {};
      return retrieveConfig?.knowledgeBaseId ?? knowledgeBaseConfiguration?.knowledgeBaseId ?? [];
    }),
  };
}

function summarizeInference(config: Partial<EvaluationInferenceConfig> = {}): Output {
  const { modelIdentifiers, ragIdentifiers } = namesIn(config);
  if (config.ragConfigs) {
    const sources = config.ragConfigs.flatMap(({ precomputedRagSourceConfig: source }) => {
      const { retrieveSourceConfig, retrieveAndGenerateSourceConfig } = source ?? {};
      return (retrieveSourceConfig ?? retrieveAndGenerateSourceConfig)?.ragSourceIdentifier ?? [];
    });
    return {
      ragConfigSummary: {
        ...(ragIdentifiers.length > 0 && { bedrockKnowledgeBaseIdentifiers: ragIdentifiers }),
        ...(sources.length > 0 && { precomputedRagSourceIdentifiers: sources }),
      },
    };
  }
  const sources = (config.models ?? []).flatMap(
    ({ precomputedInferenceSource }) => precomputedInferenceSource?.inferenceSourceIdentifier ?? [],
  );
  return {
    modelConfigSummary: {
      ...(modelIdentifiers.length > 0 && { bedrockModelIdentifiers: modelIdentifiers }),
      ...(sources.length > 0 && { precomputedInferenceSourceIdentifiers: sources }),
    },
  };
}
