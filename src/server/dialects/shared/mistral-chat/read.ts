/** Reads a chat request to Mistral's models into a conversation. */
import type { Conversation } from '../../../inference/conversation.js';
import type { DialectModel, JsonObject } from '../../dialect.js';
import type { ChatBody } from '../chat/body.js';
import { readChat } from '../chat/read.js';
import { refuseMistralChat } from './request-check.js';

const defaultMaxTokens = 8192;

/** A stream begins before the back end has looked at the body: what is wrong with it is said in there. */
export function readMistralChat(body: JsonObject, model: DialectModel, stream: boolean): Conversation {
  const refusal = refuseMistralChat(body);
  if (refusal && !stream) throw refusal;
  const chat = readChat(refusal ? { messages: [] } : (body as unknown as ChatBody));
  const sampling = { ...chat.sampling, maxTokens: chat.sampling.maxTokens ?? defaultMaxTokens };
  return { kind: 'conversation', modelId: model.id, ...chat, sampling };
}
