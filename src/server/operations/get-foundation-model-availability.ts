/** GetFoundationModelAvailability: whether the caller may use a model, and whether the region has it. */
import type { GetFoundationModelAvailabilityRequest } from '@aws-sdk/client-bedrock';
import { callerName } from '../access/caller-name.js';
import { decide } from '../access/policy.js';
import { findListedModel } from '../catalogue.js';
import { hintForUnknown } from '../catalogue-hints.js';
import { catalogueOf } from '../catalogue-index.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { namesOfModel } from './shared/authorize.js';
import { resourceNotFound } from './shared/not-found.js';
import { agreementStatus } from './shared/require-access.js';

/** With the option `modelAccess` at `all` there is an agreement to every model: what commercial accounts start with, says the user guide. */
export function getFoundationModelAvailability(exchange: Exchange): OperationOutput {
  const { region, namespace, caller } = exchange;
  const { settings, clock } = namespace;
  const { modelId = '' } = exchange.input as Partial<GetFoundationModelAvailabilityRequest>;
  const catalogue = catalogueOf(settings);
  const model = catalogue.models.get(modelId);
  if (!model) throw resourceNotFound(hintForUnknown(modelId, region, catalogue));
  const status = agreementStatus(model, exchange);
  const { names } = namesOfModel(exchange);
  const attempt = { caller: callerName(caller), action: 'bedrock:InvokeModel', models: names };
  const isHere = findListedModel(modelId, region, settings, clock.now()) !== undefined;
  return {
    output: {
      modelId,
      agreementAvailability: { status },
      authorizationStatus: decide(settings.policies, attempt) === 'allowed' ? 'AUTHORIZED' : 'NOT_AUTHORIZED',
      entitlementAvailability: status === 'AVAILABLE' ? 'AVAILABLE' : 'NOT_AVAILABLE',
      regionAvailability: isHere ? 'AVAILABLE' : 'NOT_AVAILABLE',
    },
  };
}
