import {
  ListModelInvocationJobsCommand,
  ListTagsForResourceCommand,
  paginateListModelInvocationJobs,
} from '@aws-sdk/client-bedrock';
import { InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, vi } from 'vitest';
import { createRuntimeClient } from '../../support/clients.js';
import {
  bedrock,
  client,
  create,
  get,
  modelId,
  putRecords,
  record,
  records,
  roleArn,
  START,
  s3,
  say,
  start,
  statusOf,
  stop,
} from './model-invocation-job/harness.js';

describe('a batch job', () => {
  it('passes through its states by the clock, and answers each record as a call would', async () => {
    await start();
    putRecords(records(100));
    const { jobArn, folder } = await create();
    expect(jobArn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:model-invocation-job\/[a-z0-9]{12}$/);
    const seen = [await statusOf(jobArn)];
    for (let step = 0; step < 3; step++) {
      await bedrock.clock.advance(1000);
      seen.push(await statusOf(jobArn));
    }
    expect(seen).toEqual(['Submitted', 'Validating', 'Scheduled', 'InProgress']);
    await bedrock.clock.advance(500);
    expect(await get(jobArn)).toMatchObject({ totalRecordCount: 100, processedRecordCount: 50, errorRecordCount: 0 });
    expect(s3.files('out-bucket')).toEqual([]);
    await bedrock.clock.advance(500);
    const { $metadata, ...job } = await get(jobArn);
    expect(job).toEqual({
      jobArn,
      jobName: 'nightly',
      modelId: `arn:aws:bedrock:us-east-1::foundation-model/${modelId}`,
      clientRequestToken: expect.any(String),
      roleArn,
      status: 'Completed',
      submitTime: new Date(START),
      lastModifiedTime: new Date('2026-11-28T12:00:04.000Z'),
      endTime: new Date('2026-11-28T12:00:04.000Z'),
      inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://in-bucket/in.jsonl', s3BucketOwner: '123456789012' } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out-bucket/results/', s3BucketOwner: '123456789012' } },
      timeoutDurationInHours: 24,
      jobExpirationTime: new Date('2026-11-29T12:00:00.000Z'),
      modelInvocationType: 'InvokeModel',
      totalRecordCount: 100,
      processedRecordCount: 100,
      successRecordCount: 100,
      errorRecordCount: 0,
    });
    expect(s3.files(folder)).toEqual(['in.jsonl.out', 'manifest.json.out']);
    const runtime = createRuntimeClient(bedrock.url);
    const direct = async (index: number) => {
      const body = JSON.stringify(record(index).modelInput);
      const reply = await runtime.send(new InvokeModelCommand({ modelId, body }));
      return { ...record(index), modelOutput: JSON.parse(reply.body.transformToString()) };
    };
    const lines = s3.lines(`${folder}/in.jsonl.out`);
    expect(lines).toHaveLength(100);
    for (const index of [0, 7, 99]) expect(lines[index]).toEqual(await direct(index));
    runtime.destroy();
    const sum = (key: string) => lines.reduce((total, { modelOutput }) => total + modelOutput.usage[key], 0);
    expect(s3.json(`${folder}/manifest.json.out`)).toEqual({
      totalRecordCount: 100,
      processedRecordCount: 100,
      successRecordCount: 100,
      errorRecordCount: 0,
      inputTokenCount: sum('input_tokens'),
      outputTokenCount: sum('output_tokens'),
    });
  });

  it('completes by itself while time runs', async () => {
    await start({ batchQueueMs: 0, transitionMs: 200 });
    await bedrock.clock.resume();
    putRecords(records(100));
    const { folder } = await create();
    await vi.waitFor(() => expect(s3.has(`${folder}/manifest.json.out`)).toBe(true), { timeout: 15_000, interval: 50 });
  });

  it('says of each record that is refused why, and completes', async () => {
    await start({ rules: { off: ['batch/minimum-records'] } });
    await bedrock.fixtures.add({
      match: { lastUserTurn: 'Break' },
      reply: { exception: { name: 'ModelErrorException', message: 'The model broke.' } },
    });
    await bedrock.fixtures.add({ match: { lastUserTurn: 'Known' }, reply: { text: 'From a fixture' } });
    const bad = { ...say('Hi'), max_tokens: 'many' };
    putRecords([
      { recordId: 'GOOD', modelInput: say('Known') },
      { recordId: 'BAD', modelInput: bad },
      { recordId: 'BROKEN', modelInput: say('Break') },
    ]);
    const { jobArn, folder } = await create();
    await bedrock.clock.advance(5000);
    expect(await get(jobArn)).toMatchObject({ status: 'Completed', successRecordCount: 1, errorRecordCount: 2 });
    const runtime = createRuntimeClient(bedrock.url);
    const refusal = await runtime
      .send(new InvokeModelCommand({ modelId, body: JSON.stringify(bad) }))
      .catch((error: Error) => error.message);
    runtime.destroy();
    expect(s3.lines(`${folder}/in.jsonl.out`)).toEqual([
      {
        recordId: 'GOOD',
        modelInput: say('Known'),
        modelOutput: expect.objectContaining({ content: [{ type: 'text', text: 'From a fixture' }] }),
      },
      { recordId: 'BAD', modelInput: bad, error: { errorCode: 400, errorMessage: refusal } },
      { recordId: 'BROKEN', modelInput: say('Break'), error: { errorCode: 424, errorMessage: 'The model broke.' } },
    ]);
    expect(s3.json(`${folder}/manifest.json.out`)).toMatchObject({ successRecordCount: 1, errorRecordCount: 2 });
  });

  it('of type Converse answers as Converse does', async () => {
    await start({ lenient: true });
    const modelInput = {
      messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
      inferenceConfig: { maxTokens: 20 },
    };
    putRecords([{ modelInput }, { recordId: 'NONE', modelInput: {} }]);
    const { jobArn, folder } = await create({ modelInvocationType: 'Converse', modelId: 'amazon.nova-lite-v1:0' });
    await bedrock.clock.advance(5000);
    expect(await get(jobArn)).toMatchObject({ status: 'Completed', modelInvocationType: 'Converse' });
    const direct = await fetch(`${bedrock.url}/model/amazon.nova-lite-v1%3A0/converse`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(modelInput),
    });
    const { metrics, ...output } = (await direct.json()) as Record<string, unknown>;
    const [made, refused] = s3.lines(`${folder}/in.jsonl.out`);
    expect(made).toEqual({
      recordId: expect.stringMatching(/^[A-Z0-9]{11}$/),
      modelInput,
      modelOutput: { ...output, metrics: { latencyMs: expect.any(Number) } },
    });
    expect(refused.recordId).toBe('NONE');
  });

  it('takes every .jsonl file below a folder, and keeps their names', async () => {
    await start();
    putRecords(records(60), 'in-bucket/day/one.jsonl');
    putRecords(records(40), 'in-bucket/day/deep/two.jsonl');
    putRecords(records(40), 'in-bucket/daylight.jsonl');
    s3.put('in-bucket/day/readme.txt', 'not read');
    const { jobArn, folder } = await create({}, 's3://in-bucket/day/');
    await bedrock.clock.advance(5000);
    expect(await get(jobArn)).toMatchObject({ status: 'Completed', totalRecordCount: 100 });
    expect(s3.files(folder)).toEqual(['deep/two.jsonl.out', 'manifest.json.out', 'one.jsonl.out']);
    expect(s3.lines(`${folder}/one.jsonl.out`)).toHaveLength(60);
  });
});

