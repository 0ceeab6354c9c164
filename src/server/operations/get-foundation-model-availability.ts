/** GetFoundationModelAvailability: whether the caller may use a model, and whether the region has it. */
import type { GetFoundationModelAvailabilityRequest } from '@aws-sdk/client-bedrock';
import { findListedModel } from '../catalogue.js';
import { hintForUnknown } from '../catalogue-hints.js';
import { catalogueOf } from '../catalogue-index.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { resourceNotFound } from './shared/not-found.js';

/** Every caller is authorized and has an agreement: what commercial accounts start with, says the user guide. */
export function getFoundationModelAvailability(exchange: Exchange): OperationOutput {
  const { region, namespace } = exchange;
  const { modelId = '' } = exchange.input as Partial<GetFoundationModelAvailabilityRequest>;
  const catalogue = catalogueOf(namespace.settings);
  if (!catalogue.models.has(modelId)) throw resourceNotFound(hintForUnknown(modelId, region, catalogue));
  const here = findListedModel(modelId, region, namespace.settings, namespace.clock.now());
  return {
    output: {
      modelId,
      agreementAvailability: { status: 'AVAILABLE' },
      authorizationStatus: 'AUTHORIZED',
      entitlementAvailability: 'AVAILABLE',
      regionAvailability: here ? 'AVAILABLE' : 'NOT_AVAILABLE',
    },
  };
}
