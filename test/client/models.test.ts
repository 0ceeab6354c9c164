import type { ListFoundationModelsCommand } from '@aws-sdk/client-bedrock';
import { expect, it } from 'vitest';
import { listModels, writeModelTable } from '../../src/client/models.js';

const models = [
  {
    modelId: 'amazon.nova-lite-v1:0',
    modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
    modelName: 'Nova Lite',
    providerName: 'Amazon',
    responseStreamingSupported: true,
    customizationsSupported: ['FINE_TUNING'],
    inputModalities: ['TEXT', 'IMAGE'],
    outputModalities: ['TEXT'],
    inferenceTypesSupported: ['ON_DEMAND'],
    modelLifecycle: { status: 'ACTIVE' },
  },
  { modelId: 'x', modelArn: 'arn', inferenceTypesSupported: [] },
] as never[];

it('passes the filters on', async () => {
  const filter = {
    provider: 'amazon',
    outputModality: 'TEXT',
    inferenceType: 'ON_DEMAND',
    customization: 'FINE_TUNING',
  } as const;
  let input: unknown;
  const send = async (command: ListFoundationModelsCommand) => {
    input = command.input;
    return { modelSummaries: models };
  };
  expect(await listModels({ send } as never, filter)).toBe(models);
  expect(input).toEqual({
    byProvider: 'amazon',
    byOutputModality: 'TEXT',
    byInferenceType: 'ON_DEMAND',
    byCustomizationType: 'FINE_TUNING',
  });
});

it('writes aligned columns, a dash where the model says nothing', () => {
  expect(writeModelTable(models).split('\n')).toEqual([
    'MODEL                  NAME       PROVIDER  INPUT       OUTPUT  STREAMS  INFERENCE  CUSTOMIZATION  STATUS',
    'amazon.nova-lite-v1:0  Nova Lite  Amazon    TEXT,IMAGE  TEXT    yes      ON_DEMAND  FINE_TUNING    ACTIVE',
    'x                      -          -         -           -       -        -          -              -',
  ]);
});
