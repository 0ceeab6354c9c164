/** Agreements to the terms of foundation models that AWS Marketplace sells, and the offers that they are made on. */
import { createHash } from 'node:crypto';
import type { FoundationModel } from '../../fixtures/foundation-models.js';
import { callerName } from '../access/caller-name.js';
import { decide } from '../access/policy.js';
import { accessRefusals } from '../access/refusals.js';
import { hintForUnknown } from '../catalogue-hints.js';
import { catalogueOf } from '../catalogue-index.js';
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import { openStore } from './engine.js';
import type { Resource, ResourceRecord, Scope, Store } from './resource.js';
import { findNamed } from './shared/find-named.js';
import { conflict } from './shared/refusals.js';
import { requireUseCase } from './use-case-for-model-access.js';

/** Providers whose models are not sold on AWS Marketplace. Source: user guide, "Model access". */
const ownTerms = new Set(['Amazon', 'DeepSeek', 'Mistral AI', 'Meta', 'Qwen', 'OpenAI', 'Imported']);

/** PENDING lasts one step; in it the model is not to be used yet. */
export const foundationModelAgreement: Resource<object> = {
  kind: 'foundation-model-agreement',
  id: (_uuid, { name }) => String(name),
  states: { first: 'PENDING', moves: { PENDING: { to: 'AVAILABLE' } } },
  uniqueNames: true,
  everywhere: true,
  refuseDeletion: ({ id, status }) =>
    status === 'PENDING' ? conflict(`the agreement to ${id} is being made`) : undefined,
  operations: {
    ListFoundationModelAgreementOffers: {
      handle(exchange) {
        const model = findModel(exchange);
        return { modelId: exchange.input.modelId, offers: needsAgreement(model) ? [offerOf(model, exchange)] : [] };
      },
    },
    CreateFoundationModelAgreement: { handle: create },
    DeleteFoundationModelAgreement: {
      handle(exchange, store) {
        store.delete(findNamed(store, 'modelId', exchange));
        return {};
      },
    },
  },
};

/** Whether AWS Marketplace sells the model, so that its use needs an agreement. */
export function needsAgreement({ providerName }: FoundationModel): boolean {
  return !ownTerms.has(providerName);
}

/** Undefined where none was made. */
export function findAgreement(modelId: string, scope: Scope): ResourceRecord | undefined {
  return openStore(foundationModelAgreement, scope).find(modelId);
}

function findModel({ input, operation, region, namespace }: Exchange): FoundationModel {
  const catalogue = catalogueOf(namespace.settings);
  const modelId = String(input.modelId);
  const model = catalogue.models.get(modelId);
  if (!model) throw notFound(operation.name, hintForUnknown(modelId, region, catalogue));
  return model;
}

/** Prices are not known here: the card is empty. */
function offerOf({ modelId }: FoundationModel, { namespace }: Scope) {
  const digest = createHash('sha256').update(`${namespace.settings.accountId} ${modelId}`).digest();
  return {
    offerId: `offer-${digest.toString('hex').slice(0, 13)}`,
    offerToken: digest.toString('base64'),
    termDetails: {
      usageBasedPricingTerm: { rateCard: [] },
      legalTerm: {},
      supportTerm: {},
    },
  };
}

function create(exchange: Exchange, store: Store<object>): Record<string, unknown> {
  const { input, operation, caller, namespace } = exchange;
  const model = findModel(exchange);
  if (!needsAgreement(model) || input.offerToken !== offerOf(model, exchange).offerToken)
    throw notFound(operation.name, 'ListFoundationModelAgreementOffers gives the tokens of the model’s offers');
  requireUseCase(model.providerName, exchange);
  const attempt = { caller: callerName(caller), action: 'aws-marketplace:Subscribe', models: [model.modelId] };
  if (decide(namespace.settings.policies, attempt) !== 'allowed') throw accessRefusals.noMarketplaceAccess();
  store.create({ name: model.modelId, properties: {} });
  return { modelId: model.modelId };
}
