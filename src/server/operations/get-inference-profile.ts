/** GetInferenceProfile: one profile that can be called from the region, system-defined or an application's, by id or ARN. */
import type { GetInferenceProfileRequest } from '@aws-sdk/client-bedrock';
import { findProfile } from '../catalogue.js';
import { hintForUnknown } from '../catalogue-hints.js';
import { catalogueOf } from '../catalogue-index.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { openStore } from '../resources/engine.js';
import { inferenceProfile } from '../resources/inference-profile.js';
import { operateResource } from './resource-operations.js';
import { writeInferenceProfile } from './shared/inference-profile-summary.js';
import { resourceNotFound } from './shared/not-found.js';

/** `toolboxArn` is recorded, though no schema models it. */
export function getInferenceProfile(exchange: Exchange): OperationOutput {
  const { region, namespace } = exchange;
  const { settings } = namespace;
  const { inferenceProfileIdentifier = '' } = exchange.input as Partial<GetInferenceProfileRequest>;
  const profile = findProfile(inferenceProfileIdentifier, region, settings);
  if (profile) return { output: { ...writeInferenceProfile(profile, region, settings.accountId), toolboxArn: null } };
  if (openStore(inferenceProfile, exchange).find(inferenceProfileIdentifier))
    return operateResource(inferenceProfile, exchange);
  throw resourceNotFound(hintForUnknown(inferenceProfileIdentifier, region, catalogueOf(settings)));
}
