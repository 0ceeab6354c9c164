import { ListModelInvocationJobsCommand } from '@aws-sdk/client-bedrock';
import { describe, expect, it } from 'vitest';
import {
  bedrock,
  client,
  create,
  get,
  HOUR,
  putRecords,
  record,
  records,
  s3,
  start,
  statusOf,
  stop,
} from './harness.js';

describe('a batch job fails', () => {
  const lines = (...given: string[]) => given.map((line) => `${line}\n`).join('');
  const good = JSON.stringify(record(1));

  it.each<[string, string | undefined, RegExp]>([
    ['without its file', undefined, /has no input: there is no \.jsonl file at s3:\/\/in-bucket\/in\.jsonl$/],
    ['with too few records', lines(good), /contains less records \(1\) than the required minimum of: 100$/],
    ['with a line that is not JSON', lines(good, '{"recordId"'), /line 2 of s3:\/\/in-bucket\/in\.jsonl is not JSON$/],
    ['with a line that is no object', lines('[]'), /line 1 .* is not a JSON object$/],
    ['with a line without input', lines('', '{"recordId":"A"}'), /line 2 .* has no modelInput that is a JSON object$/],
    ['with an id that is none', lines('{"recordId":1,"modelInput":{}}'), /has a recordId that is not a string$/],
  ])('%s', async (_, file, message) => {
    await start();
    if (file !== undefined) s3.put('in-bucket/in.jsonl', file);
    const { jobArn } = await create();
    await bedrock.clock.advance(5000);
    const job = await get(jobArn);
    expect(job).toMatchObject({ status: 'Failed', endTime: new Date('2026-11-28T12:00:02.000Z') });
    expect(job.message).toMatch(message);
    expect(job.message?.startsWith(`Batch job ${jobArn} `)).toBe(true);
    expect(s3.files('out-bucket')).toEqual([]);
  });

  it('where nothing stands for S3, and says how to have something', async () => {
    await start({ s3Root: undefined });
    const { jobArn } = await create();
    await bedrock.clock.advance(5000);
    const job = await get(jobArn);
    expect([job.status, job.message]).toEqual([
      'Failed',
      'bedrock-local has nothing that stands for S3: start it with --s3-root DIR or --s3-endpoint URL',
    ]);
  });

  it('where its results cannot be written', async () => {
    await start();
    putRecords(records(100));
    s3.put('out-bucket', 'a file, not a bucket');
    const { jobArn } = await create();
    await bedrock.clock.advance(5000);
    const job = await get(jobArn);
    expect([job.status, job.message]).toEqual([
      'Failed',
      expect.stringMatching(/^cannot write .*: a part of the path is a file$/),
    ]);
  });
});

describe('a batch job and time', () => {
  it('expires where it waits longer than it may', async () => {
    await start({ batchQueueMs: 30 * HOUR });
    putRecords(records(100));
    const { jobArn } = await create();
    await bedrock.clock.advance(24 * HOUR - 1);
    expect(await statusOf(jobArn)).toBe('Scheduled');
    await bedrock.clock.advance(1);
    expect(await get(jobArn)).toMatchObject({ status: 'Expired', endTime: new Date('2026-11-29T12:00:00.000Z') });
  });

  it('is completed in part where its time is over, and delivers that part', async () => {
    await start({ batchRecordMs: HOUR, rules: { off: ['batch/minimum-records'] } });
    putRecords(records(48));
    const { jobArn, folder } = await create();
    await bedrock.clock.advance(100 * HOUR);
    expect(await get(jobArn)).toMatchObject({ status: 'PartiallyCompleted', processedRecordCount: 23 });
    expect(s3.lines(`${folder}/in.jsonl.out`)).toHaveLength(23);
    expect(s3.json(`${folder}/manifest.json.out`)).toMatchObject({ totalRecordCount: 48, processedRecordCount: 23 });
  });

  it('stops when told to, with the results until then', async () => {
    await start();
    putRecords(records(100));
    const { jobArn, folder } = await create();
    await bedrock.clock.advance(3300);
    await stop(jobArn);
    expect(await statusOf(jobArn)).toBe('Stopping');
    await bedrock.clock.advance(1000);
    expect(await get(jobArn)).toMatchObject({ status: 'Stopped', processedRecordCount: 30 });
    expect(s3.lines(`${folder}/in.jsonl.out`)).toHaveLength(30);
    await expect(stop(jobArn)).rejects.toMatchObject({ name: 'ConflictException' });
  });

  it('leaves nothing where it is stopped before it began', async () => {
    await start();
    putRecords(records(100));
    const { jobArn } = await create();
    await stop(jobArn);
    await bedrock.clock.advance(5000);
    expect(await statusOf(jobArn)).toBe('Stopped');
    expect(s3.files('out-bucket')).toEqual([]);
  });

  it('is gone with a reset', async () => {
    await start();
    putRecords(records(100));
    await create();
    await bedrock.reset();
    await bedrock.clock.advance(5000);
    expect((await client.send(new ListModelInvocationJobsCommand({}))).invocationJobSummaries).toEqual([]);
    expect(s3.files('out-bucket')).toEqual([]);
  });
});
