/** Mistral's chat completions, the native format of Mistral Large 2 and Pixtral Large. */
import type { ConversationDialect } from './dialect.js';
import { readMistralChat } from './shared/mistral-chat/read.js';
import { streamMistralChat, writeMistralChat } from './shared/mistral-chat/write.js';

export const mistralChat: ConversationDialect = {
  format: 'mistral-chat',
  kind: 'conversation',
  read: readMistralChat,
  write: (turns, _, context) => writeMistralChat(turns, context),
  stream: streamMistralChat,
};
