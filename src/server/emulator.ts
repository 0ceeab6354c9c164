/** The journey of a request: one straight function from HTTP to HTTP. */
import { crc32 } from 'node:zlib';
import { answer } from './answer.js';
import { authenticate, foreignServiceHint, readCaller } from './auth/authenticate.js';
import type { Caller } from './auth/caller.js';
import { regionOfHost } from './auth/credential.js';
import { catalogueOf } from './catalogue-index.js';
import { exception, ServiceException } from './exception.js';
import type { Exchange, Reply } from './exchange.js';
import { createStrikes, type Strikes } from './faults/strike.js';
import { hashText } from './generation/random.js';
import {
  closeRecord,
  keep,
  noteCaller,
  noteEvents,
  noteException,
  noteInput,
  noteOutput,
  noteReply,
  openRecord,
} from './journal.js';
import type { JournalRecord, Namespace } from './namespace.js';
import { createNamespaces, type Namespaces } from './namespace-registry.js';
import { checkRuleSwitches } from './options/rule-switch.js';
import { withHint } from './rules/check-rules.js';
import { defaultSettings, type Settings } from './settings.js';
import { internalServerException, writeException } from './smithy/exceptions.js';
import { writeRawReply } from './smithy/raw-reply.js';
import { readEvents } from './smithy/read-events.js';
import { readRequest } from './smithy/read-request.js';
import { findRoute, type Route } from './smithy/router.js';
import type { StructureShape } from './smithy/shape.js';
import { validateInput } from './smithy/validate.js';
import { writeResponse } from './smithy/write-response.js';
import { httpDate } from './timestamps.js';
import { BrokenConnection, type HttpReply, type HttpRequest, RequestTooLarge } from './waist.js';
import { watchBody } from './watch-body.js';

export interface Emulator {
  /** Answers one request. Never rejects: whatever is thrown on the way becomes an exception on the wire. */
  handle(request: HttpRequest): Promise<HttpReply>;
  settings: Settings;
  namespaces: Namespaces;
}

export interface EmulatorOptions {
  settings?: Partial<Settings>;
  /** Keeps the resources of a namespace after an operation that may have changed them; its reply waits. Default: they are in memory alone. */
  keep?(namespace: Namespace): Promise<void>;
  /** Told of every exchange when it has ended, with what we would tell the user about it. */
  observe?(record: JournalRecord, hint: string | undefined): void;
}

/** What there is to a request when its reply goes out. */
interface Finish {
  namespace: Namespace;
  /** Absent where the request was refused before it became one. */
  exchange: Exchange | undefined;
  record: JournalRecord;
  hint: string | undefined;
  startedAt: number;
  strikes: Strikes | undefined;
}

/** 25 MB: the limit of a request's body. Source: the API model's length of InvokeModel's body. */
const BODY_LIMIT = 25_000_000;

const noBytes = new Uint8Array();

