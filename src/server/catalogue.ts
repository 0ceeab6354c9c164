/** Which model an id, profile or ARN means in a region, or AWS's refusal of it. */
import type { FoundationModel } from '../fixtures/foundation-models.js';
import type { Settings } from './settings.js';

export interface ResolvedModel {
  model: FoundationModel;
  /** The id as the caller gave it, ARN decoded: what logs and metrics name. */
  requestedId: string;
  /** Set where the id named an inference profile: `us.anthropic....`. */
  inferenceProfileId?: string;
}

export type ModelOperation =
  | 'Converse'
  | 'ConverseStream'
  | 'InvokeModel'
  | 'InvokeModelWithResponseStream'
  | 'CountTokens';

/** Finds the model that `modelId` means for a caller in `region`. Throws the exception that AWS would. */
export declare function resolveModel(modelId: string, region: string, settings: Settings): ResolvedModel;
