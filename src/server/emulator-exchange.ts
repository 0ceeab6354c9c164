/** Makes an exchange of a request: read by its operation's schema, or as far as it can be where it is only to pass. */
import type { Caller } from './auth/caller.js';
import { regionOfHost } from './auth/credential.js';
import type { Exchange } from './exchange.js';
import { noteCaller, noteInput } from './journal.js';
import type { JournalRecord, Namespace } from './namespace.js';
import type { RawExchange } from './passage.js';
import { seedOf } from './seed.js';
import { readEvents } from './smithy/read-events.js';
import { readRequest } from './smithy/read-request.js';
import type { Route } from './smithy/router.js';
import type { StructureShape } from './smithy/shape.js';
import { isUnknown } from './smithy/unmodelled-operations.js';
import type { HttpRequest } from './waist.js';

interface Context {
  namespace: Namespace;
  record: JournalRecord;
  /** Monotonic milliseconds. */
  startedAt: number;
  caller: Caller;
}

const noBytes = new Uint8Array();

/** `body` is undefined where it is a stream that is still to come. Throws what AWS refuses of a request that cannot be read. */
export function openExchange(
  request: HttpRequest,
  target: string,
  route: Route,
  body: Uint8Array | undefined,
  context: Context,
): Exchange {
  const exchange = createExchange(request, route, body, context);
  exchange.raw = { method: request.method, target, body: body ?? noBytes };
  const { operation, notes } = exchange;
  const unknown: string[] = [];
  const input = readRequest(route, request.headers, body, unknown);
  noteInput(context.record, route, body);
  const events = operation.inputEvents;
  if (events) input[events.name] = readEvents(events.shape as StructureShape, request.body.chunks());
  exchange.input = input;
  // Of some operations the model stands in the body.
  if (typeof input.modelId === 'string' && notes.model === undefined) {
    notes.model = input.modelId;
    exchange.seed = seedOf(context.namespace.settings, input.modelId, body);
  }
  notes.hint = unknownHint(unknown);
  return exchange;
}

/** An exchange that is not to be read, for those who look at exchanges, and the request as it came. */
export function openPassedExchange(
  request: HttpRequest,
  target: string,
  route: Route,
  body: Uint8Array | undefined,
  context: Context,
): { exchange: Exchange; raw: RawExchange } {
  const exchange = createExchange(request, route, body, context);
  const { method, protocol, headers, signal } = request;
  const { id, namespace, caller, region, notes, operation } = exchange;
  const known = !isUnknown(operation);
  if (known) {
    try {
      exchange.input = readRequest(route, headers, body);
      noteInput(context.record, route, body);
    } catch {
      // AWS will say what is wrong with it.
      context.record.service = operation.service;
      context.record.operation = operation.name;
    }
  }
  const raw: RawExchange = {
    id,
    namespace,
    ...(known && { operation }),
    ...(notes.model !== undefined && { model: notes.model }),
    caller,
    region,
    method,
    target,
    headers,
    protocol,
    body: body ?? request.body.chunks(),
    signal,
    notes,
  };
  return { exchange, raw };
}

function createExchange(
  { headers, signal, peer }: HttpRequest,
  { operation, labels }: Route,
  body: Uint8Array | undefined,
  { namespace, record, startedAt, caller }: Context,
): Exchange {
  const { settings } = namespace;
  const region = caller.region ?? regionOfHost(headers.host) ?? settings.region;
  noteCaller(record, caller, region);
  const model = labels.modelId;
  return {
    id: record.id,
    namespace,
    operation,
    caller,
    region,
    headers,
    input: {},
    ...(peer !== undefined && { peer }),
    signal,
    startedAt,
    seed: seedOf(settings, model ?? operation.name, body),
    notes: { model, faults: record.faults },
  };
}

function unknownHint(unknown: string[]): string | undefined {
  if (unknown.length === 0) return undefined;
  return `members that no schema knows were passed over: ${unknown.slice(0, 5).join(', ')}`;
}
