/** What tests of asynchronous invocations share: a server with a temporary S3, and the calls about them. */
import {
  GetAsyncInvokeCommand,
  StartAsyncInvokeCommand,
  type StartAsyncInvokeCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import { createRuntimeClient } from '../../../support/clients.js';
import { createS3Folder } from '../../../support/s3-folder.js';
import { STEP, useControlPlane } from '../control-plane.js';

export const s3 = createS3Folder();
export const plane = useControlPlane({ settings: { s3Root: s3.root } });
export let west: ReturnType<typeof createRuntimeClient>;
beforeEach(() => {
  s3.empty();
  west = createRuntimeClient(plane.server.url, 'h2', { region: 'us-west-2' });
});
afterEach(() => west.destroy());
afterAll(() => s3.remove());

export const reel = 'amazon.nova-reel-v1:1';
export const marengo = 'twelvelabs.marengo-embed-2-7-v1:0';
export const nova = 'amazon.nova-2-multimodal-embeddings-v1:0';
export const video = {
  taskType: 'TEXT_VIDEO',
  textToVideoParams: { text: 'A red sun over blue hills' },
  videoGenerationConfig: { durationSeconds: 6, fps: 24, dimension: '1280x720' },
};
const outputDataConfig = { s3OutputDataConfig: { s3Uri: 's3://out-bucket/made' } };

type Asked = Partial<StartAsyncInvokeCommandInput>;
export async function start(modelId: string, modelInput: unknown, asked: Asked = {}, by = plane.runtime) {
  const command = new StartAsyncInvokeCommand({ modelId, modelInput: modelInput as never, outputDataConfig, ...asked });
  const { invocationArn = '' } = await by.send(command);
  return { arn: invocationArn, folder: `out-bucket/made/${invocationArn.split('/')[1]}` };
}
export const get = (invocationArn: string, by = plane.runtime) => by.send(new GetAsyncInvokeCommand({ invocationArn }));
/** The folder of an invocation that is done. */
export async function finish(modelId: string, modelInput: unknown, by = plane.runtime) {
  const { arn, folder } = await start(modelId, modelInput, {}, by);
  await plane.pass(3 * STEP);
  expect((await get(arn, by)).status).toBe('Completed');
  return folder;
}
