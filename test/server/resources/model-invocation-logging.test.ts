import {
  DeleteModelInvocationLoggingConfigurationCommand,
  GetModelInvocationLoggingConfigurationCommand,
  type LoggingConfig,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../support/clients.js';

let bedrock: StartedServer;
let client: ReturnType<typeof createControlPlaneClient>;
beforeAll(async () => {
  bedrock = await startServer();
  client = createControlPlaneClient(bedrock.url);
});
afterAll(async () => {
  client.destroy();
  await bedrock.close();
});
beforeEach(() => bedrock.reset());

const put = (loggingConfig: LoggingConfig) =>
  client.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig }));
const get = async (by = client) => (await by.send(new GetModelInvocationLoggingConfigurationCommand({}))).loggingConfig;
const remove = () => client.send(new DeleteModelInvocationLoggingConfigurationCommand({}));

const toS3: LoggingConfig = {
  s3Config: { bucketName: 'test-bedrock-1', keyPrefix: 'logging/' },
  textDataDeliveryEnabled: true,
  imageDataDeliveryEnabled: false,
};
const toCloudWatch: LoggingConfig = {
  cloudWatchConfig: { logGroupName: '/bedrock', roleArn: 'arn:aws:iam::123456789012:role/logs' },
};

it('is absent, then what was put last, then absent again', async () => {
  expect(await get()).toBeUndefined();
  await put(toS3);
  expect(await get()).toEqual(toS3);
  await put(toCloudWatch);
  expect(await get()).toEqual(toCloudWatch);
  await remove();
  expect(await get()).toBeUndefined();
});

it('may be deleted where there is none', async () => {
  expect((await remove()).$metadata.httpStatusCode).toBe(200);
});

it('is each region’s own, and forgotten on reset', async () => {
  const europe = createControlPlaneClient(bedrock.url, { region: 'eu-west-1' });
  await put(toS3);
  expect(await get(europe)).toBeUndefined();
  await bedrock.reset();
  expect(await get()).toBeUndefined();
  europe.destroy();
});
