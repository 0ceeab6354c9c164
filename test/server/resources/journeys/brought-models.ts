/** Models that come from elsewhere, and routers among models. */
import type { Journey } from './journey.js';

const roleArn = 'arn:aws:iam::123456789012:role/importer';
const haiku = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';
const sonnet = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0';

const weights = (place: string) => ({ modelDataSource: { s3DataSource: { s3Uri: `s3://bucket/${place}/` } } });

export const broughtModels: Journey[] = [
  {
    kind: 'model import job',
    create: 'CreateModelImportJob',
    input: (jobName) => ({ jobName, importedModelName: `${jobName}-model`, roleArn, ...weights('llama') }),
    other: weights('elsewhere'),
    arn: 'jobArn',
    get: ['GetModelImportJob', 'jobIdentifier'],
    list: ['ListModelImportJobs', 'modelImportJobSummaries', 'jobArn'],
    tags: 'jobTags',
    uniqueNames: true,
    filters: {
      nameContains: { finds: (name) => name, misses: 'nobody' },
      statusEquals: { finds: () => 'Completed', misses: 'Failed' },
    },
  },
  {
    kind: 'model copy job',
    before: async (call, server) => {
      const source = weights('nova').modelDataSource;
      const { modelArn } = await call('CreateCustomModel', { modelName: 'mine', roleArn, modelSourceConfig: source });
      await server.clock.advance(1000);
      return { modelArn };
    },
    create: 'CreateModelCopyJob',
    input: (name, { modelArn }) => ({ sourceModelArn: modelArn, targetModelName: `${name}-copy` }),
    other: { targetModelTags: [{ key: 'team', value: 'a' }] },
    arn: 'jobArn',
    get: ['GetModelCopyJob', 'jobArn'],
    list: ['ListModelCopyJobs', 'modelCopyJobSummaries', 'jobArn'],
    filters: {
      statusEquals: { finds: () => 'Completed', misses: 'Failed' },
      sourceAccountEquals: { finds: () => '123456789012', misses: '999999999999' },
      sourceModelArnEquals: {
        finds: (_name, { modelArn }) => modelArn,
        misses: 'arn:aws:bedrock:us-east-1:123456789012:custom-model/imported/aaaaaaaaaaaa',
      },
      targetModelNameContains: { finds: (name) => name, misses: 'nobody' },
    },
  },
  {
    kind: 'prompt router',
    create: 'CreatePromptRouter',
    input: (promptRouterName) => ({
      promptRouterName,
      models: [{ modelArn: haiku }, { modelArn: sonnet }],
      fallbackModel: { modelArn: sonnet },
      routingCriteria: { responseQualityDifference: 10 },
    }),
    other: { description: 'another' },
    arn: 'promptRouterArn',
    get: ['GetPromptRouter', 'promptRouterArn'],
    list: ['ListPromptRouters', 'promptRouterSummaries', 'promptRouterArn'],
    delete: ['DeletePromptRouter', 'promptRouterArn'],
    tags: 'tags',
    uniqueNames: true,
    given: 3,
    times: null,
    filters: { type: { finds: () => 'custom', misses: 'default' } },
  },
];
