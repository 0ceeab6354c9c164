/** The journey of a request: one straight function from HTTP to HTTP. */
import { answer } from './answer.js';
import { authenticate, foreignServiceHint, readCaller } from './auth/authenticate.js';
import type { Caller } from './auth/caller.js';
import { catalogueOf } from './catalogue-index.js';
import { openExchange, openPassedExchange } from './emulator-exchange.js';
import { exception, ServiceException } from './exception.js';
import type { Exchange, Reply } from './exchange.js';
import { createStrikes, type Strikes } from './faults/strike.js';
import { closeRecord, keep, noteEvents, noteException, noteOutput, noteReply, openRecord } from './journal.js';
import { createDelivery } from './logs/delivery.js';
import { logExchange } from './logs/log-exchange.js';
import { countExchange } from './metrics/count-exchange.js';
import type { JournalRecord, Namespace } from './namespace.js';
import { createNamespaces, type Namespaces } from './namespace-registry.js';
import { authorize } from './operations/shared/authorize.js';
import { checkQuotas } from './options/quota-list.js';
import { checkRuleSwitches } from './options/rule-switch.js';
import type { Passage } from './passage.js';
import { takeRequest } from './quotas/take-request.js';
import { withHint } from './rules/check-rules.js';
import { defaultSettings, type Settings } from './settings.js';
import { internalServerException, writeException } from './smithy/exceptions.js';
import { type Pace, untilHead, writeRawReply } from './smithy/raw-reply.js';
import { findRoute, type Route } from './smithy/router.js';
import { unknownRoute } from './smithy/unmodelled-operations.js';
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
  /** Resolves when all that was logged is where it belongs. */
  close(): Promise<void>;
}

export interface EmulatorOptions {
  settings?: Partial<Settings>;
  /** Keeps the resources of a namespace after an operation that may have changed them; its reply waits. Default: they are in memory alone. */
  keep?(namespace: Namespace): Promise<void>;
  /** Answers in place of the emulation, on raw bytes. Default: none. */
  passage?: Passage;
  /** Told, in one sentence, what could not be written of a log. Default: nobody is. */
  warn?(sentence: string): void;
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

export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { settings: given = {}, keep: keepResources, passage, observe, warn = () => {} } = options;
  const settings: Settings = { ...defaultSettings, ...given };
  // A model overlay, a rule or a quota that means nothing is refused now rather than at the first request.
  catalogueOf(settings);
  checkRuleSwitches(settings.rules);
  settings.quotas = checkQuotas(settings.quotas);
  const namespaces = createNamespaces(settings);
  const delivery = createDelivery(warn);

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
      const route = findOperation(request.method, target, claimed, passage !== undefined);
      const body = route.operation.inputEvents ? undefined : await request.body.bytes(BODY_LIMIT).catch(refuseBody);
      const caller = settings.auth.mode === 'any' ? claimed : await authenticate(request, body, settings, clock);
      const context = { namespace, record, startedAt, caller };
      if (passage) {
        const passed = openPassedExchange(request, target, route, body, context);
        exchange = passed.exchange;
        strikes = createStrikes(exchange);
        strikes?.onArrival();
        await strikes?.onCall();
        reply = await passage(passed.raw);
      } else {
        exchange = openExchange(request, target, route, body, context);
        strikes = createStrikes(exchange);
        strikes?.onArrival();
        authorize(exchange);
        await takeRequest(exchange);
        validateInput(exchange.operation, exchange.input);
        const answered = await answer(exchange, strikes);
        if (keepResources && mayChange(exchange.operation)) await keepResources(namespace);
        if (answered.kind === 'raw') await untilHead(answered.raw, paceOf(exchange));
        reply = write(exchange, answered, record, strikes);
      }
    } catch (thrown) {
      const refusal = toException(thrown);
      if ((strikes || passage) && isBroken(thrown, request)) reply = writeBroken(thrown);
      else {
        noteException(record, refusal);
        hint = refusal.options.hint;
        reply = writeException(refusal, exchange?.operation.service);
      }
    }
    return finish(reply, { namespace, exchange, record, hint, startedAt, strikes });
  }

  function write(exchange: Exchange, reply: Reply, record: JournalRecord, strikes: Strikes | undefined): HttpReply {
    if (reply.kind === 'exception') throw reply.exception;
    if (reply.kind === 'raw') return writeRawReply(reply.raw, paceOf(exchange));
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
    // What passed has the headers that it came with.
    if (!passage || reply.status === 0 || record.exception !== undefined) {
      reply.headers['x-amzn-requestid'] ??= record.id;
      reply.headers.date ??= httpDate(clock.realNow());
    }
    if (exchange?.notes.fixture && !passage)
      reply.headers['x-bedrock-local-fixture'] = encodeURI(exchange.notes.fixture);
    const struck = strikes && reply.status !== 0 ? strikes.onReply(reply) : reply;
    const elapsed = () => roundMs(clock.monotonic() - startedAt);
    const seeChunk = noteReply(record, struck, elapsed, strikes !== undefined);
    const close = (completed: boolean) => {
      record.completed = completed && (struck.end ?? 'clean') === 'clean';
      record.durationMs = elapsed();
      exchange?.charge?.settle();
      closeRecord(record, exchange);
      if (exchange) countExchange(exchange, record);
      if (exchange) logExchange(exchange, record, delivery);
      keep(namespace, record);
      observe?.(record, hint ?? exchange?.notes.hint);
    };
    return watchBody(struck, close, seeChunk);
  }

  return { handle, settings, namespaces, close: delivery.flush };
}

/** Milliseconds to two digits. */
const roundMs = (milliseconds: number) => Math.round(milliseconds * 100) / 100;

const paceOf = ({ namespace, signal }: Exchange): Pace => ({ clock: namespace.clock, signal });

/** Whether an operation may leave something behind in the account. Of the runtime only jobs do. */
function mayChange({ service, method, name }: Route['operation']): boolean {
  return service === 'bedrock' ? method !== 'GET' : name === 'StartAsyncInvoke';
}

/** `anything`: whether an operation that no schema knows is let through as one without a name. */
function findOperation(method: string, target: string, caller: Caller, anything: boolean): Route {
  const foreign = foreignServiceHint(caller);
  if (foreign) throw exception('UnknownOperationException', foreign, { status: 404, source: 'coral.service' });
  try {
    return findRoute(method, target);
  } catch (thrown) {
    if (anything) return unknownRoute(method, target);
    throw thrown;
  }
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
