/** Writer Palmyra: chat messages in OpenAI's form. */
import type { Conversation, FoldedTurn } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, Json, JsonObject, WriteContext } from './dialect.js';
import type { ChatBody } from './shared/chat/body.js';
import { readChat } from './shared/chat/read.js';
import {
  chatCountSchema,
  chatMaxTokensSchema,
  chatMessagesSchema,
  chatSeedSchema,
  chatToolChoiceSchema,
  chatToolsSchema,
} from './shared/chat/request-schema.js';
import { streamVllmChat, writeVllmChat } from './shared/chat/vllm.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

const penalty: RequestSchema = { type: 'number', nullable: true, minimum: -2, maximum: 2 };

/** Source: Amazon Bedrock user guide, "Writer Palmyra X5"; it is silent on what is refused beyond. */
const schema: RequestSchema = {
  type: 'object',
  open: true,
  required: ['messages'],
  properties: {
    messages: chatMessagesSchema(['system', 'developer', 'user', 'assistant', 'tool']),
    temperature: { type: 'number', nullable: true, minimum: 0, maximum: 2 },
    top_p: { type: 'number', nullable: true, exclusiveMinimum: 0, maximum: 1 },
    max_tokens: { type: 'integer', nullable: true, minimum: 1, maximum: 8192 },
    max_completion_tokens: chatMaxTokensSchema,
    min_tokens: { type: 'integer', nullable: true, minimum: 0 },
    stop: { type: 'array', nullable: true, maxItems: 4, items: { type: 'string' } },
    seed: chatSeedSchema,
    n: chatCountSchema,
    presence_penalty: penalty,
    frequency_penalty: penalty,
    tools: chatToolsSchema,
    tool_choice: chatToolChoiceSchema,
  },
};

const defaultMaxTokens = 16;

export const writerPalmyra: ConversationDialect = {
  format: 'writer-palmyra',
  kind: 'conversation',
  schema: () => schema,
  read,
  write: (turns: FoldedTurn[], _: Conversation, context: WriteContext) => writeVllmChat(turns, context),
  stream: (_: Conversation, context: WriteContext) => streamVllmChat(context),
};

function read(given: JsonObject, model: DialectModel): Conversation {
  const body = listContents(given);
  checkRequest(schema, body);
  const chat = readChat(body as unknown as ChatBody);
  const sampling = { ...chat.sampling, maxTokens: chat.sampling.maxTokens ?? defaultMaxTokens };
  return { kind: 'conversation', modelId: model.id, ...chat, sampling };
}

/** The user guide's example gives a message one part, `{"text": "..."}`, in place of a list. */
function listContents(body: JsonObject): JsonObject {
  const { messages } = body;
  return Array.isArray(messages) ? { ...body, messages: messages.map(listContent) } : body;
}

function listContent(message: Json): Json {
  if (!isObject(message) || !isObject(message.content)) return message;
  return { ...message, content: [message.content] };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
