import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { client, hi, modelId, s3, start, stop, toS3 } from './harness.js';

it('the trail has an event for each call, with who and what, and no texts or secrets', async () => {
  const trail = join(s3.root, 'trail.jsonl');
  await start(toS3, { trail });
  await client.send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'My secret' }] }] }));
  await expect(client.send(new ConverseCommand({ modelId: 'no.model', messages: hi }))).rejects.toThrow();
  await stop();
  expect(existsSync(trail)).toBe(true);
  const text = readFileSync(trail, 'utf8');
  const events = s3.lines('trail.jsonl');
  expect(events.map(({ eventName }) => eventName)).toEqual([
    'PutModelInvocationLoggingConfiguration',
    'Converse',
    'Converse',
  ]);
  expect(events[0]).toMatchObject({ readOnly: false, requestParameters: null });
  expect(events[1]).toMatchObject({
    eventVersion: '1.09',
    eventSource: 'bedrock.amazonaws.com',
    eventTime: '2026-11-28T12:34:56Z',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    userIdentity: { type: 'IAMUser', accessKeyId: 'AKIALOCALLOCALLOCALL', accountId: '123456789012' },
    requestParameters: { modelId },
    responseElements: null,
    readOnly: true,
    managementEvent: true,
    eventCategory: 'Management',
  });
  expect(events[2]).toMatchObject({
    errorCode: 'ValidationException',
    errorMessage: 'The provided model identifier is invalid.',
  });
  expect(text).not.toMatch(/My secret|Signature|AWS4-HMAC/);
});
