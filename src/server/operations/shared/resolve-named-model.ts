/** The model that an exchange's `modelId` means, by way of the caller's own resources too. */
import { type ModelOperation, type ResolvedModel, resolveModel } from '../../catalogue.js';
import type { Exchange } from '../../exchange.js';
import { findResource } from './find-resource.js';

/** Throws what AWS refuses: an id that means nothing here, a model that does not do what the operation asks. */
export function resolveNamedModel(exchange: Exchange, operation: ModelOperation): ResolvedModel {
  const { input, region, namespace } = exchange;
  return resolveModel(String(input.modelId), region, namespace.settings, operation, namespace.clock.now(), (arn) => {
    const found = findResource(arn, exchange);
    return found?.resource.standsFor?.(found.record);
  });
}
