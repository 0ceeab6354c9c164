import { expect, test } from 'vitest';
import { foundationModelArn, inferenceProfileArn, readArn } from '../../src/server/catalogue-arn.js';

test('an ARN is taken apart; colons belong to the id of a resource', () => {
  expect(readArn('arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0')).toEqual({
    partition: 'aws',
    service: 'bedrock',
    region: 'us-east-1',
    accountId: '',
    resourceType: 'foundation-model',
    resourceId: 'amazon.nova-lite-v1:0',
  });
});

test.each(['amazon.nova-lite-v1:0', 'arn:aws:s3:::bucket', 'arn:', ''])('%j is no ARN of a resource', (text) => {
  expect(readArn(text)).toBeUndefined();
});

test('the partition follows the region', () => {
  expect(foundationModelArn('us-gov-west-1', 'meta.llama3-8b-instruct-v1:0')).toBe(
    'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/meta.llama3-8b-instruct-v1:0',
  );
  expect(inferenceProfileArn('eu-west-1', '123456789012', 'eu.amazon.nova-lite-v1:0')).toBe(
    'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0',
  );
});
