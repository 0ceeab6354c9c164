/** Models that a caller imported: no catalogue holds them, so that an ARN is all that is known of one. */
import type { FoundationModel } from '../fixtures/foundation-models.js';
import { readArn } from './catalogue-arn.js';

/** The model of an `imported-model` ARN of `region`; `undefined` for any other text. Converse refuses it, as it was seen to. */
export function findImportedModel(identifier: string, region: string): FoundationModel | undefined {
  const arn = readArn(identifier);
  if (arn?.service !== 'bedrock' || arn.region !== region || arn.resourceType !== 'imported-model') return undefined;
  return {
    modelId: identifier,
    modelName: arn.resourceId,
    providerName: 'Imported',
    inputModalities: ['TEXT'],
    outputModalities: ['TEXT'],
    responseStreamingSupported: true,
    customizationsSupported: [],
    inferenceTypesSupported: ['ON_DEMAND'],
    inferenceTypesByRegion: {},
    modelLifecycle: { status: 'ACTIVE' },
    retired: false,
    mantleOnly: false,
    regions: [region],
    onDemandRegions: [region],
    format: 'imported-model',
    countTokens: false,
    undocumented: {},
  };
}
