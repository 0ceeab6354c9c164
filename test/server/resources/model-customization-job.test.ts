import { describe, expect, it } from 'vitest';
import { inConflict, type Output, refused, START, STEP, useControlPlane } from './control-plane.js';
import { createCustomModel } from './journeys/custom-models.js';

const plane = useControlPlane();
const nova = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-micro-v1:0:128k';
const asked = {
  jobName: 'tuning',
  customModelName: 'tuned',
  roleArn: 'arn:aws:iam::123456789012:role/trainer',
  baseModelIdentifier: nova,
  trainingDataConfig: { s3Uri: 's3://bucket/training.jsonl' },
  validationDataConfig: { validators: [{ s3Uri: 's3://bucket/validation.jsonl' }] },
  outputDataConfig: { s3Uri: 's3://bucket/output/' },
  hyperParameters: { epochCount: '2' },
};

const create = async (input: Output = {}) =>
  (await plane.call('CreateModelCustomizationJob', { ...asked, ...input })).jobArn;
const get = (jobIdentifier: unknown = 'tuning') => plane.call('GetModelCustomizationJob', { jobIdentifier });
const models = async () => (await plane.call('ListCustomModels', {})).modelSummaries as Output[];

describe('a customization job', () => {
  it('tells of no validators where none are given: the member is required', async () => {
    await create({ validationDataConfig: undefined });
    expect(await get()).toMatchObject({ validationDataConfig: { validators: [] } });
  });

  it('goes through validation, processing and training, and leaves a custom model', async () => {
    const jobArn = await create({ customModelTags: [{ key: 'team', value: 'a' }] });
    expect(jobArn).toMatch(
      /^arn:aws:bedrock:us-east-1:123456789012:model-customization-job\/amazon\.nova-micro-v1:0:128k\/[a-z0-9]{12}$/,
    );
    const { customModelName, baseModelIdentifier, ...echoed } = asked;
    expect(await get(jobArn)).toMatchObject({
      ...echoed,
      jobArn,
      outputModelName: customModelName,
      baseModelArn: baseModelIdentifier,
      customizationType: 'FINE_TUNING',
      status: 'InProgress',
      creationTime: new Date(START),
      validationMetrics: [],
    });
    const parts = async () => {
      const { statusDetails } = (await get()) as { statusDetails: Record<string, { status: string }> };
      return ['validationDetails', 'dataProcessingDetails', 'trainingDetails'].map(
        (part) => statusDetails[part]?.status,
      );
    };
    expect(await parts()).toEqual(['InProgress', 'NotStarted', 'NotStarted']);
    await plane.pass(STEP);
    expect(await parts()).toEqual(['Completed', 'InProgress', 'NotStarted']);
    await plane.pass(STEP);
    expect(await parts()).toEqual(['Completed', 'Completed', 'InProgress']);
    expect(await models()).toEqual([]);
    await plane.pass(STEP);
    expect(await parts()).toEqual(['Completed', 'Completed', 'Completed']);
    const job = await get();
    expect(job).toMatchObject({
      status: 'Completed',
      endTime: new Date(START + 3 * STEP),
      trainingMetrics: { trainingLoss: expect.any(Number) },
      validationMetrics: [{ validationLoss: expect.any(Number) }],
    });
    expect(await models()).toMatchObject([{ modelArn: job.outputModelArn, modelName: 'tuned', modelStatus: 'Active' }]);
    const model = await plane.call('GetCustomModel', { modelIdentifier: 'tuned' });
    expect(model).toMatchObject({
      jobArn,
      jobName: 'tuning',
      baseModelArn: nova,
      customizationType: 'FINE_TUNING',
      hyperParameters: { epochCount: '2' },
      trainingMetrics: job.trainingMetrics,
      creationTime: new Date(START + 3 * STEP),
    });
    const { tags } = await plane.call('ListTagsForResource', { resourceARN: model.modelArn });
    expect(tags).toEqual([{ key: 'team', value: 'a' }]);
  });

  it('leaves none when it is stopped', async () => {
    await create();
    await plane.pass(1.5 * STEP);
    const stop = () => plane.call('StopModelCustomizationJob', { jobIdentifier: 'tuning' });
    await stop();
    expect(await get()).toMatchObject({
      status: 'Stopping',
      statusDetails: {
        validationDetails: { status: 'Completed' },
        dataProcessingDetails: { status: 'Stopping' },
        trainingDetails: { status: 'NotStarted' },
      },
    });
    await stop();
    await plane.pass(10 * STEP);
    expect(await get()).toMatchObject({
      status: 'Stopped',
      endTime: new Date(START + 2.5 * STEP),
      statusDetails: { dataProcessingDetails: { status: 'Stopped' } },
    });
    expect(await models()).toEqual([]);
    await expect(stop()).rejects.toThrow(inConflict);
    await create({ jobName: 'again' });
  });

  it('cannot be stopped when it is completed', async () => {
    await create();
    await plane.pass(3 * STEP);
    await expect(plane.call('StopModelCustomizationJob', { jobIdentifier: 'tuning' })).rejects.toThrow(inConflict);
  });

  it('has the name of its model to itself from the start', async () => {
    await create();
    await expect(create({ jobName: 'another' })).rejects.toThrow(inConflict);
    expect((await plane.call('ListModelCustomizationJobs', {})).modelCustomizationJobSummaries).toHaveLength(1);
  });

  it('is not begun where its model could not be: too many tags, too many models', async () => {
    const customModelTags = Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: '' }));
    await expect(create({ customModelTags })).rejects.toThrow(refused('TooManyTagsException'));
    for (let index = 0; index < 100; index++) await createCustomModel(plane.call, `model-${index}`);
    await expect(create()).rejects.toThrow(refused('ServiceQuotaExceededException'));
    expect((await plane.call('ListModelCustomizationJobs', {})).modelCustomizationJobSummaries).toEqual([]);
  });

  it('can begin with a custom model, by name or ARN', async () => {
    await create();
    await plane.pass(3 * STEP);
    const { outputModelArn } = await get();
    for (const [index, baseModelIdentifier] of ['tuned', outputModelArn].entries()) {
      const jobArn = await create({ jobName: `more-${index}`, customModelName: `more-${index}`, baseModelIdentifier });
      expect(await get(jobArn)).toMatchObject({ baseModelArn: nova });
    }
  });

  it.each([
    ['the id of a model', 'amazon.nova-micro-v1:0:128k', 'DISTILLATION'],
    ['a model that has a variant for it', 'amazon.nova-micro-v1:0', 'REINFORCEMENT_FINE_TUNING'],
    ['a model of Titan', 'amazon.titan-text-express-v1', 'CONTINUED_PRE_TRAINING'],
  ])('takes %s', async (_what, baseModelIdentifier, customizationType) => {
    await create({ baseModelIdentifier, customizationType });
    expect(await get()).toMatchObject({ customizationType, status: 'InProgress' });
  });

  it.each([
    [
      'a model that is not known',
      { baseModelIdentifier: 'amazon.nova-giga-v1:0' },
      'The provided model identifier is invalid.',
    ],
    [
      'a model that cannot be customized',
      { baseModelIdentifier: 'anthropic.claude-sonnet-4-5-20250929-v1:0' },
      'does not support',
    ],
    [
      'a customization that the model does not have',
      { customizationType: 'CONTINUED_PRE_TRAINING' },
      'does not support',
    ],
  ])('is refused for %s', async (_what, input, message) => {
    await expect(create(input)).rejects.toThrow(refused('ValidationException', message));
  });
});
