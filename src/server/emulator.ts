/** The journey of a request: one straight function from HTTP to HTTP. */
import { crc32 } from 'node:zlib';
import type { JournalEntry } from '../fixtures/journal-entry.js';
import { answer } from './answer.js';
import { authenticate, foreignServiceHint, readCaller } from './auth/authenticate.js';
import type { Caller } from './auth/caller.js';
import { regionOfHost } from './auth/credential.js';
import { catalogueOf } from './catalogue-index.js';
import { exception, ServiceException } from './exception.js';
import type { Exchange, Reply } from './exchange.js';
import { strikeOnCall } from './faults/strike.js';
import { noteCaller, noteException, noteExchange, openEntry, record } from './journal.js';
import { createNamespace, type Namespace } from './namespace.js';
import { defaultSettings, type Settings } from './settings.js';
import { internalServerException, writeException } from './smithy/exceptions.js';
import { writeRawReply } from './smithy/raw-reply.js';
import { readEvents } from './smithy/read-events.js';
import { readRequest } from './smithy/read-request.js';
import { findRoute, type Route } from './smithy/router.js';
import type { StructureShape } from './smithy/shape.js';
import { validateInput } from './smithy/validate.js';
import { writeResponse } from './smithy/write-response.js';
import { type HttpReply, type HttpRequest, RequestTooLarge } from './waist.js';
import { tap, watchBody } from './watch-body.js';

export interface Emulator {
  /** Answers one request. Never rejects: whatever is thrown on the way becomes an exception on the wire. */
  handle(request: HttpRequest): Promise<HttpReply>;
  settings: Settings;
  /** The namespace of requests that name none. */
  namespace: Namespace;
}

export interface EmulatorOptions {
  settings?: Partial<Settings>;
  /** Told of every exchange when it has ended, with what we would tell the user about it. */
  observe?(entry: JournalEntry, hint: string | undefined): void;
}

/** 25 MB: the limit of a request's body. Source: the API model's length of InvokeModel's body. */
const BODY_LIMIT = 25_000_000;

export function createEmulator({ settings: given = {}, observe }: EmulatorOptions = {}): Emulator {
  const settings: Settings = { ...defaultSettings, ...given };
  // A model overlay that means nothing is refused now rather than at the first request.
  catalogueOf(settings);
  const namespace = createNamespace('default', settings);

  async function handle(request: HttpRequest): Promise<HttpReply> {
    const { clock } = namespace;
    const startedAt = clock.monotonic();
    const id = clock.uuid();
    const entry = openEntry(request, id, namespace);
    let exchange: Exchange | undefined;
    let hint: string | undefined;
    let reply: HttpReply;
    try {
      const caller = readCaller(request);
      const route = findOperation(request, caller);
      exchange = await read(request, route, caller, { id, startedAt, entry });
      validateInput(route.operation, exchange.input);
      await strikeOnCall(exchange);
      reply = write(exchange, await answer(exchange), entry);
    } catch (thrown) {
      const refusal = toException(thrown);
      noteException(entry, refusal);
      hint = refusal.options.hint;
      reply = writeException(refusal, exchange?.operation.service);
    }
    return finish(reply, exchange, entry, hint, startedAt);
  }

  /** Reads the body, authenticates, and opens the exchange. */
  async function read(
    request: HttpRequest,
    route: Route,
    claimed: Caller,
    { id, startedAt, entry }: { id: string; startedAt: number; entry: JournalEntry },
  ): Promise<Exchange> {
    const { operation } = route;
    const streamed = operation.inputEvents !== undefined;
    const body = streamed ? undefined : await request.body.bytes(BODY_LIMIT).catch(refuseBody);
    const caller =
      settings.auth.mode === 'any' ? claimed : await authenticate(request, body, settings, namespace.clock);
    const region = caller.region ?? regionOfHost(request.headers.host) ?? settings.region;
    noteCaller(entry, caller, region);
    const unknown: string[] = [];
    const input = readRequest(route, request.headers, body, unknown);
    const events = operation.inputEvents;
    if (events) input[events.name] = readEvents(events.shape as StructureShape, request.body.chunks());
    const modelId = typeof input.modelId === 'string' ? input.modelId : undefined;
    return {
      id,
      namespace,
      operation,
      caller,
      region,
      headers: request.headers,
      input,
      signal: request.signal,
      startedAt,
      seed:
        (crc32(body ?? new Uint8Array(), crc32(modelId ?? operation.name)) ^ Math.imul(settings.seed, 0x9e3779b1)) >>>
        0,
      notes: {
        model: modelId,
        faults: [],
        ...(unknown.length > 0 && {
          hint: `members that no schema knows were passed over: ${unknown.slice(0, 5).join(', ')}`,
        }),
      },
    };
  }

  function write(exchange: Exchange, reply: Reply, entry: JournalEntry): HttpReply {
    if (reply.kind === 'exception') throw reply.exception;
    if (reply.kind === 'raw') return writeRawReply(reply.raw, exchange.namespace.clock, exchange.signal);
    if (reply.kind === 'inference') throw new Error('an inference was answered for an operation that carries none');
    const { operation } = exchange;
    const { output, headers } = reply.output;
    const events = operation.outputEvents;
    if (!events) entry.output = output;
    else output[events.name] = watchEvents(output[events.name] as Iterable<object> | AsyncIterable<object>, entry);
    return writeResponse(operation, output, headers, settings.padding);
  }

  /** Adds what every reply has, and closes the journal's entry when the last byte has been handed over. */
  function finish(
    reply: HttpReply,
    exchange: Exchange | undefined,
    entry: JournalEntry,
    hint: string | undefined,
    startedAt: number,
  ): HttpReply {
    reply.headers['x-amzn-requestid'] ??= entry.id;
    reply.headers.date ??= new Date(namespace.clock.realNow()).toUTCString();
    entry.status = reply.status;
    const close = (completed: boolean) => {
      entry.completed = completed;
      entry.durationMs = Math.round((namespace.clock.monotonic() - startedAt) * 100) / 100;
      if (exchange) noteExchange(entry, exchange);
      else entry.answeredBy = 'refusal';
      record(namespace, entry);
      observe?.(entry, hint ?? exchange?.notes.hint);
    };
    return watchBody(reply, close);
  }

  return { handle, settings, namespace };
}

function findOperation(request: HttpRequest, caller: Caller): Route {
  const foreign = foreignServiceHint(caller);
  if (foreign) throw exception('UnknownOperationException', foreign, { status: 404, source: 'coral.service' });
  return findRoute(request.method, request.url);
}

function toException(thrown: unknown): ServiceException {
  return thrown instanceof ServiceException ? thrown : internalServerException(thrown);
}

/** A body that did not come whole. Of a client that has left nobody reads the refusal, but the journal has it. */
function refuseBody(cause: Error): never {
  const source = 'coral.service';
  if (cause instanceof RequestTooLarge)
    throw exception('RequestEntityTooLargeException', 'Request Entity Too Large', { status: 413, source });
  throw exception('SerializationException', '', { status: 400, source, hint: cause.message });
}

/** Keeps the events of a stream in the journal as they pass. */
function watchEvents(events: Iterable<object> | AsyncIterable<object>, entry: JournalEntry) {
  const kept: object[] = [];
  entry.events = kept;
  return tap(events, (event) => kept.push(event));
}
