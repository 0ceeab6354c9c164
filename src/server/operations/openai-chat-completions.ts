/** OpenAI's Chat Completions on bedrock-runtime: the model is named in the body; a stream is server-sent events. */
import type { ConversationDialect, JsonObject } from '../dialects/dialect.js';
import { openaiChat } from '../dialects/openai-chat.js';
import { validationException } from '../exception.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import type { Conversation, FoldedTurn, TurnEvent } from '../inference/conversation.js';
import { foldTurn } from '../inference/fold.js';
import type { InferenceOutput } from '../inference/inference.js';
import { mapStream } from '../inference/stream.js';
import type { Face } from './behaviour.js';
import { createContext, parseNativeBody } from './invoke-input.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

export function openChatCompletions(exchange: Exchange): Face {
  refuseGuardrail(exchange);
  const body = parseNativeBody(exchange.input.body as Uint8Array | undefined);
  exchange.input.modelId = typeof body.model === 'string' ? body.model : '';
  const stream = body.stream === true;
  const model = resolveNamedModel(exchange, stream ? 'InvokeModelWithResponseStream' : 'InvokeModel');
  if (model.model.format !== openaiChat.format) throw validationException('The provided model identifier is invalid.');
  if (model.throughputRefusal) throw model.throughputRefusal;
  const context = createContext(exchange, model, body);
  const conversation = openaiChat.read(body, context.model, stream);
  const writer = { exchange, dialect: openaiChat, conversation, context };
  return {
    inference: conversation,
    model,
    write: (output) => (stream ? writeEvents(writer, output) : writeCompletion(writer, output)),
  };
}

/** A guardrail that is asked for is never passed over in silence. */
function refuseGuardrail({ headers }: Exchange): void {
  if (headers['x-amzn-bedrock-guardrailidentifier'] === undefined) return;
  throw validationException('Guardrail was enabled but input is in incorrect format.', {
    hint: 'bedrock-local does not apply guardrails on the OpenAI-compatible path yet; Converse and InvokeModel do',
  });
}

interface Writer {
  exchange: Exchange;
  dialect: ConversationDialect;
  conversation: Conversation;
  context: ReturnType<typeof createContext>;
}

async function writeCompletion(writer: Writer, output: InferenceOutput): Promise<OperationOutput> {
  const { exchange, dialect, conversation, context } = writer;
  const turns: FoldedTurn[] = [];
  for (const turn of turnsOf(output)) turns.push(await foldTurn(turn));
  exchange.notes.usage = {
    inputTokens: turns[0]?.usage.inputTokens ?? 0,
    outputTokens: turns.reduce((sum, turn) => sum + turn.usage.outputTokens, 0),
  };
  const completion: JsonObject = { ...dialect.write(turns, conversation, context), service_tier: 'default' };
  return { output: { body: JSON.stringify(completion) }, headers: { 'x-request-id': exchange.id } };
}

function writeEvents(writer: Writer, output: InferenceOutput): OperationOutput {
  const { exchange, dialect, conversation, context } = writer;
  const write = dialect.stream?.(conversation, context) ?? (() => []);
  const turns = turnsOf(output);
  let turn = 0;
  const chunks = mapStream<TurnEvent, Uint8Array>(concatenate(turns), (event) => {
    const written = write(event, turn).map((chunk) => serverSentEvent({ ...chunk, service_tier: 'default' }));
    if (!('metadata' in event)) return written;
    exchange.notes.usage = event.metadata.usage;
    turn += 1;
    return turn === turns.length ? [...written, Buffer.from('data: [DONE]\n\n')] : written;
  });
  return { output: { body: chunks }, headers: { 'content-type': 'text/event-stream', 'x-request-id': exchange.id } };
}

function serverSentEvent(chunk: JsonObject): Uint8Array {
  return Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`);
}

function turnsOf(output: InferenceOutput) {
  if (output.kind !== 'conversation') throw new Error(`a conversation was asked for and ${output.kind} was given`);
  return output.turns;
}

async function* concatenate<Item>(streams: (Iterable<Item> | AsyncIterable<Item>)[]): AsyncGenerator<Item> {
  for (const stream of streams) yield* stream;
}
