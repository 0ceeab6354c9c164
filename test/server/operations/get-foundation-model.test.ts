import { expect, test } from 'vitest';
import { getFoundationModel } from '../../../src/server/operations/get-foundation-model.js';
import { getFoundationModelAvailability } from '../../../src/server/operations/get-foundation-model-availability.js';
import { listFoundationModels } from '../../../src/server/operations/list-foundation-models.js';
import type { Settings } from '../../../src/server/settings.js';
import { fakeExchange } from './fake-exchange.js';

const details = (modelIdentifier: string, region?: string, settings?: Partial<Settings>) =>
  getFoundationModel(fakeExchange('GetFoundationModel', { modelIdentifier }, region, settings)).output.modelDetails;

const availability = (modelId: string, region?: string) =>
  getFoundationModelAvailability(fakeExchange('GetFoundationModelAvailability', { modelId }, region)).output;

test('gives what the list gives, by id and by ARN', () => {
  const { modelSummaries } = listFoundationModels(fakeExchange('ListFoundationModels', {})).output;
  for (const summary of modelSummaries as { modelId: string; modelArn: string }[]) {
    expect(details(summary.modelId)).toEqual(summary);
    expect(details(summary.modelArn)).toEqual(summary);
  }
});

test('its times are Dates', () => {
  expect(details('amazon.nova-canvas-v1:0')).toMatchObject({
    modelLifecycle: {
      status: 'LEGACY',
      startOfLifeTime: new Date('2024-12-03T08:00:00Z'),
      legacyTime: new Date('2026-03-30T08:00:00Z'),
      endOfLifeTime: new Date('2026-09-30T08:00:00Z'),
    },
  });
});

test.each([
  ['does-not-exist', 'us-east-1'],
  ['anthropic.claude-v2', 'eu-west-1'],
  ['us.amazon.nova-lite-v1:0', 'us-east-1'],
  ['arn:aws:bedrock:us-east-1:123456789012:custom-model/amazon.nova-lite-v1:0/abcdefghijkl', 'us-east-1'],
])('%s in %s names nothing', (id, region) => {
  expect(() => details(id, region)).toThrow(
    expect.objectContaining({
      name: 'ResourceNotFoundException',
      message:
        'The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and try your request again.',
    }),
  );
});

test('enforceLifecycle takes away what has ended', () => {
  expect(() => details('anthropic.claude-v2', 'us-east-1', { enforceLifecycle: true })).toThrow('was not found');
});

test('availability: all callers may use every model, where the region has it', () => {
  expect(availability('amazon.nova-lite-v1:0')).toEqual({
    modelId: 'amazon.nova-lite-v1:0',
    agreementAvailability: { status: 'AVAILABLE' },
    authorizationStatus: 'AUTHORIZED',
    entitlementAvailability: 'AVAILABLE',
    regionAvailability: 'AVAILABLE',
  });
  expect(availability('anthropic.claude-v2', 'eu-west-1')).toMatchObject({ regionAvailability: 'NOT_AVAILABLE' });
  expect(() => availability('does-not-exist')).toThrow('was not found');
});
