import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createS3Folder } from '../../../support/s3-folder.js';
import { type Output, STEP, useControlPlane } from '../control-plane.js';

const s3 = createS3Folder();
const plane = useControlPlane({ settings: { s3Root: s3.root } });
afterAll(() => s3.remove());

const modelIdentifier = 'amazon.nova-micro-v1:0';
const arn = `arn:aws:bedrock:us-east-1::foundation-model/${modelIdentifier}`;
const prompts = [
  { prompt: 'What is the capital of France?', referenceResponse: 'Paris', category: 'Geography' },
  { prompt: 'What is two plus two?', referenceResponse: 'four' },
];
const put = (lines: unknown[]) =>
  s3.put(
    'in-bucket/prompts.jsonl',
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
beforeEach(async () => {
  s3.empty();
  put(prompts);
  await plane.server.fixtures.add({ match: { prompt: 'France' }, reply: { text: 'It is Paris.' } });
});

async function evaluate(more: Output = {}): Promise<Output> {
  const { jobArn } = await plane.call('CreateEvaluationJob', {
    jobName: 'quality',
    roleArn: 'arn:aws:iam::123456789012:role/evaluator',
    evaluationConfig: {
      automated: {
        datasetMetricConfigs: [
          {
            taskType: 'QuestionAndAnswer',
            dataset: { name: 'mine', datasetLocation: { s3Uri: 's3://in-bucket/prompts.jsonl' } },
            metricNames: ['Builtin.Accuracy', 'Builtin.Toxicity'],
          },
        ],
      },
    },
    inferenceConfig: { models: [{ bedrockModel: { modelIdentifier, inferenceParams: '{}' } }] },
    outputDataConfig: { s3Uri: 's3://out-bucket/evaluations/' },
    ...more,
  });
  await plane.pass(STEP);
  return plane.call('GetEvaluationJob', { jobIdentifier: jobArn });
}

const onlyFile = () => {
  const [file = '', ...others] = s3.files('out-bucket');
  expect(others).toEqual([]);
  return `out-bucket/${file}`;
};

describe('a job that evaluates a model on prompts of one’s own', () => {
  it('leaves a line for each prompt where AWS does', async () => {
    const { status, jobArn } = await evaluate();
    expect(status).toBe('Completed');
    const id = String(jobArn).split('/')[1];
    const place = `models/amazon.nova-micro-v1-0/taskTypes/QuestionAndAnswer/datasets/mine/[0-9a-f-]{36}_output.jsonl`;
    expect(onlyFile()).toMatch(new RegExp(`^out-bucket/evaluations/quality/${id}/${place}$`));
    const [paris, four] = s3.lines(onlyFile());
    expect(paris).toEqual({
      automatedEvaluationResult: {
        scores: [
          { metricName: 'Accuracy', result: 0.5 },
          { metricName: 'Toxicity', result: expect.any(Number) },
        ],
      },
      inputRecord: prompts[0],
      modelResponses: [{ modelIdentifier: arn, response: 'It is Paris.' }],
    });
    expect(four.modelResponses[0].response).not.toBe('');
  });

  it('takes answers that are there already', async () => {
    const modelResponses = [{ modelIdentifier: 'elsewhere', response: 'Paris' }];
    put([{ ...prompts[0], modelResponses }]);
    const source = { precomputedInferenceSource: { inferenceSourceIdentifier: 'elsewhere' } };
    await evaluate({ inferenceConfig: { models: [source] } });
    expect(s3.lines(onlyFile())).toMatchObject([
      { automatedEvaluationResult: { scores: [{ result: 1 }, {}] }, inputRecord: prompts[0], modelResponses },
    ]);
  });

  it('has no score for a prompt that the model refuses', async () => {
    await plane.server.fixtures.add({
      match: { prompt: 'two' },
      reply: { exception: { name: 'ModelErrorException' } },
    });
    expect((await evaluate()).status).toBe('Completed');
    expect(s3.lines(onlyFile())).toMatchObject([
      { automatedEvaluationResult: { scores: [{}, {}] }, modelResponses: [{}] },
      { automatedEvaluationResult: { scores: [] }, inputRecord: prompts[1], modelResponses: [] },
    ]);
  });

  it.each([
    ['a line that is no JSON', ['{'], /no JSON: line 1 of s3:\/\/in-bucket\/prompts.jsonl$/],
    ['a line without a prompt', [prompts[0], { question: 'Why?' }], /without a prompt: line 2 of/],
  ])('fails for %s, and says so', async (_, lines, message) => {
    put(lines);
    expect(await evaluate()).toMatchObject({ status: 'Failed', failureMessages: [expect.stringMatching(message)] });
    expect(s3.files('out-bucket')).toEqual([]);
  });

  it('fails where the prompts are not there, or the model takes none of them', async () => {
    s3.empty();
    expect(await evaluate()).toMatchObject({ status: 'Failed', failureMessages: [expect.stringContaining('exist')] });
    put(prompts);
    const models = [{ bedrockModel: { modelIdentifier: 'amazon.titan-embed-text-v2:0' } }];
    expect(await evaluate({ jobName: 'vectors', inferenceConfig: { models } })).toMatchObject({
      status: 'Failed',
      failureMessages: [expect.stringMatching(/amazon.titan-embed-text-v2:0 refuses every prompt: /)],
    });
  });
});
