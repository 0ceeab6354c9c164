/** What came back for one call, as it stood on the wire and as the client made of it. */
import { decodeFrames } from '../../server/smithy/event-stream.js';
import type { Operation } from '../../server/smithy/operation.js';

/** One frame of an event stream. */
export interface ObservedEvent {
  /** `:event-type`; of an exception frame, `:exception-type` behind a `!`. */
  name: string;
  headers: Record<string, string>;
  /** The payload's JSON; undefined where it is none. */
  payload: Record<string, unknown> | undefined;
}

/** A reply as bytes. */
export interface RawObservation {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
  durationMs: number;
}

export interface Observation {
  operation: Operation;
  input: Record<string, unknown>;
  /** 0 where no reply came. */
  status: number;
  headers: Record<string, string>;
  /** The JSON of the body, where it is one. */
  json?: unknown;
  /** The frames of a stream, as far as they decode. */
  events?: ObservedEvent[];
  /** Why the reply cannot be read: a connection that broke, a body that is no JSON, frames that do not decode. */
  broken?: string;
  /** What the client gave its caller: the operation's output, its events in a list; or what it threw. */
  output?: Record<string, unknown>;
  thrown?: { name: string; message: string };
  durationMs: number;
  /** False for one that somebody else recorded: its headers may be incomplete. */
  live: boolean;
}

/** Reads bytes as the operation's reply should be read. Never throws. */
export async function readObservation(
  operation: Operation,
  input: Record<string, unknown>,
  raw: RawObservation,
): Promise<Observation> {
  const { status, headers, body, durationMs } = raw;
  const observation: Observation = { operation, input, status, headers, durationMs, live: true };
  try {
    if (status < 300 && operation.outputEvents) observation.events = await readEvents(body);
    else if (body.byteLength > 0) observation.json = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch (cause) {
    observation.broken = `the body cannot be read: ${(cause as Error).message}`;
  }
  return observation;
}

async function readEvents(body: Uint8Array): Promise<ObservedEvent[]> {
  const events: ObservedEvent[] = [];
  const chunks = (async function* () {
    yield body;
  })();
  for await (const { headers, payload } of decodeFrames(chunks)) events.push(toEvent(headers, payload));
  return events;
}

function toEvent(headers: Record<string, string>, payload: Uint8Array): ObservedEvent {
  const name = headers[':event-type'] ?? `!${headers[':exception-type'] ?? ''}`;
  const text = Buffer.from(payload).toString('utf8');
  try {
    return { name, headers, payload: JSON.parse(text) };
  } catch {
    return { name, headers, payload: undefined };
  }
}

/** The native chunk inside an event of InvokeModelWithResponseStream; undefined where it is none. */
export function chunkOf({ name, payload }: ObservedEvent): Record<string, unknown> | undefined {
  if (name !== 'chunk' || typeof payload?.bytes !== 'string') return undefined;
  try {
    return JSON.parse(Buffer.from(payload.bytes, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
