import type { ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import { expect, it } from 'vitest';
import { listModels, writeModelTable } from '../../src/client/models.js';

const models = [
  {
    modelId: 'amazon.nova-lite-v1:0',
    modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    providerName: 'Amazon',
    inputModalities: ['TEXT', 'IMAGE'],
    outputModalities: ['TEXT'],
    inferenceTypesSupported: ['ON_DEMAND'],
    modelLifecycle: { status: 'ACTIVE' },
  },
  { modelId: 'x', modelArn: 'arn', inferenceTypesSupported: [] },
] as never[];

it('passes the filters on', async () => {
  let input: unknown;
  const send = async (command: ListFoundationModelsCommand) => {
    input = command.input;
    return { modelSummaries: models };
  };
  expect(await listModels({ send } as never, { provider: 'amazon', outputModality: 'TEXT' })).toBe(models);
  expect(input).toEqual({ byProvider: 'amazon', byOutputModality: 'TEXT' });
});

it('writes aligned columns, a dash where the model says nothing', () => {
  expect(writeModelTable(models).split('\n')).toEqual([
    'MODEL                  PROVIDER  INPUT       OUTPUT  INFERENCE  STATUS',
    'amazon.nova-lite-v1:0  Amazon    TEXT,IMAGE  TEXT    ON_DEMAND  ACTIVE',
    'x                      -         -           -       -          -',
  ]);
});
