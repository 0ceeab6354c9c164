/** InvokeModelWithResponseStream: a native body in, native chunks out as they are made. */
import type { ConversationDialect, JsonObject } from '../dialects/dialect.js';
import { validationException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import type { Conversation, TurnEvent, Usage } from '../inference/conversation.js';
import type { InferenceOutput } from '../inference/inference.js';
import { mapStream } from '../inference/stream.js';
import type { Face } from './behaviour.js';
import { type Invocation, readInvocation } from './invoke-input.js';
import { readNative } from './read-native.js';

export function openInvokeModelWithResponseStream(exchange: Exchange): Face {
  const invocation = readInvocation(exchange, 'InvokeModelWithResponseStream');
  const { dialect, model } = invocation;
  if (dialect.kind !== 'conversation' || !dialect.stream) {
    throw validationException('The model is unsupported for streaming.');
  }
  const inference = readNative(dialect, invocation, exchange, true);
  return {
    inference,
    model,
    write: (output) => ({
      output: { body: writeChunks(exchange, invocation, dialect, inference, output), contentType: 'application/json' },
    }),
  };
}

function writeChunks(
  exchange: Exchange,
  { context }: Invocation,
  dialect: ConversationDialect,
  conversation: Conversation,
  output: InferenceOutput,
): Iterable<object> | AsyncIterable<object> {
  if (output.kind !== 'conversation') throw new Error(`the dialect ${dialect.format} cannot stream ${output.kind}`);
  const write = dialect.stream?.(conversation, context) ?? (() => []);
  const { clock } = exchange.namespace;
  const total = { inputTokens: 0, outputTokens: 0 };
  let firstByteLatency: number | undefined;
  let turn = 0;
  return mapStream<TurnEvent, object>(concatenate(output.turns), (event) => {
    const chunks = write(event, turn);
    if (chunks.length > 0) firstByteLatency ??= elapsed(clock.monotonic(), exchange.startedAt);
    if (!('metadata' in event)) return chunks.map(frame);
    const { usage } = event.metadata;
    total.inputTokens = usage.inputTokens;
    total.outputTokens += usage.outputTokens;
    turn += 1;
    if (turn === output.turns.length) {
      exchange.notes.usage = { ...usage, ...total };
      const latencies = {
        invocationLatency: elapsed(clock.monotonic(), exchange.startedAt),
        firstByteLatency: firstByteLatency ?? 0,
      };
      addMetrics(chunks.at(-1), total, latencies, dialect.cacheCounts?.(context.model) ? usage : undefined);
    }
    return chunks.map(frame);
  });
}

/** `amazon-bedrock-invocationMetrics`, the last key of the last chunk. Source: recorded exchanges. */
function addMetrics(
  chunk: JsonObject | undefined,
  tokens: { inputTokens: number; outputTokens: number },
  latencies: { invocationLatency: number; firstByteLatency: number },
  cache: Usage | undefined,
): void {
  if (!chunk) throw new Error('the dialect gave no last chunk');
  chunk['amazon-bedrock-invocationMetrics'] = {
    inputTokenCount: tokens.inputTokens,
    outputTokenCount: tokens.outputTokens,
    ...latencies,
    ...(cache && {
      cacheReadInputTokenCount: cache.cacheReadInputTokens ?? 0,
      cacheWriteInputTokenCount: cache.cacheWriteInputTokens ?? 0,
    }),
  };
}

function frame(chunk: JsonObject): object {
  return { chunk: { bytes: Buffer.from(JSON.stringify(chunk)) } };
}

function elapsed(now: number, since: number): number {
  return Math.max(1, Math.round(now - since));
}

function concatenate<Item>(streams: (Iterable<Item> | AsyncIterable<Item>)[]): Iterable<Item> | AsyncIterable<Item> {
  if (streams.length === 1) return streams[0] as Iterable<Item>;
  return (async function* () {
    for (const stream of streams) yield* stream;
  })();
}
