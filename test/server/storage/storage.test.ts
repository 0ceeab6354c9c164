import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../src/server/settings.js';
import { openStorage } from '../../../src/server/storage/open-storage.js';
import { joinKey, readS3Uri, writeS3Uri } from '../../../src/server/storage/s3-uri.js';
import type { Storage } from '../../../src/server/storage/storage.js';
import { type FakeS3, startFakeS3 } from './fake-s3.js';

const root = mkdtempSync(join(tmpdir(), 'bedrock-local-storage-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let s3: FakeS3;
const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
beforeAll(async () => {
  Object.assign(process.env, credentials);
  s3 = await startFakeS3();
});
afterAll(async () => {
  for (const name of Object.keys(credentials)) delete process.env[name];
  await s3.close();
});

const storages: [string, () => Storage][] = [
  ['a folder', () => openStorage({ ...defaultSettings, s3Root: join(root, 's3') })!],
  ['an S3-compatible endpoint', () => openStorage({ ...defaultSettings, s3Endpoint: s3.url })!],
];

describe.each(storages)('%s', (_, open) => {
  it('gives back what was written, in its newest form', async () => {
    const storage = open();
    await storage.write('my-bucket', 'in/one.jsonl', 'first');
    await storage.write('my-bucket', 'in/one.jsonl', Buffer.from([0, 255, 10]));
    expect(Buffer.from((await storage.read('my-bucket', 'in/one.jsonl'))!)).toEqual(Buffer.from([0, 255, 10]));
  });

  it('knows nothing of what was not written', async () => {
    expect(await open().read('my-bucket', 'no/such/key')).toBeUndefined();
    expect(await open().list('other-bucket', '')).toEqual([]);
  });

  it('lists the keys that begin so, in their order, with their sizes', async () => {
    const storage = open();
    for (const key of ['list/b.jsonl', 'list/a/deep.jsonl', 'list/a.jsonl', 'listless'])
      await storage.write('my-bucket', key, key);
    expect(await storage.list('my-bucket', 'list/')).toEqual([
      { key: 'list/a.jsonl', size: 12 },
      { key: 'list/a/deep.jsonl', size: 17 },
      { key: 'list/b.jsonl', size: 12 },
    ]);
  });
});

describe('a folder that stands for S3', () => {
  const storage = openStorage({ ...defaultSettings, s3Root: join(root, 'safe') })!;

  it('is plain files', async () => {
    await storage.write('my-bucket', 'a/b.txt', 'text');
    expect(readFileSync(join(root, 'safe', 'my-bucket', 'a', 'b.txt'), 'utf8')).toBe('text');
    expect(readdirSync(join(root, 'safe', 'my-bucket', 'a'))).toEqual(['b.txt']);
  });

  it.each([
    ['my-bucket', '../../escaped'],
    ['my-bucket', 'a/../../../escaped'],
    ['my-bucket', '/etc/escaped'],
    ['my-bucket', 'a//b'],
    ['my-bucket', 'a\\..\\b'],
    ['my-bucket', 'a/\u0000'],
    ['my-bucket', ''],
    ['..', 'escaped'],
    ['../up', 'escaped'],
    ['/tmp', 'escaped'],
  ])('lets nobody out: bucket %j, key %j', async (bucket, key) => {
    await expect(storage.write(bucket, key, 'x')).rejects.toThrow(/no name of an S3 bucket|cannot be a file below/);
    await expect(storage.read(bucket, key)).rejects.toThrow(/no name of an S3 bucket|cannot be a file below/);
    expect(existsSync(join(root, 'escaped'))).toBe(false);
  });

  it('does not show a file that is still being written', async () => {
    writeFileSync(join(root, 'safe', 'my-bucket', 'half.jsonl.1-1.unfinished'), 'ha');
    expect((await storage.list('my-bucket', 'half')).length).toBe(0);
  });

  it('says what is in the way, and leaves no half of a file', async () => {
    await storage.write('my-bucket', 'file', 'x');
    await expect(storage.write('my-bucket', 'file/below', 'x')).rejects.toThrow(
      /^cannot write .*my-bucket\/file\/below: a part of the path is a file$/,
    );
  });

  it.skipIf(process.getuid?.() === 0)('says when it may not write', async () => {
    chmodSync(join(root, 'safe', 'my-bucket'), 0o500);
    await expect(storage.write('my-bucket', 'new', 'x')).rejects.toThrow(/permission denied$/);
    chmodSync(join(root, 'safe', 'my-bucket'), 0o700);
  });
});

it('takes an S3 URI apart and puts it together', () => {
  expect(readS3Uri('s3://my-bucket')).toEqual({ bucket: 'my-bucket', key: '' });
  expect(readS3Uri('s3://my-bucket/a/b/')).toEqual({ bucket: 'my-bucket', key: 'a/b' });
  expect(writeS3Uri({ bucket: 'my-bucket', key: 'a/b' })).toBe('s3://my-bucket/a/b');
  expect(joinKey('', 'id', 'file')).toBe('id/file');
});

it('is none where the settings name none', () => {
  expect(openStorage(defaultSettings)).toBeUndefined();
});

it('says in one sentence that an endpoint does not answer', async () => {
  const storage = openStorage({ ...defaultSettings, s3Endpoint: 'http://127.0.0.1:1' })!;
  await expect(storage.read('my-bucket', 'key')).rejects.toThrow(
    /^cannot read s3:\/\/my-bucket\/key at http:\/\/127\.0\.0\.1:1: /,
  );
});
