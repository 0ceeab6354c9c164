/** More of `creates.ts`: what comes from outside, and jobs. */
import type { Create } from './creates.js';

const roleArn = 'arn:aws:iam::123456789012:role/account';
const novaLite = 'amazon.nova-lite-v1:0';

export const endpointConfig = {
  sageMaker: { initialInstanceCount: 1, instanceType: 'ml.g5.xlarge', executionRole: roleArn },
};

export const evaluation = (jobName: string, modelIdentifier: string) => ({
  jobName,
  roleArn,
  evaluationConfig: {
    automated: {
      datasetMetricConfigs: [
        {
          taskType: 'QuestionAndAnswer',
          dataset: { name: 'Builtin.BoolQ' },
          metricNames: ['Builtin.Accuracy'],
        },
      ],
    },
  },
  inferenceConfig: { models: [{ bedrockModel: { modelIdentifier, inferenceParams: '{}' } }] },
  outputDataConfig: { s3Uri: 's3://bucket/evaluations/' },
});

export const brought: Create[] = [
  {
    operation: 'CreateModelImportJob',
    input: (jobName) => ({
      jobName,
      importedModelName: `brought-${jobName}`,
      roleArn,
      modelDataSource: { s3DataSource: { s3Uri: 's3://bucket/llama-3/' } },
    }),
    token: 'clientRequestToken',
    tags: 'jobTags',
  },
  {
    operation: 'CreateMarketplaceModelEndpoint',
    input: (endpointName) => ({
      endpointName,
      modelSourceIdentifier: 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0',
      endpointConfig,
    }),
    token: 'clientRequestToken',
  },
  {
    operation: 'CreateEvaluationJob',
    input: (jobName) => evaluation(jobName, novaLite),
    keep: { evaluation: 'jobArn' },
    token: 'clientRequestToken',
  },
  {
    operation: 'CreateAdvancedPromptOptimizationJob',
    input: (jobName) => ({
      jobName,
      inputConfig: { s3Uri: 's3://bucket/prompts.jsonl' },
      outputConfig: { s3Uri: 's3://bucket/output/' },
      modelConfigurations: [{ modelId: novaLite }],
    }),
    keep: { optimization: 'jobArn' },
    token: 'clientToken',
    tags: 'tags',
  },
  {
    operation: 'CreateModelInvocationJob',
    input: (jobName) => ({
      jobName,
      roleArn,
      modelId: novaLite,
      inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://in-bucket/in.jsonl' } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out-bucket/out/' } },
    }),
    keep: { batch: 'jobArn' },
    token: 'clientRequestToken',
    settles: 10_000,
  },
  {
    operation: 'StartAsyncInvoke',
    input: (name) => ({
      modelId: 'amazon.nova-2-multimodal-embeddings-v1:0',
      modelInput: {
        taskType: 'SEGMENTED_EMBEDDING',
        segmentedEmbeddingParams: {
          embeddingPurpose: 'GENERIC_INDEX',
          text: { truncationMode: 'END', source: { s3Location: { uri: `s3://in-bucket/${name}.txt` } } },
        },
      },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out-bucket/made' } },
    }),
    token: 'clientRequestToken',
  },
];
