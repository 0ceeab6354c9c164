import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../support/clients.js';
import { callerOf } from './journeys/journey.js';

const folder = mkdtempSync(join(tmpdir(), 'kept-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function withServer<Result>(
  work: (call: ReturnType<typeof callerOf>, pass: (ms: number) => Promise<unknown>) => Promise<Result>,
) {
  const server = await startServer({ state: folder });
  const client = createControlPlaneClient(server.url);
  try {
    return await work(callerOf(client), (ms) => server.clock.advance(ms));
  } finally {
    client.destroy();
    await server.close();
  }
}

it('a job that ran when the server stopped is completed after its next start, and its model is there', async () => {
  await withServer(async (call) => {
    await call('CreateModelCustomizationJob', {
      jobName: 'tuning',
      customModelName: 'tuned',
      roleArn: 'arn:aws:iam::123456789012:role/trainer',
      baseModelIdentifier: 'amazon.nova-micro-v1:0:128k',
      trainingDataConfig: { s3Uri: 's3://bucket/training.jsonl' },
      outputDataConfig: { s3Uri: 's3://bucket/output/' },
    });
    await call('PutUseCaseForModelAccess', { formData: Buffer.from('{"company":"Mine"}') });
    expect((await call('ListCustomModels', {})).modelSummaries).toEqual([]);
  });
  await withServer(async (call, pass) => {
    await pass(3000);
    const { status, outputModelArn } = await call('GetModelCustomizationJob', { jobIdentifier: 'tuning' });
    expect(status).toBe('Completed');
    expect(await call('GetCustomModel', { modelIdentifier: 'tuned' })).toMatchObject({ modelArn: outputModelArn });
    const { formData } = await call('GetUseCaseForModelAccess', {});
    expect(Buffer.from(formData as Uint8Array).toString()).toBe('{"company":"Mine"}');
  });
});
