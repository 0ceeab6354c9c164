/** Claude's messages, the native format of Claude 3 and later. */
import type { Conversation, FoldedTurn } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, JsonObject, WriteContext } from './dialect.js';
import { generationOf } from './shared/anthropic/generation.js';
import { readMessages } from './shared/anthropic/read.js';
import { streamMessage } from './shared/anthropic/stream.js';
import { writeMessage } from './shared/anthropic/write.js';

export const anthropicMessages: ConversationDialect = {
  format: 'anthropic-messages',
  kind: 'conversation',
  read: (body: JsonObject, model: DialectModel): Conversation => readMessages(body, model),
  write: ([turn]: FoldedTurn[], _: Conversation, context: WriteContext): JsonObject => writeMessage(turn!, context),
  stream: streamMessage,
  cacheCounts: (model) => generationOf(model.id).cacheCounts,
};
