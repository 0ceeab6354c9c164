/** Claude's rules about who speaks when, and about messages that say nothing. */
import { type Block, type Body, blocksOf, type ClaudeMessage } from '../body.js';
import { eachBlock } from './each-block.js';
import type { ClaudeRule } from './rule.js';
import { isAdaptive } from './sampling.js';

export const someMessage: ClaudeRule = {
  id: 'anthropic-messages/some-message',
  what: 'There is a message',
  source: "Anthropic's API, public threads",
  refuse: ({ request }) => (request.messages.length === 0 ? 'messages: at least one message is required' : undefined),
};

export const role: ClaudeRule = {
  id: 'anthropic-messages/role',
  what: 'A message is from the user or the assistant; the system prompt stands beside the messages, save for the newest models',
  source: 'public threads; API reference, Message (system messages of 2026)',
  refuse: ({ request, model }) => {
    const other = request.messages.map((message) => message.role).find((name) => !/^(user|assistant)$/.test(name));
    if (other === undefined || (other === 'system' && isAdaptive(model.id))) return undefined;
    return other === 'system'
      ? 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.'
      : `messages: Unexpected role "${other}". Allowed roles are "user" or "assistant".`;
  },
};

export const firstRole: ClaudeRule = {
  id: 'anthropic-messages/first-role',
  what: 'The first message is from the user',
  source: 'public threads',
  refuse: ({ request }) =>
    request.messages[0]?.role === 'user' ? undefined : 'messages: first message must use the "user" role',
};

export const alternation: ClaudeRule = {
  id: 'anthropic-messages/alternation',
  what: 'User and assistant take turns; models from Claude 3.5 on merge messages of one role',
  source: 'public threads of 2024',
  refuse: ({ request, generation }) => {
    if (generation.rolesMayRepeat) return undefined;
    const again = request.messages.find((message, index) => message.role === request.messages[index - 1]?.role);
    return again
      ? `messages: roles must alternate between "user" and "assistant", but found multiple "${again.role}" roles in a row`
      : undefined;
  },
};

export const someContent: ClaudeRule = {
  id: 'anthropic-messages/some-content',
  what: 'No message is empty, save an answer that the model is to begin',
  source: 'public threads',
  refuse: ({ request }) => {
    const index = request.messages.findIndex((message, at) => isEmpty(message) && !isLastAnswer(request, at));
    return index < 0
      ? undefined
      : `messages.${index}: all messages must have non-empty content except for the optional final assistant message`;
  },
};

export const someText: ClaudeRule = {
  id: 'anthropic-messages/some-text',
  what: 'No text block is empty or blank',
  source: 'public threads of 2025 and 2026',
  refuse: ({ request }) => eachBlock(request, wordsOfBlank),
};

function wordsOfBlank({ type, text = 'x' }: Block): string | undefined {
  if (type !== 'text' || /\S/.test(text)) return undefined;
  return text === ''
    ? 'messages: text content blocks must be non-empty'
    : 'messages: text content blocks must contain non-whitespace text';
}

export const noPrefill: ClaudeRule = {
  id: 'anthropic-messages/no-prefill',
  what: 'The conversation ends with the user, for models of 2026 and later',
  source: 'public threads of 2026',
  refuse: ({ request, generation }) =>
    generation.noPrefill && request.messages.at(-1)?.role === 'assistant'
      ? 'This model does not support assistant message prefill. The conversation must end with a user message.'
      : undefined,
};

export const prefillWithTools: ClaudeRule = {
  id: 'anthropic-messages/prefill-with-tools',
  what: 'Nobody begins the answer to the result of a tool for the model',
  source: 'recorded exchanges; the same request without a result in the last turn of the user was answered',
  refuse: ({ request }) => {
    const { messages } = request;
    if (messages.at(-1)?.role !== 'assistant' || !request.tools?.length) return undefined;
    const before = messages.findLastIndex(
      ({ role: speaker }, at) => speaker === 'assistant' && at < messages.length - 1,
    );
    const asked = messages.slice(before + 1, -1).flatMap(({ content }) => blocksOf(content));
    return asked.some(({ type }) => type === 'tool_result')
      ? 'Your API request included an `assistant` message in the final position, which would pre-fill the `assistant` response. When using tools, pre-filling the `assistant` response is not supported.'
      : undefined;
  },
};

export const trailingWhitespace: ClaudeRule = {
  id: 'anthropic-messages/trailing-whitespace',
  what: 'An answer that the model is to go on with does not end in white space',
  source: 'public threads',
  refuse: ({ request }) => {
    const last = request.messages.at(-1);
    const text = last?.role === 'assistant' ? blocksOf(last.content).at(-1)?.text : undefined;
    return text !== undefined && /\s$/.test(text)
      ? 'messages: final assistant content cannot end with trailing whitespace'
      : undefined;
  },
};

function isEmpty({ content }: ClaudeMessage): boolean {
  return content.length === 0;
}

function isLastAnswer({ messages }: Body, index: number): boolean {
  return index === messages.length - 1 && messages[index]!.role === 'assistant';
}
