import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { invoke } from '../../support/invoke.js';
import { inConflict, notFound, type Output, refused, START, STEP, useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const asked = {
  jobName: 'bringing',
  importedModelName: 'brought',
  roleArn: 'arn:aws:iam::123456789012:role/importer',
  modelDataSource: { s3DataSource: { s3Uri: 's3://bucket/mistral-7b/' } },
};

const create = async (input: Output = {}) => (await plane.call('CreateModelImportJob', { ...asked, ...input })).jobArn;
const job = () => plane.call('GetModelImportJob', { jobIdentifier: 'bringing' });
const model = (modelIdentifier: unknown = 'brought') => plane.call('GetImportedModel', { modelIdentifier });

describe('an import job', () => {
  it('leaves an imported model when it is completed', async () => {
    const jobArn = await create({ importedModelTags: [{ key: 'team', value: 'a' }] });
    expect(await job()).toMatchObject({ ...asked, jobArn, status: 'InProgress', creationTime: new Date(START) });
    await expect(model()).rejects.toThrow(notFound);
    await plane.pass(STEP);
    const { importedModelArn, ...done } = await job();
    expect(done).toMatchObject({ status: 'Completed', endTime: new Date(START + STEP) });
    expect(importedModelArn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:imported-model\/[a-z0-9]{12}$/);
    expect(await model(importedModelArn)).toMatchObject({
      modelArn: importedModelArn,
      modelName: 'brought',
      jobArn,
      jobName: 'bringing',
      modelDataSource: asked.modelDataSource,
      modelArchitecture: 'mistral',
      instructSupported: true,
      creationTime: new Date(START + STEP),
    });
    expect((await plane.call('ListImportedModels', { nameContains: 'rough' })).modelSummaries).toHaveLength(1);
    expect((await plane.call('ListImportedModels', { nameContains: 'rougher' })).modelSummaries).toEqual([]);
    const { tags } = await plane.call('ListTagsForResource', { resourceARN: importedModelArn });
    expect(tags).toEqual([{ key: 'team', value: 'a' }]);
  });

  it('has the name of its model to itself from the start', async () => {
    await create();
    await expect(create({ jobName: 'again' })).rejects.toThrow(inConflict);
  });
});

describe('an imported model', () => {
  it('answers InvokeModel by its ARN until it is deleted', async () => {
    await create();
    await plane.pass(STEP);
    const modelArn = String((await model()).modelArn);
    const { body } = await invoke(plane.runtime, modelArn, { prompt: 'Who answers?', max_tokens: 20 });
    expect(body).toHaveProperty('choices');
    const messages = [{ role: 'user' as const, content: [{ text: 'Who answers?' }] }];
    await expect(plane.runtime.send(new ConverseCommand({ modelId: modelArn, messages }))).rejects.toThrow(
      refused('ValidationException', "This action doesn't support the model"),
    );
    await plane.call('DeleteImportedModel', { modelIdentifier: 'brought' });
    await expect(model()).rejects.toThrow(notFound);
    await expect(invoke(plane.runtime, modelArn, { prompt: 'Who?' })).rejects.toThrow(
      refused('ValidationException', 'The provided model identifier is invalid.'),
    );
  });
});