describe('batch jobs', () => {
  it('are listed the newest first, by page, status, name and time', async () => {
    await start();
    const arns: string[] = [];
    for (const jobName of ['alpha', 'beta', 'alphabet']) {
      arns.unshift((await create({ jobName })).jobArn);
      await bedrock.clock.advance(200);
    }
    const list = async (asked: object) =>
      (await client.send(new ListModelInvocationJobsCommand(asked))).invocationJobSummaries!.map(
        ({ jobArn }) => jobArn,
      );
    expect(await list({})).toEqual(arns);
    expect(await list({ sortBy: 'CreationTime', sortOrder: 'Ascending' })).toEqual([...arns].reverse());
    expect(await list({ nameContains: 'alpha' })).toEqual([arns[0], arns[2]]);
    await bedrock.clock.advance(500);
    expect(await list({ statusEquals: 'Validating' })).toEqual([arns[2]]);
    expect(await list({ submitTimeAfter: new Date(START) })).toEqual([arns[0], arns[1]]);
    expect(await list({ submitTimeBefore: new Date('2026-11-28T12:00:00.200Z') })).toEqual([arns[2]]);
    const paged = [];
    for await (const page of paginateListModelInvocationJobs({ client, pageSize: 1 }, {}))
      paged.push(...page.invocationJobSummaries!.map(({ jobArn }) => jobArn));
    expect(paged).toEqual(arns);
  });

  it('are created once for a token, keep their tags, and are found by id too', async () => {
    await start();
    const asked = { clientRequestToken: 'once', tags: [{ key: 'team', value: 'a' }] };
    const { jobArn } = await create(asked);
    expect((await create(asked)).jobArn).toBe(jobArn);
    await expect(create({ ...asked, jobName: 'other' })).rejects.toMatchObject({ name: 'ConflictException' });
    expect(await client.send(new ListTagsForResourceCommand({ resourceARN: jobArn }))).toMatchObject({
      tags: asked.tags,
    });
    expect((await get(jobArn.split('/')[1]!)).jobArn).toBe(jobArn);
  });

  it('that nobody created are not found, in words of their own', async () => {
    await start();
    const refusal = { name: 'ResourceNotFoundException', message: 'The provided batch inference job was not found.' };
    await expect(get('aaaaaaaaaaaa')).rejects.toMatchObject(refusal);
    await expect(stop('aaaaaaaaaaaa')).rejects.toMatchObject(refusal);
  });

  it('are refused for a model that could not answer', async () => {
    await start();
    await expect(create({ modelId: 'no.model' })).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(create({ modelId: 'amazon.titan-embed-text-v2:0', modelInvocationType: 'Converse' })).rejects.toThrow(
      "This action doesn't support the model that you provided.",
    );
  });
});
