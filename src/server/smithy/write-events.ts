/** Writes the event stream of a reply: each event of a union becomes one frame, padded as AWS pads it. */
import { ServiceException } from '../exception.js';
import { encodeFrame, encodeHeaders } from './event-stream.js';
import { memoize, type StructureShape } from './shape.js';
import { structureWriter } from './write-structure.js';

export interface WriteEventsOptions {
  /** Whether frames carry `p`. Default true. */
  padding?: boolean;
  /** Is shown each event as it was written, the exception too that ends a stream: its name, and the payload of its frame. */
  see?(name: string, payload: string, kind: FrameKind): void;
}

export type FrameKind = 'event' | 'exception';

/**
 * `{ contentBlockDelta: {...} }` becomes one frame. A synchronous stream stays synchronous, and its frames go in few chunks. An exception thrown by the stream
 * becomes one exception frame, and the stream ends there.
 */
export function writeEvents(
  union: StructureShape,
  events: Iterable<object> | AsyncIterable<object>,
  options: WriteEventsOptions = {},
): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  const write = createEventWriter(union, options);
  const end = (thrown: unknown) => exceptionFrame(thrown, options.see);
  return Symbol.asyncIterator in events ? writeAsync(events, write, end) : writeSync(events, write, end);
}

type WriteEvent = (event: object) => Uint8Array;
type WriteException = (thrown: unknown) => Uint8Array;

/** So many bytes of frames that are there at once are one chunk: to send each by itself costs more than to make it. */
const CHUNK_BYTES = 16 * 1024;

function* writeSync(events: Iterable<object>, write: WriteEvent, end: WriteException): Generator<Uint8Array> {
  let frames: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (const event of events) {
      const frame = write(event);
      frames.push(frame);
      bytes += frame.byteLength;
      if (bytes < CHUNK_BYTES) continue;
      yield Buffer.concat(frames);
      frames = [];
      bytes = 0;
    }
  } catch (thrown) {
    frames.push(end(thrown));
  }
  if (frames.length > 0) yield Buffer.concat(frames);
}

async function* writeAsync(
  events: AsyncIterable<object>,
  write: WriteEvent,
  end: WriteException,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const event of events) yield write(event);
  } catch (thrown) {
    yield end(thrown);
  }
}

/** The padding: a member `p` that holds the beginning of this alphabet. Source: recorded exchanges. */
const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const paddings = Array.from({ length: 60 }, (_, index) => `,"p":"${alphabet.slice(0, 2 + index)}"`);

/** The length of an event's padding follows from the frame before it, so that the same reply has the same bytes. */
function createEventWriter(union: StructureShape, { padding = true, see }: WriteEventsOptions): WriteEvent {
  const kindOf = eventKindsOf(union);
  let last = 0;
  return (event) => {
    const [name] = Object.keys(event) as [string];
    const { headers, write } = kindOf(name);
    const content = (event as Record<string, object>)[name];
    const payload = write(content, padding ? paddings[last % paddings.length] : undefined);
    see?.(name, payload, 'event');
    const frame = encodeFrame(headers, payload);
    last = frame.readUInt32BE(frame.length - 4);
    return frame;
  };
}

interface EventKind {
  headers: Uint8Array;
  write(content: unknown, padding: string | undefined): string;
}

/** What the events of one name have in common, made at the first of them. */
const eventKindsOf = memoize((union: StructureShape) => {
  const kinds = new Map<string, EventKind>();
  return (name: string): EventKind => {
    let kind = kinds.get(name);
    if (!kind) {
      const member = union.byName.get(name);
      if (!member) throw new Error(`${union.name} has no event ${name}`);
      kind = { headers: messageHeaders('event', name), write: structureWriter(member.shape as StructureShape) };
      kinds.set(name, kind);
    }
    return kind;
  };
});

function messageHeaders(kind: FrameKind, name: string): Uint8Array {
  return encodeHeaders([
    [`:${kind}-type`, name],
    [':content-type', 'application/json'],
    [':message-type', kind],
  ]);
}

/** The frame of what `see` was shown. */
export function rewriteFrame(name: string, payload: string, kind: FrameKind): Uint8Array {
  return encodeFrame(messageHeaders(kind, name), payload);
}

function exceptionFrame(thrown: unknown, see: WriteEventsOptions['see']): Uint8Array {
  const known = thrown instanceof ServiceException;
  const name = known ? thrown.name : 'InternalServerException';
  const message = known
    ? thrown.message
    : 'The system encountered an unexpected error during processing. Try your request again.';
  const wireName = `${name[0]?.toLowerCase()}${name.slice(1)}`;
  const payload = JSON.stringify({ message, ...(known && thrown.options.members) });
  see?.(wireName, payload, 'exception');
  return rewriteFrame(wireName, payload, 'exception');
}
