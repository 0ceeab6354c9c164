import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import { ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/server/settings.js';
import {
  claude,
  client,
  hi,
  modelId,
  place,
  recordsIn,
  s3,
  start,
  stop,
  toCloudWatch,
  toS3,
  unzip,
  warnings,
} from './harness.js';

describe('invocations are logged to CloudWatch Logs', () => {
  const stream = 'log-groups/aws/bedrock/calls/aws/bedrock/modelinvocations';

  it('as lines of a file', async () => {
    await start({ ...toCloudWatch, ...toS3 });
    await client.send(new ConverseCommand({ modelId, messages: hi }));
    await client.send(new ConverseCommand({ modelId, messages: hi }));
    await stop();
    expect(s3.lines(stream)).toMatchObject([{ operation: 'Converse' }, { operation: 'Converse' }]);
    expect(recordsIn(place)).toEqual(s3.lines(stream));
  });

  it('with large bodies in the bucket that is named for them, or without', async () => {
    const body = claude('word '.repeat(30_000));
    const { cloudWatchConfig } = toCloudWatch;
    const largeDataDeliveryS3Config = { bucketName: 'large-bucket' };
    await start({ cloudWatchConfig: { ...cloudWatchConfig!, largeDataDeliveryS3Config } }, { lenient: true });
    await client.send(new InvokeModelCommand({ modelId, body }));
    await stop();
    const [{ input }] = s3.lines(stream);
    expect(input.inputBodyS3Path).toMatch(/^s3:\/\/large-bucket\/AWSLogs\/.*_input\.json\.gz$/);
    expect(unzip(input.inputBodyS3Path.slice('s3://'.length))).toEqual([JSON.parse(body)]);
  });
});

describe('a log that cannot be written', () => {
  it.each<[string, LoggingConfig, Partial<Settings>, RegExp]>([
    [
      'for want of S3',
      toS3,
      { s3Root: undefined },
      /^the bucket log-bucket gets no logs: nothing stands for S3 \(--s3-root DIR or /,
    ],
    [
      'for want of a folder',
      toCloudWatch,
      { logsRoot: undefined },
      /^the log group .* nothing stands for CloudWatch Logs/,
    ],
    [
      'for its name',
      { cloudWatchConfig: { ...toCloudWatch.cloudWatchConfig!, logGroupName: '../../out' } },
      {},
      /it cannot be a folder below/,
    ],
  ])('%s is one warning, and no call fails', async (_, config, settings, words) => {
    await start(config, settings);
    for (let call = 0; call < 3; call++) await client.send(new ConverseCommand({ modelId, messages: hi }));
    await stop();
    expect(warnings).toEqual([expect.stringMatching(words)]);
  });

  it('because a file is in the way is one warning, and no call fails', async () => {
    await start({ ...toS3, ...toCloudWatch });
    s3.put('log-bucket', 'a file');
    s3.put('log-groups', 'a file');
    for (let call = 0; call < 3; call++) await client.send(new ConverseCommand({ modelId, messages: hi }));
    await stop();
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) expect(warning).toMatch(/^log records for .* are lost: cannot write /);
  });
});

it('logs nothing where nothing is configured', async () => {
  await start(undefined);
  await client.send(new ConverseCommand({ modelId, messages: hi }));
  await stop();
  expect(s3.files()).toEqual([]);
});
