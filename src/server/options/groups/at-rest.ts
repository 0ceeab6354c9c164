/** Options: what is kept in files: objects, logs, and the pace of the jobs that read and write them. */
import { defaultSettings, type PreparedCall } from '../../settings.js';
import type { OptionTable } from '../option.js';
import { anyObject, integer, list, mapping, text } from '../value-types.js';
import { regionName } from './kinds.js';

const preparedCall = mapping<PreparedCall>(
  { operation: text({ expected: 'the name of an operation' }), input: anyObject, region: regionName },
  ['operation', 'input'],
);

export interface AtRestValues {
  s3Root: string | undefined;
  s3Endpoint: string | undefined;
  logsRoot: string | undefined;
  trail: string | undefined;
  state: string | undefined;
  prepare: PreparedCall[];
  batchQueueMs: number;
  batchRecordMs: number;
}

export const atRestOptions: OptionTable<AtRestValues> = {
  s3Root: {
    flag: '--s3-root <path>',
    environment: 'BEDROCK_LOCAL_S3_ROOT',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'folder that stands for S3: s3://bucket/key is the file bucket/key below it',
  },
  s3Endpoint: {
    flag: '--s3-endpoint <url>',
    environment: 'BEDROCK_LOCAL_S3_ENDPOINT',
    type: text({ pattern: /^https?:\/\/[^/]+\/?$/, expected: 'a URL such as http://localhost:9000' }),
    default: undefined,
    description: 'S3-compatible endpoint, where there is no such folder; needs the package @aws-sdk/client-s3',
  },
  logsRoot: {
    flag: '--logs-root <path>',
    environment: 'BEDROCK_LOCAL_LOGS_ROOT',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'folder that stands for CloudWatch Logs: a log stream is the file group/stream below it',
  },
  trail: {
    flag: '--trail <path>',
    environment: 'BEDROCK_LOCAL_TRAIL',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'file that gets an event for each call in the manner of CloudTrail, one JSON object a line',
  },
  state: {
    flag: '--state <path>',
    environment: 'BEDROCK_LOCAL_STATE',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'folder that keeps the resources of the control plane from one start to the next',
  },
  prepare: {
    type: list(preparedCall),
    default: [],
    description:
      'calls of the control plane that are made at the start, in their order: operation, input and region of each; where the folder of "state" holds something already they are not',
  },
  batchQueueMs: {
    flag: '--batch-queue-ms <milliseconds>',
    environment: 'BEDROCK_LOCAL_BATCH_QUEUE_MS',
    type: integer(0, 31 * 24 * 3_600_000),
    default: defaultSettings.batchQueueMs,
    description: 'how long a batch job is scheduled before it begins, in milliseconds',
  },
  batchRecordMs: {
    flag: '--batch-record-ms <milliseconds>',
    environment: 'BEDROCK_LOCAL_BATCH_RECORD_MS',
    type: integer(0, 24 * 3_600_000),
    default: defaultSettings.batchRecordMs,
    description: 'how long a batch job takes for each record, in milliseconds; a job takes one transition at least',
  },
};
