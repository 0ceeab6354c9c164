/** The model that an exchange's `modelId` means, by way of the caller's own resources too. */
import { type ModelOperation, type ResolvedModel, resolveModel, type StandsFor } from '../../catalogue.js';
import type { Exchange } from '../../exchange.js';
import { findResource } from './find-resource.js';
import { findUser } from './find-user.js';
import { requireAccess } from './require-access.js';

/** Throws what AWS refuses: an id that means nothing here, a model that does not do what the operation asks, or without access. */
export function resolveNamedModel(exchange: Exchange, operation: ModelOperation): ResolvedModel {
  const { input, region, namespace } = exchange;
  const { settings, clock } = namespace;
  const resolved = resolveModel(String(input.modelId), region, settings, operation, clock.now(), (arn) =>
    standIn(arn, exchange),
  );
  requireAccess(resolved.model, exchange);
  return resolved;
}

/** What a resource stands for. It may stand for another: a prompt router for an application inference profile, and that for its model. */
export function standIn(arn: string, exchange: Exchange): StandsFor | undefined {
  const found = findResource(arn, exchange);
  if (!found) return undefined;
  const answering = found.resource.answersThroughUser
    ? (findUser(found.record, exchange, ({ resource }) => resource.standsFor !== undefined) ?? found)
    : found;
  const meant = answering.resource.standsFor?.(answering.record, exchange);
  const further = meant && meant.modelId !== arn && standIn(meant.modelId, exchange);
  return further ? { ...meant, modelId: further.modelId, onDemand: meant.onDemand && further.onDemand } : meant;
}
