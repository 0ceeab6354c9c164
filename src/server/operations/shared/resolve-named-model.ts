/** The model that an exchange's `modelId` means, by way of the caller's own resources too. */
import { type ModelOperation, type ResolvedModel, resolveModel, type StandsFor } from '../../catalogue.js';
import type { Exchange } from '../../exchange.js';
import { findResource } from './find-resource.js';
import { findUser } from './find-user.js';

/** Throws what AWS refuses: an id that means nothing here, a model that does not do what the operation asks. */
export function resolveNamedModel(exchange: Exchange, operation: ModelOperation): ResolvedModel {
  const { input, region, namespace } = exchange;
  return resolveModel(String(input.modelId), region, namespace.settings, operation, namespace.clock.now(), (arn) =>
    standIn(arn, exchange),
  );
}

/** A resource may stand for another: a prompt router for an application inference profile, and that for its model. */
function standIn(arn: string, exchange: Exchange): StandsFor | undefined {
  const found = findResource(arn, exchange);
  if (!found) return undefined;
  const answering = found.resource.answersThroughUser
    ? (findUser(found.record, exchange, ({ resource }) => resource.standsFor !== undefined) ?? found)
    : found;
  const meant = answering.resource.standsFor?.(answering.record, exchange);
  const further = meant && meant.modelId !== arn && standIn(meant.modelId, exchange);
  return further ? { ...meant, modelId: further.modelId, onDemand: meant.onDemand && further.onDemand } : meant;
}
