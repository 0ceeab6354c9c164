/** A foundation model as ListFoundationModels and GetFoundationModel show it, the members that no schema models with it. */
import type { FoundationModel, ModelLifecycle } from '../../../fixtures/foundation-models.js';
import { inferenceTypesIn } from '../../catalogue.js';
import { foundationModelArn } from '../../catalogue-arn.js';

export interface FoundationModelSummary extends Record<string, unknown> {
  providerName: string;
  customizationsSupported: string[];
  inferenceTypesSupported: string[];
  outputModalities: string[];
}

export function writeFoundationModel(model: FoundationModel, region: string): FoundationModelSummary {
  return {
    ...model.undocumented,
    modelArn: foundationModelArn(region, model.modelId),
    modelId: model.modelId,
    modelName: model.modelName,
    providerName: model.providerName,
    inputModalities: model.inputModalities,
    outputModalities: model.outputModalities,
    responseStreamingSupported: model.responseStreamingSupported,
    customizationsSupported: model.customizationsSupported,
    inferenceTypesSupported: inferenceTypesIn(model, region),
    modelLifecycle: writeLifecycle(model.modelLifecycle),
  };
}

/** Times as Dates; those that AWS has not set are left out. */
function writeLifecycle({ status, ...times }: ModelLifecycle): Record<string, unknown> {
  return {
    status,
    ...Object.fromEntries(Object.entries(times).map(([name, time]) => [name, new Date(time)])),
  };
}
