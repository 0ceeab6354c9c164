import { expect, it } from 'vitest';
import { inConflict, notFound, STEP, useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const create = async (jobName: string) =>
  String(
    (
      await plane.call('CreateAdvancedPromptOptimizationJob', {
        jobName,
        inputConfig: { s3Uri: 's3://bucket/prompts.jsonl' },
        outputConfig: { s3Uri: 's3://bucket/output/' },
        modelConfigurations: [{ modelId: 'amazon.nova-lite-v1:0', inferenceConfig: { maxTokens: 100 } }],
      })
    ).jobArn,
  );
const get = (jobIdentifier: string) => plane.call('GetAdvancedPromptOptimizationJob', { jobIdentifier });
const stop = (jobIdentifier: string) => plane.call('StopAdvancedPromptOptimizationJob', { jobIdentifier });

it('a job ends by itself, or is stopped', async () => {
  const [left, stopped] = [await create('left'), await create('stopped')];
  expect(await get(left)).toMatchObject({
    jobName: 'left',
    jobStatus: 'InProgress',
    inputConfig: { s3Uri: 's3://bucket/prompts.jsonl' },
  });
  await stop(stopped);
  expect((await get(stopped)).jobStatus).toBe('Stopping');
  await plane.pass(STEP);
  expect((await get(left)).jobStatus).toBe('Completed');
  expect((await get(stopped)).jobStatus).toBe('Stopped');
  await expect(stop(left)).rejects.toThrow(inConflict);
});

it('jobs are deleted by the batch, each for itself', async () => {
  const done = await create('done');
  await plane.pass(STEP);
  const running = await create('running');
  const jobIdentifiers = [done, running, 'abcdefghijkl'];
  expect(await plane.call('BatchDeleteAdvancedPromptOptimizationJob', { jobIdentifiers })).toMatchObject({
    advancedPromptOptimizationJobs: [{ jobIdentifier: done, jobStatus: 'Deleting' }],
    errors: [
      { jobIdentifier: running, code: '409' },
      { jobIdentifier: 'abcdefghijkl', code: '404' },
    ],
  });
  await expect(get(done)).rejects.toThrow(notFound);
  expect((await get(running)).jobName).toBe('running');
});
