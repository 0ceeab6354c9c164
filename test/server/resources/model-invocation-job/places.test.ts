import { CreateModelInvocationJobCommand, GetModelInvocationJobCommand } from '@aws-sdk/client-bedrock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type StartedServer, type StartServerOptions, startServer } from '../../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../../support/clients.js';
import { createS3Folder, type S3Folder } from '../../../support/s3-folder.js';
import { type FakeS3, startFakeS3 } from '../../storage/fake-s3.js';

const START = '2026-11-28T12:00:00.000Z';
const lines = ['One', 'Two', 'Three'].map((text, index) => {
  const messages = [{ role: 'user', content: [{ text }] }];
  return `${JSON.stringify({ recordId: `R${index}`, modelInput: { messages } })}\n`;
});

let bedrock: StartedServer;
let client: ReturnType<typeof createControlPlaneClient>;

async function start(options: StartServerOptions, at = START) {
  const settings = { lenient: true, ...options.settings };
  bedrock = await startServer({ ...options, settings });
  client = createControlPlaneClient(bedrock.url);
  await bedrock.clock.freeze(at);
}
async function stop() {
  client.destroy();
  await bedrock.close();
}
afterEach(stop);

async function create(): Promise<string> {
  const { jobArn } = await client.send(
    new CreateModelInvocationJobCommand({
      jobName: 'nightly',
      roleArn: 'arn:aws:iam::123456789012:role/batch',
      modelId: 'amazon.nova-lite-v1:0',
      modelInvocationType: 'Converse',
      inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://in-bucket/in.jsonl' } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://out-bucket' } },
    }),
  );
  return jobArn!;
}
const get = (jobIdentifier: string) => client.send(new GetModelInvocationJobCommand({ jobIdentifier }));

describe('a batch job at an S3-compatible endpoint', () => {
  let s3: FakeS3;
  const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
  beforeAll(async () => {
    Object.assign(process.env, credentials);
    s3 = await startFakeS3();
    s3.objects.set('/in-bucket/in.jsonl', Buffer.from(lines.join('')));
  });
  afterAll(async () => {
    for (const name of Object.keys(credentials)) delete process.env[name];
    await s3.close();
  });

  it('reads and writes there', async () => {
    await start({ settings: { s3Endpoint: s3.url } });
    const jobArn = await create();
    await bedrock.clock.advance(4000);
    expect(await get(jobArn)).toMatchObject({ status: 'Completed', successRecordCount: 3 });
    const folder = `/out-bucket/${jobArn.split('/')[1]}`;
    expect([...s3.objects.keys()].filter((path) => path.startsWith('/out-bucket'))).toEqual([
      `${folder}/in.jsonl.out`,
      `${folder}/manifest.json.out`,
    ]);
  });
});

describe('a batch job and a restart', () => {
  let s3: S3Folder;
  beforeEach(() => {
    s3 = createS3Folder();
    s3.put('in-bucket/in.jsonl', lines.join(''));
    // Runs after the server has closed, which writes its state once more.
    onTestFinished(() => s3.remove());
  });

  it.each([
    ['before it has begun', 500],
    ['while it runs', 3400],
  ])('goes on where the state is kept: %s', async (_, moment) => {
    const options = { state: `${s3.root}/state`, settings: { s3Root: s3.root } };
    await start(options);
    const jobArn = await create();
    await bedrock.clock.advance(moment);
    const before = await get(jobArn);
    await stop();
    await start(options, '2026-11-28T12:01:00.000Z');
    const after = await get(jobArn);
    expect(before.status).not.toBe('Completed');
    expect(after).toMatchObject({
      status: 'Completed',
      endTime: new Date('2026-11-28T12:00:04.000Z'),
      processedRecordCount: 3,
    });
    expect(s3.lines(`out-bucket/${jobArn.split('/')[1]}/in.jsonl.out`)).toHaveLength(3);
  });

  it('goes on by itself', async () => {
    const options = { state: `${s3.root}/state`, settings: { s3Root: s3.root, lenient: true } };
    await start(options, '2026-01-01T12:00:00.000Z');
    const jobArn = await create();
    await stop();
    bedrock = await startServer(options);
    await expect.poll(() => s3.has(`out-bucket/${jobArn.split('/')[1]}/manifest.json.out`)).toBe(true);
  });
});
