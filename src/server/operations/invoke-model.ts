/** InvokeModel: a native body in, a native body out, through the neutral form. */
import type { ConversationDialect, Dialect, JsonObject } from '../dialects/dialect.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import type { FoldedTurn } from '../inference/conversation.js';
import { foldTurn } from '../inference/fold.js';
import type { Inference, InferenceOutput } from '../inference/inference.js';
import type { Headers } from '../waist.js';
import type { Face } from './behaviour.js';
import { type Invocation, readInvocation } from './invoke-input.js';
import { readNative } from './read-native.js';

export function openInvokeModel(exchange: Exchange): Face {
  const invocation = readInvocation(exchange, 'InvokeModel');
  const inference: Inference = readNative<Inference>(invocation.dialect, invocation, exchange, false);
  return {
    inference,
    model: invocation.model,
    write: (output) => write(exchange, invocation, inference, output),
  };
}

async function write(
  exchange: Exchange,
  { dialect, context }: Invocation,
  inference: Inference,
  output: InferenceOutput,
): Promise<OperationOutput> {
  if (dialect.kind === 'conversation' && inference.kind === 'conversation' && output.kind === 'conversation') {
    const turns: FoldedTurn[] = [];
    for (const turn of output.turns) turns.push(await foldTurn(turn));
    const body = dialect.write(turns, inference, context);
    return finish(exchange, body, conversationHeaders(exchange, dialect, context.model, turns));
  }
  if (dialect.kind === 'embedding' && inference.kind === 'embedding' && output.kind === 'embedding') {
    exchange.notes.usage = { inputTokens: output.inputTokens, outputTokens: 0 };
    return finish(exchange, dialect.write(output, inference, context), {
      'x-amzn-bedrock-input-token-count': String(output.inputTokens),
      'x-amzn-bedrock-invocation-latency': String(output.latencyMs),
    });
  }
  if (dialect.kind === 'image' && inference.kind === 'image' && output.kind === 'image') {
    exchange.notes.images = output.images.length;
    const headers = { 'x-amzn-bedrock-invocation-latency': String(output.latencyMs) };
    if (wantsPicture(exchange, dialect))
      return { output: { body: output.images[0], contentType: 'image/png' }, headers };
    return finish(exchange, dialect.write(output, inference, context), headers);
  }
  if (dialect.kind === 'ranking' && inference.kind === 'ranking' && output.kind === 'ranking') {
    exchange.notes.usage = { inputTokens: output.inputTokens, outputTokens: 0 };
    return finish(exchange, dialect.write(output, inference, context), {
      'x-amzn-bedrock-invocation-latency': String(output.latencyMs),
    });
  }
  throw new Error(`the dialect ${dialect.format} cannot write ${output.kind}`);
}

function conversationHeaders(
  exchange: Exchange,
  dialect: ConversationDialect,
  model: Parameters<Dialect['read']>[1],
  turns: FoldedTurn[],
): Headers {
  const [first] = turns;
  const inputTokens = first?.usage.inputTokens ?? 0;
  const outputTokens = turns.reduce((sum, turn) => sum + turn.usage.outputTokens, 0);
  exchange.notes.usage = { ...first?.usage, inputTokens, outputTokens };
  return {
    'x-amzn-bedrock-invocation-latency': String(Math.max(...turns.map((turn) => turn.latencyMs))),
    'x-amzn-bedrock-input-token-count': String(inputTokens),
    'x-amzn-bedrock-output-token-count': String(outputTokens),
    ...(dialect.cacheCounts?.(model) && {
      'x-amzn-bedrock-cache-read-input-token-count': String(first?.usage.cacheReadInputTokens ?? 0),
      'x-amzn-bedrock-cache-write-input-token-count': String(first?.usage.cacheWriteInputTokens ?? 0),
    }),
  };
}

/** The reply's content type is JSON whatever wildcard was asked for. */
function finish(exchange: Exchange, body: JsonObject, headers: Headers): OperationOutput {
  const { accept } = exchange.input as { accept?: string };
  const contentType = accept && !/[*]|^image\//.test(accept) ? accept : 'application/json';
  return { output: { body: JSON.stringify(body), contentType }, headers };
}

/** Stable Diffusion XL gives the picture itself where a PNG is asked for. Source: user guide, "Stability.ai Diffusion 1.0". */
function wantsPicture(exchange: Exchange, { format }: Dialect): boolean {
  return format === 'stability-sdxl' && exchange.input.accept === 'image/png';
}
