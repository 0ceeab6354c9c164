/** What tests of batch jobs share: a server with a temporary S3, and the calls about jobs. */
import {
  CreateModelInvocationJobCommand,
  type CreateModelInvocationJobCommandInput,
  GetModelInvocationJobCommand,
  StopModelInvocationJobCommand,
} from '@aws-sdk/client-bedrock';
import { afterEach, beforeEach } from 'vitest';
import type { Settings } from '../../../../src/server/settings.js';
import { type StartedServer, startServer } from '../../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../../support/clients.js';
import { createS3Folder, type S3Folder } from '../../../support/s3-folder.js';

export const START = '2026-11-28T12:00:00.000Z';
export const HOUR = 3_600_000;
export const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
export const roleArn = 'arn:aws:iam::123456789012:role/batch';

export let s3: S3Folder;
export let bedrock: StartedServer;
export let client: ReturnType<typeof createControlPlaneClient>;

/** Time stands still at START. */
export async function start(settings: Partial<Settings> = {}) {
  bedrock = await startServer({ settings: { s3Root: s3.root, ...settings } });
  client = createControlPlaneClient(bedrock.url);
  await bedrock.clock.freeze(START);
}
beforeEach(() => {
  s3 = createS3Folder();
});
afterEach(async () => {
  client.destroy();
  await bedrock.close();
  s3.remove();
});

export const say = (text: string) => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 50,
  messages: [{ role: 'user', content: text }],
});
export const record = (index: number) => ({
  recordId: `R${index}`,
  modelInput: say(`What is ${index} plus ${index}?`),
});
export const records = (count: number) => Array.from({ length: count }, (_, index) => record(index));
const toLines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
export const putRecords = (values: unknown[], path = 'in-bucket/in.jsonl') => s3.put(path, toLines(values));

export async function create(
  asked: Partial<CreateModelInvocationJobCommandInput> = {},
  uri = 's3://in-bucket/in.jsonl',
) {
  const { jobArn } = await client.send(
    new CreateModelInvocationJobCommand({
      jobName: 'nightly',
      roleArn,
      modelId,
      inputDataConfig: { s3InputDataConfig: { s3Uri: uri } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out-bucket/results/' } },
      ...asked,
    }),
  );
  return { jobArn: jobArn!, folder: `out-bucket/results/${jobArn!.split('/')[1]}` };
}
export const get = (jobIdentifier: string) => client.send(new GetModelInvocationJobCommand({ jobIdentifier }));
export const statusOf = async (jobIdentifier: string) => (await get(jobIdentifier)).status;
export const stop = (jobIdentifier: string) => client.send(new StopModelInvocationJobCommand({ jobIdentifier }));
