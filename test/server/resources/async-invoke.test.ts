import { ListTagsForResourceCommand } from '@aws-sdk/client-bedrock';
import {
  ListAsyncInvokesCommand,
  type ListAsyncInvokesCommandInput,
  paginateListAsyncInvokes,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, vi } from 'vitest';
import { get, marengo, plane, reel, s3, start, video } from './async-invoke/harness.js';
import { START, STEP } from './control-plane.js';

const list = async (asked: ListAsyncInvokesCommandInput = {}) =>
  (await plane.runtime.send(new ListAsyncInvokesCommand(asked))).asyncInvokeSummaries!.map(
    ({ invocationArn }) => invocationArn,
  );

describe('an asynchronous invocation', () => {
  it('is in progress, and then its files are there', async () => {
    const { arn, folder } = await start(reel, video, { clientRequestToken: 'once' });
    expect(arn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:async-invoke\/[a-z0-9]{12}$/);
    const common = {
      invocationArn: arn,
      modelArn: `arn:aws:bedrock:us-east-1::foundation-model/${reel}`,
      clientRequestToken: 'once',
      submitTime: new Date(START),
      outputDataConfig: { s3OutputDataConfig: { s3Uri: `s3://${folder}` } },
    };
    await plane.pass(3 * STEP - 1);
    const { $metadata: _, ...running } = await get(arn);
    expect(running).toEqual({ ...common, status: 'InProgress', lastModifiedTime: new Date(START) });
    expect(s3.files(folder)).toEqual([]);
    await plane.pass(1);
    const ended = new Date(START + 3 * STEP);
    const { $metadata, ...done } = await get(arn);
    expect(done).toEqual({ ...common, status: 'Completed', lastModifiedTime: ended, endTime: ended });
    expect(s3.files(folder)).toEqual(['manifest.json', 'output.mp4', 'video-generation-status.json']);
  });

  it('is done by itself while time runs', async () => {
    await plane.server.clock.resume();
    const { folder } = await start(reel, video);
    await vi.waitFor(() => expect(s3.has(`${folder}/manifest.json`)).toBe(true), { timeout: 15_000, interval: 50 });
  });

  it('fails where S3 lacks what it is to read', async () => {
    const mediaSource = { s3Location: { uri: 's3://in-bucket/no-such.mp4', bucketOwner: '123456789012' } };
    const { arn, folder } = await start(marengo, { inputType: 'video', mediaSource });
    await plane.pass(3 * STEP);
    expect(await get(arn)).toMatchObject({
      status: 'Failed',
      failureMessage: 'The S3 object s3://in-bucket/no-such.mp4 does not exist.',
      endTime: new Date(START + 3 * STEP),
    });
    expect(s3.files(folder)).toEqual([]);
  });

  it('is started once for a token, and keeps its tags', async () => {
    const asked = { clientRequestToken: 'same', tags: [{ key: 'team', value: 'a' }] };
    const { arn } = await start(reel, video, asked);
    expect((await start(reel, video, asked)).arn).toBe(arn);
    await expect(start(reel, { ...video, textToVideoParams: { text: 'Other' } }, asked)).rejects.toMatchObject({
      name: 'ConflictException',
    });
    const tagged = await plane.client.send(new ListTagsForResourceCommand({ resourceARN: arn }));
    expect(tagged.tags).toEqual(asked.tags);
  });

  it('is listed the newest first, by page, status and time', async () => {
    const arns: string[] = [];
    for (let count = 0; count < 3; count++) {
      arns.unshift((await start(reel, video)).arn);
      await plane.pass(STEP);
    }
    expect(await list()).toEqual(arns);
    expect(await list({ sortBy: 'SubmissionTime', sortOrder: 'Ascending' })).toEqual([...arns].reverse());
    expect(await list({ statusEquals: 'Completed' })).toEqual([arns[2]]);
    expect(await list({ submitTimeAfter: new Date(START) })).toEqual([arns[0], arns[1]]);
    const paged = [];
    for await (const page of paginateListAsyncInvokes({ client: plane.runtime, pageSize: 1 }, {}))
      paged.push(...page.asyncInvokeSummaries!.map(({ invocationArn }) => invocationArn));
    expect(paged).toEqual(arns);
  });

  it.each<[string, string, unknown, string]>([
    [
      'a model that answers at once',
      'mistral.mistral-small-2402-v1:0',
      { prompt: 'Hi' },
      'The provided request is not valid',
    ],
    ['an input that is a text', reel, JSON.stringify(video), 'The provided request is not valid'],
    [
      'an input that is not in the format of the model',
      reel,
      { ...video, textToVideoParams: { text: 'x'.repeat(676) } },
      'Malformed input request: #/textToVideoParams/text: expected maxLength: 512, actual: 676, reformat your input and try again.',
    ],
    ['a model that is none', 'a.b', video, 'The provided model identifier is invalid.'],
  ])('is refused for %s', async (_, modelId, modelInput, message) => {
    await expect(start(modelId, modelInput)).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  it('that nobody started is refused as invalid', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:async-invoke/abcdefghijkl';
    await expect(get(arn)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
