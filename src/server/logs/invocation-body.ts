/** The bodies of an invocation as its log has them: JSON, without the kinds of data that the configuration leaves out. */
import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import type { Exchange } from '../exchange.js';
import type { FoldedTurn, TurnEvent } from '../inference/conversation.js';
import { foldTurn } from '../inference/fold.js';
import { mediaKind } from '../inference/media-kind.js';
import { readRecord, replyBody } from '../journal.js';
import type { JournalRecord } from '../namespace.js';
import { readJson } from '../smithy/read-request.js';

type Flag = Exclude<keyof LoggingConfig, 'cloudWatchConfig' | 's3Config'>;

/** Whose delivery is switched by which flag. What no flag is for goes with pictures, as documents do (user guide). */
const flagOfKind: Record<string, Flag> = {
  wav: 'audioDataDeliveryEnabled',
  mp3: 'audioDataDeliveryEnabled',
  m4a: 'audioDataDeliveryEnabled',
  aac: 'audioDataDeliveryEnabled',
  flac: 'audioDataDeliveryEnabled',
  ogg: 'audioDataDeliveryEnabled',
  mp4: 'videoDataDeliveryEnabled',
  mov: 'videoDataDeliveryEnabled',
  webm: 'videoDataDeliveryEnabled',
  flv: 'videoDataDeliveryEnabled',
  wmv: 'videoDataDeliveryEnabled',
  mpeg: 'videoDataDeliveryEnabled',
  '3gp': 'videoDataDeliveryEnabled',
};

/** A flag that is not set is on. Source: the defaults of Terraform's resource for it. */
const delivers = (config: LoggingConfig, flag: Flag) => config[flag] !== false;

/** Undefined where it is left out, or is no JSON. */
export function inputBody(config: LoggingConfig, { source }: JournalRecord): unknown {
  return delivers(config, 'textDataDeliveryEnabled') ? withoutMedia(readJson(source?.body), config) : undefined;
}

/** A conversation is text, whatever came with it. The chunks of a native stream are a list; ConverseStream's events are folded, as recorded logs have them. */
export function outputBody(config: LoggingConfig, exchange: Exchange, record: JournalRecord): unknown {
  const kind = exchange.inference?.kind;
  const flag =
    kind === 'embedding'
      ? 'embeddingDataDeliveryEnabled'
      : kind === 'image'
        ? 'imageDataDeliveryEnabled'
        : 'textDataDeliveryEnabled';
  if (!delivers(config, flag) || record.exception !== undefined) return undefined;
  return withoutMedia(readOutput(exchange, record), config);
}

function readOutput({ operation }: Exchange, record: JournalRecord): unknown {
  if (!operation.outputEvents) return readJson(replyBody(record)) ?? readJson(bytesOf(record.output));
  // A stream that was given as it had been recorded is not taken apart.
  if (typeof record.written !== 'string') return undefined;
  const { events = [] } = readRecord(record);
  return operation.name === 'ConverseStream' ? foldEvents(events as TurnEvent[]) : events.flatMap(readChunk);
}

function bytesOf(output: unknown): Uint8Array | undefined {
  const { body } = (output ?? {}) as { body?: Uint8Array | string };
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function readChunk(event: unknown): unknown[] {
  const { chunk } = event as { chunk?: { bytes?: Uint8Array } };
  const value = readJson(chunk?.bytes);
  return value === undefined ? [] : [value];
}

function foldEvents(events: TurnEvent[]): unknown {
  const { content, stopReason, usage, latencyMs } = foldTurn(events) as FoldedTurn;
  return { output: { message: { role: 'assistant', content } }, stopReason, metrics: { latencyMs }, usage };
}

/** Media stand in JSON as base64; those that are left out leave an empty text. */
function withoutMedia(value: unknown, config: LoggingConfig): unknown {
  if (typeof value === 'string') {
    const kind = kindOf(value);
    return kind !== undefined && !delivers(config, flagOfKind[kind] ?? 'imageDataDeliveryEnabled') ? '' : value;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map((item) => withoutMedia(item, config));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutMedia(item, config)]));
}

/** Of a text that is the base64 of a known kind of file. */
function kindOf(text: string): string | undefined {
  if (text.length < 24 || !/^[A-Za-z0-9+/]{24}/.test(text)) return undefined;
  return mediaKind(Buffer.from(text.slice(0, 24), 'base64'));
}
