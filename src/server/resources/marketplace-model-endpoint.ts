/** Endpoints of Bedrock Marketplace: models that SageMaker AI hosts, and that Bedrock knows and calls while they are registered. */
import type { CreateMarketplaceModelEndpointRequest, EndpointConfig } from '@aws-sdk/client-bedrock';
import { validationException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import { hostedModelId } from './marketplace-model-endpoint/hosted-model.js';
import type { Draft, Resource, ResourceRecord, Store, Tag } from './resource.js';
import { findNamed } from './shared/find-named.js';
import { bedrockArn } from './shared/names.js';
import { notReady } from './shared/not-ready.js';
import { once } from './shared/once.js';
import { conflict } from './shared/refusals.js';

interface Properties {
  modelSourceIdentifier: string;
  endpointConfig: EndpointConfig;
  /** False between Deregister and Register: then nothing but Register finds it. */
  registered: boolean;
}

type EndpointRecord = ResourceRecord<Properties>;

/** Its id is its name, and its status SageMaker's. */
export const marketplaceModelEndpoint: Resource<Properties> = {
  kind: 'endpoint',
  id: (_uuid, { name }) => String(name),
  arn: (id, scope) => bedrockArn(scope, `endpoint/${id}`).replace(':bedrock:', ':sagemaker:'),
  states: { first: 'Creating', moves: { Creating: { to: 'InService' }, Updating: { to: 'InService' } } },
  uniqueNames: true,
  standsFor({ arn, status, properties }, exchange) {
    const modelId = properties.registered ? hostedModelId(properties.modelSourceIdentifier, exchange) : undefined;
    if (modelId === undefined)
      throw validationException('The provided model identifier is invalid.', {
        hint: properties.registered
          ? `no model of ${exchange.region} can answer for ${arn}`
          : `${arn} is not registered`,
      });
    if (status === 'Creating') throw notReady(String(arn), status);
    return { modelId, onDemand: false };
  },
  operations: {
    CreateMarketplaceModelEndpoint: { create, reply: show },
    GetMarketplaceModelEndpoint: {
      handle: (exchange, store) => show(findRegistered(exchange, store)),
    },
    ListMarketplaceModelEndpoints: {
      list: 'marketplaceModelEndpoints',
      records: ({ input }, store) =>
        store
          .list()
          .filter(
            ({ properties: { registered, modelSourceIdentifier } }) =>
              registered && [modelSourceIdentifier, undefined].includes(input.modelSourceEquals as string | undefined),
          ),
      reply: (record) => {
        const { endpointConfig: _, endpointStatus: __, ...summary } = describe(record);
        return summary;
      },
    },
    UpdateMarketplaceModelEndpoint: {
      handle: (exchange, store) =>
        once(
          exchange,
          () => update(exchange, store),
          () => show(findRegistered(exchange, store)),
        ),
    },
    DeleteMarketplaceModelEndpoint: {
      handle(exchange, store) {
        store.delete(findRegistered(exchange, store));
        return {};
      },
    },
    RegisterMarketplaceModelEndpoint: { handle: register },
    DeregisterMarketplaceModelEndpoint: {
      handle(exchange, store) {
        const record = findRegistered(exchange, store);
        store.update(record, { ...record.properties, registered: false });
        return {};
      },
    },
  },
};

function create(input: Record<string, unknown>): Omit<Draft<Properties>, 'request'> {
  const asked = input as unknown as CreateMarketplaceModelEndpointRequest;
  return {
    name: asked.endpointName,
    tags: asked.tags as Tag[] | undefined,
    properties: {
      modelSourceIdentifier: String(asked.modelSourceIdentifier),
      endpointConfig: asked.endpointConfig!,
      registered: true,
    },
  };
}

function findRegistered(exchange: Exchange, store: Store<Properties>): EndpointRecord {
  const record = findNamed(store, 'endpointArn', exchange);
  if (record.properties.registered) return record;
  throw notFound(exchange.operation.name, `${record.arn} is not registered with Bedrock`);
}

function update(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const record = findRegistered(exchange, store);
  if (record.status !== 'InService') throw conflict(`${record.arn} is ${record.status}`);
  store.update(record, { ...record.properties, endpointConfig: exchange.input.endpointConfig as EndpointConfig });
  store.enter(record, 'Updating');
  return show(record);
}

/** There is no SageMaker here: an endpoint that can be registered is one that was deregistered. */
function register(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const record = findNamed(store, 'endpointIdentifier', exchange);
  const modelSourceIdentifier = String(exchange.input.modelSourceIdentifier);
  store.update(record, { ...record.properties, modelSourceIdentifier, registered: true });
  return show(record);
}

function show(record: EndpointRecord): Record<string, unknown> {
  return { marketplaceModelEndpoint: describe(record) };
}

function describe({ arn, status, createdAt, updatedAt, properties }: EndpointRecord) {
  return {
    endpointArn: arn,
    modelSourceIdentifier: properties.modelSourceIdentifier,
    status: 'REGISTERED',
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    endpointConfig: properties.endpointConfig,
    endpointStatus: status,
  };
}
