import { expect, it } from 'vitest';
import { inConflict, notFound, START, STEP, useControlPlane } from './control-plane.js';

const plane = useControlPlane();

const modelIdentifier = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0';
const evaluationConfig = {
  automated: {
    datasetMetricConfigs: [
      { taskType: 'QuestionAndAnswer', dataset: { name: 'Builtin.BoolQ' }, metricNames: ['Builtin.Accuracy'] },
    ],
  },
};
const input = {
  roleArn: 'arn:aws:iam::123456789012:role/evaluator',
  evaluationConfig,
  inferenceConfig: { models: [{ bedrockModel: { modelIdentifier, inferenceParams: '{"inferenceConfig":{}}' } }] },
  outputDataConfig: { s3Uri: 's3://bucket/evaluations/' },
};
const create = async (jobName: string, more: object = {}) =>
  String((await plane.call('CreateEvaluationJob', { jobName, ...input, ...more })).jobArn);
const get = (jobIdentifier: string) => plane.call('GetEvaluationJob', { jobIdentifier });
const stop = (jobIdentifier: string) => plane.call('StopEvaluationJob', { jobIdentifier });
const list = async (asked: Record<string, unknown> = {}) =>
  (await plane.call('ListEvaluationJobs', asked)).jobSummaries as { jobName: string }[];
const namesOf = async (asked: Record<string, unknown>) => (await list(asked)).map(({ jobName }) => jobName);

it('a job is described and summed up as AWS does it', async () => {
  const jobArn = await create('quality', { jobDescription: 'Is it any good?' });
  expect(jobArn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:evaluation-job\/[a-z0-9]{12}$/);
  await plane.pass(STEP);
  const common = {
    jobArn,
    jobName: 'quality',
    status: 'Completed',
    creationTime: new Date(START),
    jobType: 'Automated',
    applicationType: 'ModelEvaluation',
  };
  expect(await get(jobArn)).toMatchObject({
    ...common,
    ...input,
    jobDescription: 'Is it any good?',
    lastModifiedTime: new Date(START + STEP),
  });
  expect(await list()).toEqual([
    {
      ...common,
      evaluationTaskTypes: ['QuestionAndAnswer'],
      modelIdentifiers: [modelIdentifier],
      inferenceConfigSummary: { modelConfigSummary: { bedrockModelIdentifiers: [modelIdentifier] } },
    },
  ]);
});

it('a job that evaluates retrieval names its knowledge base and its judge', async () => {
  const judge = { bedrockEvaluatorModels: [{ modelIdentifier }] };
  await create('retrieval', {
    evaluationConfig: { automated: { ...evaluationConfig.automated, evaluatorModelConfig: judge } },
    inferenceConfig: {
      ragConfigs: [
        {
          knowledgeBaseConfig: {
            retrieveConfig: {
              knowledgeBaseId: 'KB12345678',
              knowledgeBaseRetrievalConfiguration: { vectorSearchConfiguration: {} },
            },
          },
        },
      ],
    },
  });
  expect(await list({ applicationTypeEquals: 'RagEvaluation' })).toMatchObject([
    {
      ragIdentifiers: ['KB12345678'],
      evaluatorModelIdentifiers: [modelIdentifier],
      inferenceConfigSummary: { ragConfigSummary: { bedrockKnowledgeBaseIdentifiers: ['KB12345678'] } },
    },
  ]);
});

it('a job is stopped while it runs', async () => {
  const job = await create('stopped');
  await stop(job);
  expect((await get(job)).status).toBe('Stopping');
  await plane.pass(STEP);
  expect((await get(job)).status).toBe('Stopped');
  await expect(stop(job)).rejects.toThrow(inConflict);
});

it('jobs are listed the oldest first, by name, status, kind and time', async () => {
  await create('one');
  await plane.pass(STEP);
  await create('two');
  expect(await namesOf({})).toEqual(['one', 'two']);
  expect(await namesOf({ sortOrder: 'Descending' })).toEqual(['two', 'one']);
  expect(await namesOf({ nameContains: 'tw' })).toEqual(['two']);
  expect(await namesOf({ statusEquals: 'Completed' })).toEqual(['one']);
  expect(await namesOf({ creationTimeAfter: new Date(START) })).toEqual(['two']);
  expect(await namesOf({ applicationTypeEquals: 'RagEvaluation' })).toEqual([]);
});

it('names are taken, tokens are known, tags are kept', async () => {
  const asked = { clientRequestToken: 'once', jobTags: [{ key: 'team', value: 'a' }] };
  const job = await create('mine', asked);
  expect(await create('mine', asked)).toBe(job);
  await expect(create('mine', { clientRequestToken: 'twice' })).rejects.toThrow(inConflict);
  expect(await plane.call('ListTagsForResource', { resourceARN: job })).toMatchObject({ tags: asked.jobTags });
});

it('jobs are deleted by the batch, each for itself', async () => {
  const done = await create('done');
  await plane.pass(STEP);
  const running = await create('running');
  const unknown = done.replace(/.{12}$/, 'abcdefghijkl');
  expect(await plane.call('BatchDeleteEvaluationJob', { jobIdentifiers: [done, running, unknown] })).toMatchObject({
    evaluationJobs: [{ jobIdentifier: done, jobStatus: 'Deleting' }],
    errors: [
      { jobIdentifier: running, code: '409' },
      { jobIdentifier: unknown, code: '404' },
    ],
  });
  await expect(get(done)).rejects.toThrow(notFound);
});
