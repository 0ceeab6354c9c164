/** AI21 Jamba: chat messages in OpenAI's form, with AI21's own members around the choices. */
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import { countInputTokens } from '../inference/prompt-text.js';
import { countTokens } from '../inference/tokens.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import type { ChatBody } from './shared/chat/body.js';
import { readChat } from './shared/chat/read.js';
import {
  chatCountSchema,
  chatMessagesSchema,
  chatPenaltySchema,
  chatStopSchema,
  chatToolsSchema,
} from './shared/chat/request-schema.js';
import { createToolCallDeltas } from './shared/chat/tool-call-deltas.js';
import { finishReason, writeChatUsage, writeToolCalls } from './shared/chat/write.js';
import { textOf, turnText, withLead } from './shared/completion.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

const open: RequestSchema = { type: 'object', open: true };

/** Source: Amazon Bedrock user guide, "AI21 Labs Jamba models". */
const schema: RequestSchema = {
  type: 'object',
  required: ['messages'],
  properties: {
    messages: chatMessagesSchema(['user', 'assistant', 'system', 'tool']),
    temperature: { type: 'number', minimum: 0, maximum: 2 },
    top_p: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
    max_tokens: { type: 'integer', minimum: 0, maximum: 4096 },
    stop: chatStopSchema,
    n: chatCountSchema,
    frequency_penalty: chatPenaltySchema,
    presence_penalty: chatPenaltySchema,
    tools: chatToolsSchema,
    documents: { type: 'array', items: open },
    response_format: open,
  },
};

const defaultMaxTokens = 4096;

export const ai21Jamba: ConversationDialect = { format: 'ai21-jamba', kind: 'conversation', read, write, stream };

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schema, body);
  const chat = readChat(body as unknown as ChatBody);
  const sampling = { ...chat.sampling, maxTokens: chat.sampling.maxTokens ?? defaultMaxTokens };
  return { kind: 'conversation', modelId: model.id, ...chat, sampling };
}

function write(turns: FoldedTurn[], _: Conversation, { model, uuid }: WriteContext): JsonObject {
  const id = `chatcmpl-${uuid()}`;
  return {
    id,
    choices: turns.map((turn, index) => {
      const calls = writeToolCalls(turn, () => toolCallId(uuid));
      const content = withLead(' ', turnText(turn));
      const message = { role: 'assistant', content, tool_calls: calls.length > 0 ? calls : null };
      return { index, message, finish_reason: finishReason(turn.stopReason) };
    }),
    usage: writeChatUsage(turns),
    meta: { requestDurationMillis: turns[0]?.latencyMs ?? 0 },
    model: nameOf(model),
  };
}

/** The number with which a recorded stream names the token that ended it. */
const endToken = 518;

/** Usage is told in every chunk so far, and the metrics of the invocation have a chunk of their own. Source: a recorded exchange. */
function stream(conversation: Conversation, { uuid }: WriteContext): (event: TurnEvent, turn: number) => JsonObject[] {
  const id = `chatcmpl-${uuid()}`;
  const promptTokens = countInputTokens(conversation);
  const writeToolCallDeltas = createToolCallDeltas(() => toolCallId(uuid));
  let generated = 0;
  let stopReason: StopReason = 'end_turn';
  const chunk = (choice: JsonObject, prompt: number, completion: number): JsonObject => ({
    id,
    choices: [choice],
    usage: { prompt_tokens: prompt, total_tokens: prompt + completion, completion_tokens: completion },
  });

  function writeDeltas(event: TurnEvent): JsonObject[] {
    if ('messageStart' in event) {
      generated = 0;
      return [{ role: 'assistant', content: '' }];
    }
    const text = textOf(event);
    if (text === undefined) return writeToolCallDeltas(event);
    const content = generated === 0 ? withLead(' ', text) : text;
    generated += Math.max(1, countTokens(text));
    return [{ content }];
  }

  return (event, index) => {
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    if (!('metadata' in event)) {
      return writeDeltas(event).map((delta) => chunk({ index, delta, finish_reason: null }, promptTokens, generated));
    }
    const { usage, metrics } = event.metadata;
    const end = { index, delta: { content: '' }, finish_reason: finishReason(stopReason), stop_reason: endToken };
    const last = chunk(end, usage.inputTokens, usage.outputTokens);
    return [{ ...last, meta: { requestDurationMillis: metrics.latencyMs } }, {}];
  };
}

function toolCallId(uuid: WriteContext['uuid']): string {
  return `chatcmpl-tool-${uuid().replaceAll('-', '')}`;
}

/** `ai21.jamba-1-5-mini-v1:0` is `jamba-1.5-mini` in its replies. */
function nameOf({ id }: DialectModel): string {
  return id.replace(/^ai21\.|-v\d+(:.*)?$/g, '').replace('1-5', '1.5');
}
