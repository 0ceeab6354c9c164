/** OpenAI's chat completions, the native format of gpt-oss and of most open-weight models since 2025. */
import type { Conversation, FoldedTurn } from '../inference/conversation.js';
import { readReasoning } from '../inference/read-reasoning.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { createHead, tagsReasoning, toolCallId } from './openai-chat/head.js';
import { streamChat } from './openai-chat/stream.js';
import type { ChatBody } from './shared/chat/body.js';
import { readChat } from './shared/chat/read.js';
import {
  chatCountSchema,
  chatMaxTokensSchema,
  chatMessagesSchema,
  chatPenaltySchema,
  chatSeedSchema,
  chatShareSchema,
  chatStopSchema,
  chatStreamOptionsSchema,
  chatToolChoiceSchema,
  chatToolsSchema,
} from './shared/chat/request-schema.js';
import { finishReason, writeChatUsage, writeToolCalls } from './shared/chat/write.js';
import { turnText } from './shared/completion.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';
import { turnThoughts } from './shared/thoughts.js';

/** Source: Amazon Bedrock user guide, "OpenAI models". What the back ends refuse beyond it is not recorded. */
const schema: RequestSchema = {
  type: 'object',
  required: ['messages'],
  open: true,
  properties: {
    messages: chatMessagesSchema(),
    tools: chatToolsSchema,
    tool_choice: chatToolChoiceSchema,
    max_tokens: chatMaxTokensSchema,
    max_completion_tokens: chatMaxTokensSchema,
    temperature: chatShareSchema(2),
    top_p: chatShareSchema(1),
    stop: chatStopSchema,
    seed: chatSeedSchema,
    frequency_penalty: chatPenaltySchema,
    presence_penalty: chatPenaltySchema,
    n: chatCountSchema,
    stream_options: chatStreamOptionsSchema,
  },
};

export const openaiChat: ConversationDialect = {
  format: 'openai-chat',
  kind: 'conversation',
  read,
  write,
  stream: streamChat,
};

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schema, body);
  return {
    kind: 'conversation',
    modelId: model.id,
    ...readChat(body as unknown as ChatBody),
    reasoning: readReasoning(body, model.id),
  };
}

function write(turns: FoldedTurn[], _: Conversation, context: WriteContext): JsonObject {
  return {
    ...createHead('chat.completion', context),
    choices: turns.map((turn, index) => ({
      index,
      message: writeMessage(turn, context),
      logprobs: null,
      finish_reason: finishReason(turn.stopReason),
    })),
    usage: writeChatUsage(turns),
  };
}

/** gpt-oss puts its thoughts before the text; the others' own member for them is that of the server they run on, vLLM. */
function writeMessage(turn: FoldedTurn, context: WriteContext): JsonObject {
  const thoughts = turnThoughts(turn);
  const inText = thoughts !== '' && tagsReasoning(context.model);
  const calls = writeToolCalls(turn, () => toolCallId(context));
  return {
    role: 'assistant',
    content: (inText ? `<reasoning>${thoughts}</reasoning>` : '') + turnText(turn),
    refusal: null,
    ...(thoughts !== '' && !inText && { reasoning_content: thoughts }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}
