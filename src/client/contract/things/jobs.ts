/** Jobs. Most stay where they have ended: an account keeps the list of what it did. */
import { novaLite, roleArn } from './models.js';
import type { Thing } from './thing.js';

const token = 'clientRequestToken';
const localOnly = 'it starts a job, which needs data in S3 and a role of the account';

const evaluate = (jobName: string, modelIdentifier: unknown) => ({
  jobName,
  roleArn,
  evaluationConfig: {
    automated: {
      datasetMetricConfigs: [
        { taskType: 'QuestionAndAnswer', dataset: { name: 'Builtin.BoolQ' }, metricNames: ['Builtin.Accuracy'] },
      ],
    },
  },
  inferenceConfig: { models: [{ bedrockModel: { modelIdentifier, inferenceParams: '{}' } }] },
  outputDataConfig: { s3Uri: 's3://contract-out/evaluations/' },
});

export const jobThings: Record<string, Thing> = {
  customization: {
    operation: 'CreateModelCustomizationJob',
    params: (jobName) => ({
      jobName,
      customModelName: `${jobName}-tuned`,
      roleArn,
      baseModelIdentifier: 'amazon.nova-micro-v1:0:128k',
      trainingDataConfig: { s3Uri: 's3://contract-in/training.jsonl' },
      outputDataConfig: { s3Uri: 's3://contract-out/output/' },
    }),
    token,
    tags: 'jobTags',
    localOnly,
  },
  import: {
    operation: 'CreateModelImportJob',
    params: (jobName) => ({
      jobName,
      importedModelName: `${jobName}-brought`,
      roleArn,
      modelDataSource: { s3DataSource: { s3Uri: 's3://contract-in/llama-3/' } },
    }),
    token,
    tags: 'jobTags',
    settle: {
      operation: 'GetModelImportJob',
      params: { jobIdentifier: { $ref: 'import.jobArn' } },
      until: { status: 'Completed' },
      as: 'imported',
    },
    localOnly,
  },
  evaluation: {
    operation: 'CreateEvaluationJob',
    params: (jobName) => evaluate(jobName, novaLite),
    token,
    localOnly,
  },
  /** Of a model that was imported: it is in use while the job runs. */
  evaluationOfImported: {
    operation: 'CreateEvaluationJob',
    params: (jobName) => evaluate(`${jobName}-using`, { $ref: 'imported.importedModelArn' }),
    needs: ['import'],
    remove: [
      {
        operation: 'GetEvaluationJob',
        params: { jobIdentifier: { $ref: 'evaluationOfImported.jobArn' } },
        until: { status: { pattern: '^(Completed|Failed)$' } },
      },
      {
        operation: 'BatchDeleteEvaluationJob',
        params: { jobIdentifiers: [{ $ref: 'evaluationOfImported.jobArn' }] },
      },
    ],
    localOnly,
  },
  optimization: {
    operation: 'CreateAdvancedPromptOptimizationJob',
    params: (jobName) => ({
      jobName,
      inputConfig: { s3Uri: 's3://contract-in/prompts.jsonl' },
      outputConfig: { s3Uri: 's3://contract-out/output/' },
      modelConfigurations: [{ modelId: novaLite }],
    }),
    token: 'clientToken',
    tags: 'tags',
    localOnly,
  },
  batch: {
    operation: 'CreateModelInvocationJob',
    params: (jobName) => ({
      jobName,
      roleArn,
      modelId: novaLite,
      inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://contract-in/in.jsonl' } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://contract-out/out/' } },
    }),
    token,
    localOnly,
  },
  video: {
    operation: 'StartAsyncInvoke',
    params: (name) => ({
      modelId: 'amazon.nova-2-multimodal-embeddings-v1:0',
      modelInput: {
        taskType: 'SEGMENTED_EMBEDDING',
        segmentedEmbeddingParams: {
          embeddingPurpose: 'GENERIC_INDEX',
          text: { truncationMode: 'END', source: { s3Location: { uri: `s3://contract-in/${name}.txt` } } },
        },
      },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://contract-out/made' } },
    }),
    token,
    localOnly,
  },
};
