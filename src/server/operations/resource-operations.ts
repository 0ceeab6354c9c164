/** The behaviour of operations that follows from what their resource declares. */
import type { Exchange, OperationOutput } from '../exchange.js';
import { openStore } from '../resources/engine.js';
import type {
  CreateRequest,
  Resolve,
  Resource,
  ResourceOperation,
  ResourceRecord,
  Store,
} from '../resources/resource.js';
import { commonFilters } from '../resources/shared/filters.js';
import { findNamed } from '../resources/shared/find-named.js';
import { fingerprintOf } from '../resources/shared/fingerprint.js';
import type { Answer, OperationBehaviour } from './behaviour.js';
import { catchUp } from './shared/catch-up.js';
import { refuseInUse } from './shared/find-user.js';
import { pageOf } from './shared/page.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

/** One behaviour for each operation that a resource declares. */
export function resourceOperations(resources: Resource[]): Record<string, OperationBehaviour> {
  return Object.fromEntries(
    resources.flatMap((resource) =>
      Object.keys(resource.operations).map((name) => [
        name,
        { handle: (exchange: Exchange, answer: Answer) => operateUpToDate(resource, exchange, answer) },
      ]),
    ),
  );
}

/** They leave nothing that becomes due. */
const readOnly = /^(Get|List)/;

/** What is due is done before the operation, and what becomes due by it is seen to. */
async function operateUpToDate(resource: Resource, exchange: Exchange, answer: Answer): Promise<OperationOutput> {
  if (!resource.work) return operateResource(resource, exchange);
  await catchUp(resource, exchange, answer);
  const output = operateResource(resource, exchange);
  if (!readOnly.test(exchange.operation.name)) await catchUp(resource, exchange, answer);
  return output;
}

/** Answers as the resource declares for the exchange's operation. Throws AWS's refusals: not found, conflict, quota, tags. */
export function operateResource<Properties>(resource: Resource<Properties>, exchange: Exchange): OperationOutput {
  const operation = resource.operations[exchange.operation.name];
  if (!operation) throw new Error(`${resource.kind} does not declare ${exchange.operation.name}`);
  const store = openGuarded(resource, exchange);
  if ('handle' in operation) return { output: operation.handle(exchange, store) };
  if ('create' in operation) {
    return { output: operation.reply(createOnce(operation, store, exchange), exchange) };
  }
  if ('get' in operation) return { output: operation.reply(findNamed(store, operation.get, exchange), exchange) };
  if ('list' in operation) return { output: listPage(operation, store, exchange) };
  store.delete(findNamed(store, operation.delete, exchange));
  return { output: {} };
}

/** Nobody's request deletes what another resource uses. */
function openGuarded<Properties>(resource: Resource<Properties>, exchange: Exchange): Store<Properties> {
  const store = openStore(resource, exchange);
  return {
    ...store,
    delete(record) {
      refuseInUse(record, exchange);
      store.delete(record);
    },
  };
}

/** A repetition is known before the input is looked at: what it named then may be gone by now. */
function createOnce<Properties>(
  { create, alongside }: Extract<ResourceOperation<Properties>, { create: unknown }>,
  store: Store<Properties>,
  exchange: Exchange,
): ResourceRecord<Properties> {
  const request = readRequest(exchange.input);
  const repeated = request && store.repetition(request);
  if (repeated) return repeated;
  const resolve: Resolve = (operation) => resolveNamedModel(exchange, operation);
  const record = store.create({ ...create(exchange.input, exchange, resolve), ...(request && { request }) });
  try {
    alongside?.(record, exchange);
  } catch (refusal) {
    store.delete(record);
    throw refusal;
  }
  return record;
}

/** Advanced prompt optimization calls the token by a shorter name. */
function readRequest({ clientToken, clientRequestToken = clientToken, ...input }: Record<string, unknown>) {
  if (typeof clientRequestToken !== 'string') return undefined;
  return { clientRequestToken, fingerprint: fingerprintOf(input) } satisfies CreateRequest;
}

/** A token is good for the same filters only. */
function listPage<Properties>(
  operation: Extract<ResourceOperation<Properties>, { list: string }>,
  store: Store<Properties>,
  exchange: Exchange,
): Record<string, unknown> {
  const { input, region } = exchange;
  const { maxResults, nextToken, ...asked } = input as { maxResults?: number; nextToken?: string };
  const items = operation.records?.(exchange, store) ?? select(operation, store, exchange);
  const page = pageOf(items, ({ id }) => id, [exchange.operation.name, region, fingerprintOf(asked)], {
    maxResults,
    nextToken,
  });
  return {
    [operation.list]: page.items.map((record) => operation.reply(record, exchange)),
    ...(page.nextToken && { nextToken: page.nextToken }),
  };
}

/** Those that pass every filter that the request asks for. `sortBy` has one value, the time of creation. */
function select<Properties>(
  { filters: own = {}, usualOrder = 'Descending' }: Extract<ResourceOperation<Properties>, { list: string }>,
  store: Store<Properties>,
  exchange: Exchange,
): ResourceRecord<Properties>[] {
  const { input, operation } = exchange;
  const filters = Object.entries(input).flatMap(([member, value]) => {
    const filter = own[member] ?? commonFilters[member];
    return filter && value !== undefined
      ? [(record: ResourceRecord<Properties>) => filter(record, value, exchange)]
      : [];
  });
  const found = store.list().filter((record) => filters.every((passes) => passes(record)));
  const usual = operation.input.byName.has('sortOrder') ? usualOrder : 'Ascending';
  return (input.sortOrder ?? usual) === 'Descending' ? found.reverse() : found;
}