export function createEmulator({ settings: given = {}, keep: keepResources, observe }: EmulatorOptions = {}): Emulator {
  const settings: Settings = { ...defaultSettings, ...given };
  // A model overlay or a rule that means nothing is refused now rather than at the first request.
  catalogueOf(settings);
  checkRuleSwitches(settings.rules);
  const namespaces = createNamespaces(settings);

  async function handle(request: HttpRequest): Promise<HttpReply> {
    const claimed = readCaller(request);
    const { namespace, target, problem } = namespaces.locate(request, claimed.accessKeyId);
    const { clock } = namespace;
    const startedAt = clock.monotonic();
    const record = openRecord(request, clock.uuid(), namespace, startedAt);
    let exchange: Exchange | undefined;
    let strikes: Strikes | undefined;
    let hint: string | undefined;
    let reply: HttpReply;
    try {
      if (problem) throw problem;
      const route = findOperation(request.method, target, claimed);
      const body = route.operation.inputEvents ? undefined : await request.body.bytes(BODY_LIMIT).catch(refuseBody);
      const caller = settings.auth.mode === 'any' ? claimed : await authenticate(request, body, settings, clock);
      exchange = openExchange(request, route, body, caller, { namespace, record, startedAt });
      strikes = createStrikes(exchange);
      strikes?.onArrival();
      validateInput(exchange.operation, exchange.input);
      const answered = await answer(exchange, strikes);
      if (keepResources && mayChange(exchange.operation)) await keepResources(namespace);
      reply = write(exchange, answered, record, strikes);
    } catch (thrown) {
      const refusal = toException(thrown);
      if (strikes && isBroken(thrown, request)) reply = writeBroken(thrown);
      else {
        noteException(record, refusal);
        hint = refusal.options.hint;
        reply = writeException(refusal, exchange?.operation.service);
      }
    }
    return finish(reply, { namespace, exchange, record, hint, startedAt, strikes });
  }

  /** `body` is undefined where it is a stream that is still to come. */
  function openExchange(
    request: HttpRequest,
    route: Route,
    body: Uint8Array | undefined,
    caller: Caller,
    { namespace, record, startedAt }: { namespace: Namespace; record: JournalRecord; startedAt: number },
  ): Exchange {
    const { settings } = namespace;
    const { operation } = route;
    const region = caller.region ?? regionOfHost(request.headers.host) ?? settings.region;
    noteCaller(record, caller, region);
    const unknown: string[] = [];
    const input = readRequest(route, request.headers, body, unknown);
    noteInput(record, route, body);
    const events = operation.inputEvents;
    if (events) input[events.name] = readEvents(events.shape as StructureShape, request.body.chunks());
    const model = typeof input.modelId === 'string' ? input.modelId : undefined;
    return {
      id: record.id,
      namespace,
      operation,
      caller,
      region,
      headers: request.headers,
      input,
      signal: request.signal,
      startedAt,
      seed: seedOf(model ?? operation.name, body, settings.seed),
      notes: { model, faults: record.faults, hint: unknownHint(unknown) },
    };
  }

  function write(exchange: Exchange, reply: Reply, record: JournalRecord, strikes: Strikes | undefined): HttpReply {
    if (reply.kind === 'exception') throw reply.exception;
    if (reply.kind === 'raw') return writeRawReply(reply.raw, exchange.namespace.clock, exchange.signal());
    if (reply.kind === 'inference') throw new Error('an inference was answered for an operation that carries none');
    const { operation } = exchange;
    const { output, headers } = reply.output;
    if (!operation.outputEvents) {
      const written = writeResponse(operation, output, headers);
      noteOutput(record, operation, output, written.body);
      return written;
    }
    if (strikes) strikeEvents(operation.outputEvents.name, output, strikes);
    return writeResponse(operation, output, headers, { padding: settings.padding, see: noteEvents(record) });
  }

  /** Adds what every reply has, and closes the journal's record when the last byte has been handed over. */
  function finish(reply: HttpReply, { namespace, exchange, record, hint, startedAt, strikes }: Finish): HttpReply {
    const { clock } = namespace;
    reply.headers['x-amzn-requestid'] ??= record.id;
    reply.headers.date ??= httpDate(clock.realNow());
    if (exchange?.notes.fixture) reply.headers['x-bedrock-local-fixture'] = encodeURI(exchange.notes.fixture);
    const struck = strikes && reply.status !== 0 ? strikes.onReply(reply) : reply;
    const elapsed = () => roundMs(clock.monotonic() - startedAt);
    const seeChunk = noteReply(record, struck, elapsed, strikes !== undefined);
    const close = (completed: boolean) => {
      record.completed = completed && (struck.end ?? 'clean') === 'clean';
      record.durationMs = elapsed();
      closeRecord(record, exchange);
      keep(namespace, record);
      observe?.(record, hint ?? exchange?.notes.hint);
    };
    return watchBody(struck, close, seeChunk);
  }

  return { handle, settings, namespaces };
}

/** Milliseconds to two digits. */
const roundMs = (milliseconds: number) => Math.round(milliseconds * 100) / 100;

/** Whether an operation may leave something behind in the account. Of the runtime only jobs do. */
function mayChange({ service, method, name }: Route['operation']): boolean {
  return service === 'bedrock' ? method !== 'GET' : name === 'StartAsyncInvoke';
}

/** The same request to the same seed gives the same reply. */
function seedOf(name: string, body: Uint8Array = noBytes, seed: number): number {
  return (crc32(body, hashText(name)) ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
}

function findOperation(method: string, target: string, caller: Caller): Route {
  const foreign = foreignServiceHint(caller);
  if (foreign) throw exception('UnknownOperationException', foreign, { status: 404, source: 'coral.service' });
  return findRoute(method, target);
}

function strikeEvents(name: string, output: Record<string, unknown>, strikes: Strikes): void {
  output[name] = strikes.onEvents(output[name] as Iterable<object>);
}

/** Whether there is to be no reply: a fault broke the connection, or the client left while one waited. */
function isBroken(thrown: unknown, request: HttpRequest): boolean {
  return thrown instanceof BrokenConnection || request.signal().aborted;
}

function writeBroken(thrown: unknown): HttpReply {
  const end = thrown instanceof BrokenConnection ? thrown.end : 'rst-stream';
  return { status: 0, headers: {}, body: '', end };
}

function toException(thrown: unknown): ServiceException {
  return thrown instanceof ServiceException ? withHint(thrown) : internalServerException(thrown);
}

/** A body that did not come whole. Of a client that has left nobody reads the refusal, but the journal has it. */
function refuseBody(cause: Error): never {
  const source = 'coral.service';
  if (cause instanceof RequestTooLarge)
    throw exception('RequestEntityTooLargeException', 'Request Entity Too Large', { status: 413, source });
  throw exception('SerializationException', '', { status: 400, source, hint: cause.message });
}

function unknownHint(unknown: string[]): string | undefined {
  if (unknown.length === 0) return undefined;
  return `members that no schema knows were passed over: ${unknown.slice(0, 5).join(', ')}`;
}
