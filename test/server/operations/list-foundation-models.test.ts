import { describe, expect, test } from 'vitest';
import { listFoundationModels } from '../../../src/server/operations/list-foundation-models.js';
import type { Settings } from '../../../src/server/settings.js';
import { fakeExchange } from './fake-exchange.js';

interface Summary {
  modelId: string;
  providerName: string;
  inferenceTypesSupported: string[];
  [member: string]: unknown;
}

function list(input: Record<string, unknown> = {}, region = 'us-east-1', settings: Partial<Settings> = {}): Summary[] {
  return listFoundationModels(fakeExchange('ListFoundationModels', input, region, settings)).output
    .modelSummaries as Summary[];
}

const ids = (summaries: Summary[]) => summaries.map(({ modelId }) => modelId);

test('a row has every member of a recorded one, nulls and undocumented members too', () => {
  const row = list().find(({ modelId }) => modelId === 'nvidia.nemotron-nano-12b-v2');
  expect(row).toEqual({
    batchSupported: { baseModelSupported: true, crossRegionSupported: false, customModelSupported: false },
    consoleIDEMetadata: null,
    converse: {
      additionalRequestFieldsSchema: '{}',
      maxTokensDefault: null,
      maxTokensMaximum: 131072,
      reasoningSupported: null,
      stopSequencesDefault: [],
      systemRoleSupported: true,
      userDocumentTypesSupported: [],
      userImageTypesSupported: ['png', 'jpeg', 'gif', 'webp'],
      userVideoTypesSupported: [],
    },
    customizationsSupported: [],
    description: null,
    explicitPromptCaching: { isSupported: false },
    featuresSupported: { promptOptimization: false },
    guardrailsSupported: true,
    inferenceTypesSupported: ['ON_DEMAND'],
    inputModalities: ['TEXT', 'IMAGE'],
    intelligentPromptRouting: { isSupported: false },
    latencyOptimizationSupported: false,
    modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/nvidia.nemotron-nano-12b-v2',
    modelFamily: 'Nemotron Nano V2 VL',
    modelId: 'nvidia.nemotron-nano-12b-v2',
    modelLifecycle: { status: 'ACTIVE', startOfLifeTime: new Date('2025-12-02T00:00:00Z') },
    modelName: 'NVIDIA Nemotron Nano 12B v2 VL BF16',
    outputModalities: ['TEXT'],
    providerName: 'NVIDIA',
    responseStreamingSupported: true,
  });
});

test('all rows have the same members, and the list its undocumented one', () => {
  const { output } = listFoundationModels(fakeExchange('ListFoundationModels', {}));
  expect(output.enableAccessToAllModelsByDefault).toBe(true);
  for (const row of list()) expect(Object.keys(row)).toHaveLength(20);
});

describe('regions', () => {
  test('each has its own models, with ARNs of its own', () => {
    expect(ids(list({}, 'us-west-2'))).toContain('stability.sd3-5-large-v1:0');
    expect(ids(list({}, 'us-east-1'))).not.toContain('stability.sd3-5-large-v1:0');
    for (const row of list({}, 'eu-west-1')) expect(row.modelArn).toMatch(/^arn:aws:bedrock:eu-west-1::/);
  });

  test('the inference types of a model differ between them', () => {
    const typesIn = (region: string) =>
      list({}, region).find(({ modelId }) => modelId === 'amazon.nova-pro-v1:0')?.inferenceTypesSupported;
    expect(typesIn('us-east-1')).toEqual(['ON_DEMAND', 'INFERENCE_PROFILE']);
    expect(typesIn('us-west-2')).toEqual(['INFERENCE_PROFILE']);
  });

  test('one without Bedrock has no models', () => {
    expect(list({}, 'af-south-1')).toEqual([]);
  });
});

describe('filters', () => {
  test.each(['Amazon', 'amazon', 'AMAZON'])('byProvider %s, in any case', (byProvider) => {
    const rows = list({ byProvider });
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map(({ providerName }) => providerName))).toEqual(new Set(['Amazon']));
  });

  test('byProvider takes the whole name', () => {
    expect(ids(list({ byProvider: 'ai21 labs' }))).toContain('ai21.j2-ultra-v1');
    expect(list({ byProvider: 'ai21' })).toEqual([]);
  });

  test.each([
    ['byCustomizationType', 'CONTINUED_PRE_TRAINING', 'customizationsSupported'],
    ['byOutputModality', 'EMBEDDING', 'outputModalities'],
    ['byInferenceType', 'PROVISIONED', 'inferenceTypesSupported'],
  ])('%s %s', (filter, value, member) => {
    const rows = list({ [filter]: value });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(list().length);
    for (const row of rows) expect(row[member]).toContain(value);
    expect(rows.length).toBe(list().filter((row) => (row[member] as string[]).includes(value)).length);
  });

  test('all given ones must hold', () => {
    expect(ids(list({ byProvider: 'stability ai', byInferenceType: 'ON_DEMAND' }))).toEqual([
      'stability.stable-diffusion-xl',
      'stability.stable-diffusion-xl-v0',
      'stability.stable-diffusion-xl-v1',
    ]);
  });
});

test('enforceLifecycle leaves out what has ended', () => {
  expect(ids(list())).toContain('anthropic.claude-v2');
  expect(ids(list({}, 'us-east-1', { enforceLifecycle: true }))).not.toContain('anthropic.claude-v2');
});

test('an added model is listed', () => {
  const models = [{ id: 'acme.future-v1', like: 'amazon.nova-lite-v1:0', regions: ['eu-south-2'] }];
  expect(ids(list({}, 'eu-south-2', { models }))).toContain('acme.future-v1');
});
