/** The behaviour of operations that follows from what their resource declares. */
import type { Exchange, OperationOutput } from '../exchange.js';
import { openStore } from '../resources/engine.js';
import type { CreateRequest, Resource, ResourceOperation, ResourceRecord, Store } from '../resources/resource.js';
import { fingerprintOf } from '../resources/shared/fingerprint.js';
import { notFound } from '../responders/shared/named-resource.js';
import type { OperationBehaviour } from './behaviour.js';
import { pageOf } from './shared/page.js';

/** One behaviour for each operation that a resource declares. */
export function resourceOperations(resources: Resource[]): Record<string, OperationBehaviour> {
  return Object.fromEntries(
    resources.flatMap((resource) =>
      Object.keys(resource.operations).map((name) => [
        name,
        { handle: (exchange: Exchange) => operateResource(resource, exchange) },
      ]),
    ),
  );
}

/** Answers as the resource declares for the exchange's operation. Throws AWS's refusals: not found, conflict, quota, tags. */
export function operateResource<Properties>(resource: Resource<Properties>, exchange: Exchange): OperationOutput {
  const operation = resource.operations[exchange.operation.name];
  if (!operation) throw new Error(`${resource.kind} does not declare ${exchange.operation.name}`);
  const store = openStore(resource, exchange);
  const { input } = exchange;
  if ('handle' in operation) return { output: operation.handle(exchange, store) };
  if ('create' in operation) {
    const record = store.create({ ...operation.create(input, exchange), request: readRequest(input) });
    return { output: operation.reply(record, exchange) };
  }
  if ('get' in operation) return { output: operation.reply(findNamed(store, operation.get, exchange), exchange) };
  if ('list' in operation) return { output: listPage(operation, store, exchange) };
  store.delete(findNamed(store, operation.delete, exchange));
  return { output: {} };
}

function readRequest({ clientRequestToken, ...input }: Record<string, unknown>): CreateRequest | undefined {
  if (typeof clientRequestToken !== 'string') return undefined;
  return { clientRequestToken, fingerprint: fingerprintOf(input) };
}

function findNamed<Properties>(
  store: Store<Properties>,
  member: string,
  { input, operation, region }: Exchange,
): ResourceRecord<Properties> {
  const identifier = String(input[member]);
  const record = store.find(identifier);
  if (!record) throw notFound(operation.name, `nothing has created ${identifier} in ${region}`);
  return record;
}

/** A token is good for the same filters only. */
function listPage<Properties>(
  { list, records, reply }: Extract<ResourceOperation<Properties>, { list: string }>,
  store: Store<Properties>,
  exchange: Exchange,
): Record<string, unknown> {
  const { input, operation, region } = exchange;
  const { maxResults, nextToken, ...filters } = input as { maxResults?: number; nextToken?: string };
  const items = records?.(exchange, store) ?? store.list();
  const page = pageOf(items, ({ id }) => id, [operation.name, region, fingerprintOf(filters)], {
    maxResults,
    nextToken,
  });
  return {
    [list]: page.items.map((record) => reply(record, exchange)),
    ...(page.nextToken && { nextToken: page.nextToken }),
  };
}
