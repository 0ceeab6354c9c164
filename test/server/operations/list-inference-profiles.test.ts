import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../src/server/catalogue.js';
import { getInferenceProfile } from '../../../src/server/operations/get-inference-profile.js';
import { listInferenceProfiles } from '../../../src/server/operations/list-inference-profiles.js';
import { defaultSettings } from '../../../src/server/settings.js';
import { fakeExchange } from './fake-exchange.js';

interface Profile {
  inferenceProfileId: string;
  inferenceProfileArn: string;
  models: { modelArn: string }[];
  description: string;
}

function list(input: Record<string, unknown> = {}, region = 'us-east-1') {
  return listInferenceProfiles(fakeExchange('ListInferenceProfiles', input, region)).output as {
    inferenceProfileSummaries: Profile[];
    nextToken?: string;
  };
}

const get = (inferenceProfileIdentifier: string, region = 'us-east-1') =>
  getInferenceProfile(fakeExchange('GetInferenceProfile', { inferenceProfileIdentifier }, region)).output;

describe('ListInferenceProfiles', () => {
  test('shows a profile as AWS does', () => {
    const { inferenceProfileSummaries } = list();
    expect(inferenceProfileSummaries).toContainEqual({
      inferenceProfileName: 'US Nova Lite',
      description: 'Routes requests to Nova Lite in us-east-1, us-west-2 and us-east-2.',
      createdAt: new Date('2024-11-29T13:23:00Z'),
      updatedAt: new Date('2026-05-19T14:56:51.315Z'),
      inferenceProfileArn: 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0',
      models: ['us-east-1', 'us-west-2', 'us-east-2'].map((region) => ({
        modelArn: `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`,
      })),
      inferenceProfileId: 'us.amazon.nova-lite-v1:0',
      status: 'ACTIVE',
      type: 'SYSTEM_DEFINED',
    });
  });

  test('shows those that can be called from the region: each of them resolves there', () => {
    for (const region of ['us-east-1', 'eu-central-1', 'ap-southeast-2', 'us-gov-west-1']) {
      const { inferenceProfileSummaries } = list({}, region);
      expect(inferenceProfileSummaries.length).toBeGreaterThan(0);
      for (const { inferenceProfileId, inferenceProfileArn } of inferenceProfileSummaries) {
        const byId = resolveModel(inferenceProfileId, region, defaultSettings, 'InvokeModel', 0);
        expect(resolveModel(inferenceProfileArn, region, defaultSettings, 'InvokeModel', 0).model).toBe(byId.model);
      }
    }
  });

  test('no one has made application profiles', () => {
    expect(list({ typeEquals: 'APPLICATION' })).toEqual({ inferenceProfileSummaries: [] });
    expect(list({ typeEquals: 'SYSTEM_DEFINED' })).toEqual(list());
  });

  test.each([1, 7, 1000])('pages of %i hold every profile once', (maxResults) => {
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = list({ maxResults, nextToken });
      expect(page.inferenceProfileSummaries.length).toBeLessThanOrEqual(maxResults);
      seen.push(...page.inferenceProfileSummaries.map(({ inferenceProfileId }) => inferenceProfileId));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(seen).toEqual(
      list({ maxResults: 1000 }).inferenceProfileSummaries.map((profile) => profile.inferenceProfileId),
    );
  });

  test('a token that this list did not give is refused', () => {
    const { nextToken } = list({ maxResults: 1 });
    for (const call of [
      () => list({ nextToken: 'made-up' }),
      () => list({ nextToken }, 'eu-west-1'),
      () => list({ nextToken, typeEquals: 'APPLICATION' }),
    ])
      expect(call).toThrow(expect.objectContaining({ name: 'ValidationException' }));
  });
});

describe('GetInferenceProfile', () => {
  test('by id and by ARN, as the list shows it, with its undocumented member', () => {
    for (const summary of list().inferenceProfileSummaries) {
      expect(get(summary.inferenceProfileId)).toEqual({ ...summary, toolboxArn: null });
      expect(get(summary.inferenceProfileArn)).toEqual({ ...summary, toolboxArn: null });
    }
  });

  test('a global profile names its model without a region, and in the caller’s', () => {
    const id = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
    expect(get(id, 'eu-west-3')).toMatchObject({
      description: 'Routes requests to Anthropic Claude Haiku 4.5 globally across all supported AWS Regions.',
      models: [
        { modelArn: 'arn:aws:bedrock:::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0' },
        { modelArn: 'arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0' },
      ],
    });
  });

  test('the destinations depend on the region that calls', () => {
    expect(get('us.amazon.nova-lite-v1:0', 'us-west-1')).toMatchObject({
      models: expect.arrayContaining([
        { modelArn: 'arn:aws:bedrock:us-west-1::foundation-model/amazon.nova-lite-v1:0' },
      ]),
    });
  });

  test.each([
    ['us.does-not-exist-v1:0', 'us-east-1'],
    ['us.amazon.nova-lite-v1:0', 'eu-west-1'],
    ['amazon.nova-lite-v1:0', 'us-east-1'],
    ['arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/1arbu5hu2sjr', 'us-east-1'],
  ])('%s in %s names nothing', (id, region) => {
    expect(() => get(id, region)).toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  });
});
