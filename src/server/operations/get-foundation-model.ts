/** GetFoundationModel: one model of the region, by id or ARN. */
import type { GetFoundationModelRequest } from '@aws-sdk/client-bedrock';
import { findListedModel } from '../catalogue.js';
import { hintForUnknown } from '../catalogue-hints.js';
import { catalogueOf } from '../catalogue-index.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { writeFoundationModel } from './shared/foundation-model-summary.js';
import { resourceNotFound } from './shared/not-found.js';

export function getFoundationModel(exchange: Exchange): OperationOutput {
  const { region, namespace } = exchange;
  const { modelIdentifier = '' } = exchange.input as Partial<GetFoundationModelRequest>;
  const model = findListedModel(modelIdentifier, region, namespace.settings, namespace.clock.now());
  if (!model) throw resourceNotFound(hintForUnknown(modelIdentifier, region, catalogueOf(namespace.settings)));
  return { output: { modelDetails: writeFoundationModel(model, region) } };
}
