/** The refusal of a model that no catalogue holds, for operations whose input names one but which have no behaviour yet. */
import { findModel } from '../../catalogue.js';
import { hintForUnknown } from '../../catalogue-hints.js';
import { catalogueOf } from '../../catalogue-index.js';
import { exception } from '../../exception.js';
import type { Exchange } from '../../exchange.js';
import { notFoundMessage } from './named-resource.js';

type Refuse = (exchange: Exchange, modelId: string) => void;

const refusals: Record<string, Refuse> = {
  ListFoundationModelAgreementOffers: (exchange, modelId) => {
    if (findModel(modelId, exchange.region, exchange.namespace.settings)) return;
    const hint = hintFor(exchange, modelId);
    throw exception('ResourceNotFoundException', notFoundMessage(exchange.operation.name), { hint });
  },
};

function hintFor({ region, namespace }: Exchange, modelId: string): string {
  return hintForUnknown(modelId, region, catalogueOf(namespace.settings));
}

/** Throws where the operation's `modelId` names no model of the exchange's region. */
export function refuseUnknownModel(exchange: Exchange): void {
  refusals[exchange.operation.name]?.(exchange, String(exchange.input.modelId));
}
