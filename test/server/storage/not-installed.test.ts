import { expect, it, vi } from 'vitest';
import { createS3Endpoint } from '../../../src/server/storage/s3-endpoint.js';

vi.mock('@aws-sdk/client-s3', () => {
  throw new Error("Cannot find package '@aws-sdk/client-s3'");
});

it('an endpoint without its package says in one sentence what to install', async () => {
  const storage = createS3Endpoint('http://127.0.0.1:1', 'us-east-1');
  const sentence = 'an S3 endpoint needs the package @aws-sdk/client-s3 beside this one: install it';
  await expect(storage.read('my-bucket', 'key')).rejects.toThrow(sentence);
  await expect(storage.write('my-bucket', 'key', '')).rejects.toThrow(sentence);
  await expect(storage.list('my-bucket', '')).rejects.toThrow(sentence);
});
