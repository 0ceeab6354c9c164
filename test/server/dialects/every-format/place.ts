/** Where a model of the catalogue can be called, and by which id. */
import { type FoundationModel, foundationModels } from '../../../../src/fixtures/foundation-models.js';
import { inferenceProfiles } from '../../../../src/fixtures/inference-profiles.js';

export interface Place {
  id: string;
  region: string;
}

export function modelNamed(modelId: string): FoundationModel {
  return foundationModels().find((model) => model.modelId === modelId)!;
}

/** By its own id, else by a profile; `undefined` where it needs provisioned throughput or is not served here. */
export function placeOf(model: FoundationModel): Place | undefined {
  if (model.mantleOnly) return undefined;
  const [region] = model.onDemandRegions;
  if (region !== undefined) return { id: model.modelId, region };
  const profile = inferenceProfiles().find(({ modelId }) => modelId === model.modelId);
  return profile && { id: profile.inferenceProfileId, region: [...profile.routes.keys()][0]! };
}
