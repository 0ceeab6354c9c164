/** Resource policies: who else may use a resource. They are kept and given back; nobody else is here to use it. */
import { validationException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import { hasResource } from './engine.js';
import type { Resource, ResourceRecord, Store } from './resource.js';

interface Properties {
  resourceArn: string;
  resourcePolicy: string;
}

/** It ends with its resource. */
export const resourcePolicy: Resource<Properties> = {
  kind: 'resource-policy',
  id: (_uuid, { properties }) => properties.resourceArn.replaceAll('/', ':'),
  operations: {
    PutResourcePolicy: { handle: put },
    GetResourcePolicy: {
      handle(exchange, store) {
        return { resourcePolicy: findPolicy(exchange, store).properties.resourcePolicy };
      },
    },
    DeleteResourcePolicy: {
      handle(exchange, store) {
        store.delete(findPolicy(exchange, store));
        return {};
      },
    },
  },
};

function put(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const { resourceArn, resourcePolicy } = exchange.input as Record<keyof Properties, string>;
  requireResource(exchange, resourceArn);
  requireJson(resourcePolicy);
  const properties = { resourceArn, resourcePolicy };
  const present = find(store, resourceArn);
  if (present) store.update(present, properties);
  else store.create({ properties });
  return { resourceArn };
}

function requireResource(exchange: Exchange, arn: string): void {
  if (!hasResource(arn, exchange)) throw notFound(exchange.operation.name, `nothing has created ${arn}`);
}

function requireJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw validationException('The resource policy must be a valid JSON document.');
  }
}

function find(store: Store<Properties>, arn: string): ResourceRecord<Properties> | undefined {
  return store.list().find(({ properties }) => properties.resourceArn === arn);
}

function findPolicy(exchange: Exchange, store: Store<Properties>): ResourceRecord<Properties> {
  const arn = String(exchange.input.resourceArn);
  requireResource(exchange, arn);
  const policy = find(store, arn);
  if (!policy) throw notFound(exchange.operation.name, `${arn} has no policy`);
  return policy;
}
