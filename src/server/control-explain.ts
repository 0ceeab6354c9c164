/** Says of a request, past or supposed, which fixture answers it and why the others do not. */
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Exchange } from './exchange.js';
import { readRecord } from './journal.js';
import { type Explanation, explainAll } from './match-explain.js';
import type { Namespace } from './namespace.js';
import { didYouMean } from './nearest.js';
import { operationBehaviours } from './operations/index.js';
import { findOperation, operations } from './smithy/operation.js';
import { unmodelledOperations } from './smithy/unmodelled-operations.js';

/** A request that somebody wrote down: `{ operation, input }`, or the input of Converse or InvokeModel alone. */
export interface SupposedRequest {
  operation?: string;
  /** Members of the input; a native `body` may be its JSON. */
  input?: Record<string, unknown>;
  region?: string;
  headers?: Record<string, string>;
}

/** Which request: the latest that named an operation, the one with this id, or one that was not made. */
export type Question = { last: true } | { id: string } | { request: SupposedRequest };

export interface Answer {
  operation: string;
  model?: string;
  /** Of a request in the journal: what answered it then. */
  answeredBy?: string;
  /** Where the request is refused before a fixture is asked: the refusal. */
  refused?: string;
  /** In the order in which they are asked, as their counts and states now stand: the first that matches answers. */
  fixtures: Explanation[];
}

/** Throws an Error of one sentence where there is no such request. */
export function explainRequest(question: Question, namespace: Namespace): Answer {
  const entry = 'request' in question ? undefined : findEntry(question, namespace);
  const request = entry ? fromEntry(entry) : completeRequest((question as { request: SupposedRequest }).request);
  const exchange = suppose(request, namespace);
  const refused = readInference(exchange);
  return {
    operation: exchange.operation.name,
    ...(exchange.notes.model !== undefined && { model: exchange.notes.model }),
    ...(entry?.answeredBy !== undefined && { answeredBy: entry.answeredBy }),
    ...(refused !== undefined && { refused }),
    fixtures: explainAll(exchange),
  };
}

function findEntry(question: { last: true } | { id: string }, { journal }: Namespace): JournalEntry {
  const found = journal.findLast((entry) => ('id' in question ? entry.id === question.id : entry.operation));
  if (!found) throw new Error('id' in question ? `the journal has no exchange ${question.id}` : 'the journal is empty');
  if (found.operation === undefined)
    throw new Error(`no operation was found for ${found.request.method} ${found.request.url}, so no fixture was asked`);
  return readRecord(found);
}

type CompleteRequest = Required<SupposedRequest>;

function fromEntry({ operation = '', input, region, request }: JournalEntry): CompleteRequest {
  return { operation, input: (input ?? {}) as Record<string, unknown>, region, headers: request.headers };
}

/** A journal's entry as JSON has its headers in `request`; a bare input is told by its members. */
function completeRequest(given: SupposedRequest & { request?: { headers?: Record<string, string> } }): CompleteRequest {
  const { operation, input, region = '', request, headers = request?.headers ?? {} } = given;
  if (operation !== undefined) return { operation, input: input ?? {}, region, headers };
  const bare = (input ?? given) as Record<string, unknown>;
  return { operation: 'body' in bare ? 'InvokeModel' : 'Converse', input: bare, region, headers };
}

function suppose({ operation: name, input, region, headers }: CompleteRequest, namespace: Namespace): Exchange {
  const operation = findOperation(name) ?? unmodelledOperations.find((other) => other.name === name);
  if (!operation) {
    const known = [...operations, ...unmodelledOperations].map((other) => other.name);
    throw new Error(`"${name}" is no operation of Bedrock${didYouMean(name, known)}`);
  }
  const members = reviveBytes(input) as Record<string, unknown>;
  if ('body' in members) members.body = toBytes(members.body);
  const { clock, settings } = namespace;
  return {
    id: 'explain',
    namespace,
    operation,
    caller: { kind: 'anonymous' },
    region: region || settings.region,
    headers: Object.fromEntries(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value])),
    input: members,
    signal: () => new AbortController().signal,
    startedAt: clock.monotonic(),
    seed: 0,
    notes: { faults: [], ...(typeof members.modelId === 'string' && { model: members.modelId }) },
  };
}

function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** `{ base64 }` is how the journal shows a blob. */
function reviveBytes(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(reviveBytes);
  const { base64, ...others } = value as { base64?: unknown };
  if (typeof base64 === 'string' && Object.keys(others).length === 0) return Buffer.from(base64, 'base64');
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reviveBytes(member)]));
}

/** As the journey does before it asks the fixtures. Gives the refusal where there is one. */
function readInference(exchange: Exchange): string | undefined {
  const behaviour = operationBehaviours[exchange.operation.name];
  if (!behaviour || !('open' in behaviour)) return undefined;
  try {
    const { inference, model } = behaviour.open(exchange);
    exchange.inference = inference;
    exchange.model = model;
    exchange.notes.model = model.requestedId;
    return undefined;
  } catch (cause) {
    return `${(cause as Error).name}: ${(cause as Error).message}`;
  }
}
