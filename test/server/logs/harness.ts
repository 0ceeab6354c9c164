/** What tests of logs share: a server with temporary folders for S3 and CloudWatch Logs, and readers of what was delivered. */
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type LoggingConfig, PutModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { afterEach, beforeEach } from 'vitest';
import type { Settings } from '../../../src/server/settings.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../../support/clients.js';
import { createS3Folder, type S3Folder } from '../../support/s3-folder.js';

export const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
export const hi = [{ role: 'user' as const, content: [{ text: 'Hello' }] }];
export const claude = (text: string, more: object = {}) =>
  JSON.stringify({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 20,
    messages: [{ role: 'user', content: text }],
    ...more,
  });

export let s3: S3Folder;
export let bedrock: StartedServer;
export let client: ReturnType<typeof createRuntimeClient>;
export let warnings: string[];

/** Time stands still, and the logging configuration is put. */
export async function start(loggingConfig: LoggingConfig | undefined, settings: Partial<Settings> = {}) {
  warnings = [];
  bedrock = await startServer({
    settings: { s3Root: s3.root, logsRoot: join(s3.root, 'log-groups'), ...settings },
    warn: (sentence) => warnings.push(sentence),
  });
  client = createRuntimeClient(bedrock.url, 'h2', { maxAttempts: 1 });
  await bedrock.clock.freeze('2026-11-28T12:34:56.789Z');
  if (!loggingConfig) return;
  const control = createControlPlaneClient(bedrock.url);
  await control.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }));
  control.destroy();
}
beforeEach(() => {
  s3 = createS3Folder();
});
afterEach(async () => {
  await stop();
  s3.remove();
});
/** What was logged is written when the server has closed. */
export async function stop() {
  client.destroy();
  await bedrock.close();
}

export const folder = 'AWSLogs/123456789012/BedrockModelInvocationLogs/us-east-1/2026/11/28/12';
export const unzip = (path: string) =>
  gunzipSync(s3.bytes(path))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
export const recordsIn = (place: string) =>
  s3
    .files(place)
    .filter((path) => !path.includes('data/'))
    .flatMap((path) => unzip(`${place}/${path}`));
export const toS3: LoggingConfig = { s3Config: { bucketName: 'log-bucket', keyPrefix: 'bedrock/' } };
export const toCloudWatch: LoggingConfig = {
  cloudWatchConfig: { logGroupName: '/aws/bedrock/calls', roleArn: 'arn:aws:iam::123456789012:role/logs' },
};
export const place = `log-bucket/bedrock/${folder}`;
