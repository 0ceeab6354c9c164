/** Models that were imported: the form of a request, Bedrock's own or one of OpenAI's two, is also that of its reply. */
import type { Conversation, FoldedTurn } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { streamGeneration, writeGeneration } from './imported-model/generation.js';
import { streamTextCompletion, writeTextCompletion } from './imported-model/text-completion.js';
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
  chatToolChoiceSchema,
  chatToolsSchema,
} from './shared/chat/request-schema.js';
import { streamVllmChat, writeVllmChat } from './shared/chat/vllm.js';
import { userMessage } from './shared/completion.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

type Form = 'generation' | 'text-completion' | 'chat';

const sampling: Record<string, RequestSchema> = {
  max_tokens: chatMaxTokensSchema,
  temperature: chatShareSchema(2),
  top_p: chatShareSchema(1),
  stop: chatStopSchema,
  seed: chatSeedSchema,
  n: chatCountSchema,
  frequency_penalty: chatPenaltySchema,
  presence_penalty: chatPenaltySchema,
};

/** Source: Amazon Bedrock user guide, "Invoke your imported model". What the models refuse beyond it depends on the model. */
const schema: RequestSchema = {
  byKey: {
    messages: {
      type: 'object',
      open: true,
      required: ['messages'],
      properties: {
        messages: chatMessagesSchema(),
        max_completion_tokens: chatMaxTokensSchema,
        tools: chatToolsSchema,
        tool_choice: chatToolChoiceSchema,
        ...sampling,
      },
    },
    prompt: {
      type: 'object',
      open: true,
      required: ['prompt'],
      properties: { prompt: { type: 'string', minLength: 1 }, max_gen_len: chatMaxTokensSchema, ...sampling },
    },
  },
};

/** Of a generation whose length nobody set; Llama's. */
const defaultMaxTokens = 512;

export const importedModel: ConversationDialect = {
  format: 'imported-model',
  kind: 'conversation',
  schema: () => schema,
  read,
  write,
  stream,
};

/** A prompt with `max_tokens` is in OpenAI's form, any other in Bedrock's. */
function formOf(body: JsonObject): Form {
  if (Object.hasOwn(body, 'messages')) return 'chat';
  return Object.hasOwn(body, 'max_tokens') ? 'text-completion' : 'generation';
}

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schema, body);
  const form = formOf(body);
  const chat = readChat((form === 'chat' ? body : withoutMessages(body)) as unknown as ChatBody);
  if (form === 'chat') return { kind: 'conversation', modelId: model.id, ...chat };
  const messages = [userMessage(String(body.prompt))];
  if (form === 'text-completion') return { kind: 'conversation', modelId: model.id, ...chat, messages };
  const maxTokens = typeof body.max_gen_len === 'number' ? body.max_gen_len : defaultMaxTokens;
  const limited = { ...chat.sampling, maxTokens };
  return { kind: 'conversation', modelId: model.id, ...chat, messages, sampling: limited, count: 1 };
}

/** Of a prompt's body nothing counts but how to sample. */
function withoutMessages(body: JsonObject): JsonObject {
  const known = Object.entries(body).filter(([key]) => Object.hasOwn(sampling, key));
  return { messages: [], ...Object.fromEntries(known) };
}

function write(turns: FoldedTurn[], _: Conversation, context: WriteContext): JsonObject {
  const form = formOf(context.body);
  if (form === 'chat') return writeVllmChat(turns, context);
  return form === 'text-completion' ? writeTextCompletion(turns, context) : writeGeneration(turns);
}

function stream(conversation: Conversation, context: WriteContext): ReturnType<typeof streamVllmChat> {
  const form = formOf(context.body);
  if (form === 'chat') return streamVllmChat(context);
  return form === 'text-completion' ? streamTextCompletion(context) : streamGeneration(conversation);
}
