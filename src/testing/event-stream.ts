/** Event streams for unit tests of your own: events to the bytes that Bedrock sends, and such bytes back to events. */
import type {
  BidirectionalOutputPayloadPart,
  ContentBlockDeltaEvent,
  ContentBlockStartEvent,
  ContentBlockStopEvent,
  ConverseStreamMetadataEvent,
  MessageStartEvent,
  MessageStopEvent,
  PayloadPart,
} from '@aws-sdk/client-bedrock-runtime';
import { exception } from '../server/exception.js';
import { decodeFrames, type Frame } from '../server/smithy/event-stream.js';
import { findOperation, type Operation } from '../server/smithy/operation.js';
import { readEvent } from '../server/smithy/read-output.js';
import type { StructureShape } from '../server/smithy/shape.js';
import { writeEvents } from '../server/smithy/write-events.js';

/** The events of each streaming operation by name, in the SDK's own types. */
export interface StreamEvents {
  ConverseStream: {
    messageStart: MessageStartEvent;
    contentBlockStart: ContentBlockStartEvent;
    contentBlockDelta: ContentBlockDeltaEvent;
    contentBlockStop: ContentBlockStopEvent;
    messageStop: MessageStopEvent;
    metadata: ConverseStreamMetadataEvent;
  };
  InvokeModelWithResponseStream: { chunk: PayloadPart };
  InvokeModelWithBidirectionalStream: { chunk: BidirectionalOutputPayloadPart };
}

export type StreamOperation = keyof StreamEvents;

/** What an exception says within a stream. Nothing comes after one. */
export interface StreamException {
  message: string;
  originalStatusCode?: number;
  originalMessage?: string;
}

interface ExceptionEvents {
  internalServerException: StreamException;
  modelStreamErrorException: StreamException;
  modelTimeoutException: StreamException;
  serviceUnavailableException: StreamException;
  throttlingException: StreamException;
  validationException: StreamException;
}

type OneOf<Members> = { [Name in keyof Members]: { [Key in Name]: Members[Name] } }[keyof Members];

/** An event of a stream: an object with one member, which is its name; an exception is one too. */
export type StreamEvent<Name extends StreamOperation> = OneOf<StreamEvents[Name]> | OneOf<ExceptionEvents>;

/** As the SDK gives an event that its schemas do not know. */
export interface UnknownEvent {
  $unknown: [name: string, content: unknown];
}

export interface EncodeOptions {
  /** Whether frames carry the padding `p` that AWS adds. Default true. */
  padding?: boolean;
}

/** A whole stream. Throws in one sentence where an event is none of the operation's, or follows an exception. */
export function encodeEvents<Name extends StreamOperation>(
  operation: Name,
  events: Iterable<StreamEvent<Name>>,
  { padding = true }: EncodeOptions = {},
): Uint8Array {
  const { outputEvents } = streamingOperation(operation);
  const list = [...events];
  for (const [index, event] of list.entries()) checkEvent(operation, event, index === list.length - 1);
  const written = writeEvents(outputEvents!.shape as StructureShape, throwExceptions(list), { padding });
  return Buffer.concat([...(written as Iterable<Uint8Array>)]);
}

/** One frame. */
export function encodeEvent<Name extends StreamOperation>(
  operation: Name,
  event: StreamEvent<Name>,
  options?: EncodeOptions,
): Uint8Array {
  return encodeEvents(operation, [event], options);
}

/** The events of a whole stream. Rejects where a length or a checksum is wrong, or the bytes end inside a frame. */
export async function decodeEvents<Name extends StreamOperation>(
  operation: Name,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<(StreamEvent<Name> | UnknownEvent)[]> {
  const events: (StreamEvent<Name> | UnknownEvent)[] = [];
  for await (const event of decodeEventStream(operation, bytes)) events.push(event);
  return events;
}

/** The events as their bytes arrive, however these are cut. */
export async function* decodeEventStream<Name extends StreamOperation>(
  operation: Name,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): AsyncGenerator<StreamEvent<Name> | UnknownEvent> {
  const known = streamingOperation(operation);
  const chunks = bytes instanceof Uint8Array ? inOne(bytes) : bytes;
  for await (const frame of decodeFrames(chunks)) yield toEvent(known, frame) as StreamEvent<Name> | UnknownEvent;
}

/** A native event of a model's family as InvokeModelWithResponseStream carries it. */
export function toChunk(native: object): { chunk: { bytes: Uint8Array } } {
  return { chunk: { bytes: Buffer.from(JSON.stringify(native)) } };
}

/** The native event in a chunk. */
export function fromChunk<Native = unknown>({ chunk }: { chunk: { bytes?: Uint8Array | undefined } }): Native {
  return JSON.parse(Buffer.from(chunk.bytes ?? []).toString('utf8'));
}

function streamingOperation(name: string): Operation {
  const operation = findOperation(name);
  if (operation?.outputEvents) return operation;
  throw new Error(
    `"${name}" is no operation that streams: known are ConverseStream, InvokeModelWithResponseStream and InvokeModelWithBidirectionalStream`,
  );
}

const namesOf = ({ outputEvents }: Operation) => [...(outputEvents!.shape as StructureShape).byName.keys()];
const isException = (name: string) => name.endsWith('Exception');

function checkEvent(operation: StreamOperation, event: object, last: boolean): void {
  const known = namesOf(streamingOperation(operation));
  const names = Object.keys(event);
  const [name = ''] = names;
  if (names.length !== 1 || !known.includes(name))
    throw new Error(
      `an event of ${operation} has one member, of ${known.join(', ')}; not ${names.join(', ') || 'none'}`,
    );
  if (isException(name) && !last) throw new Error(`nothing comes after ${name} in a stream`);
}

/** An exception ends the stream: it is thrown, as the emulator throws it. */
function* throwExceptions(events: object[]): Generator<object> {
  for (const event of events) {
    const [[name, content]] = Object.entries(event) as [[string, StreamException]];
    if (!isException(name)) yield event;
    else {
      const { message, ...members } = content;
      throw exception(`${name[0]!.toUpperCase()}${name.slice(1)}`, message, { members });
    }
  }
}

function toEvent(operation: Operation, { headers, payload }: Frame): object {
  const text = Buffer.from(payload).toString('utf8');
  const raised = headers[':exception-type'];
  if (raised !== undefined) return { [raised]: JSON.parse(text) };
  const name = headers[':event-type'] ?? '';
  if (namesOf(operation).includes(name)) return readEvent(operation, name, text);
  return { $unknown: [name, JSON.parse(text)] };
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
