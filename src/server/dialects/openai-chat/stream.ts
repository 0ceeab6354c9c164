/** Writes a Turn as chunks of OpenAI's chat completions. */
import type { Conversation, StopReason, TurnEvent } from '../../inference/conversation.js';
import type { JsonObject, WriteContext } from '../dialect.js';
import type { ChatBody } from '../shared/chat/body.js';
import { createToolCallDeltas } from '../shared/chat/tool-call-deltas.js';
import { finishReason } from '../shared/chat/write.js';
import { textOf } from '../shared/completion.js';
import { thoughtOf } from '../shared/thoughts.js';
import { createHead, tagsReasoning, toolCallId } from './head.js';

/** Source: recorded exchanges of gpt-oss. The usage has a chunk of its own, and only where `stream_options` asks for it. */
export function streamChat(
  { count = 1 }: Conversation,
  context: WriteContext,
): (event: TurnEvent, turn: number) => JsonObject[] {
  const head = createHead('chat.completion.chunk', context);
  const includesUsage = (context.body as unknown as ChatBody).stream_options?.include_usage === true;
  const writeDeltas = createDeltas(context);
  let stopReason: StopReason = 'end_turn';
  let completionTokens = 0;
  const chunk = (index: number, delta: JsonObject, finish: string | null = null): JsonObject => ({
    ...head,
    choices: [{ index, delta, finish_reason: finish }],
  });

  return (event, turn) => {
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    if (!('metadata' in event)) return writeDeltas(event).map((delta) => chunk(turn, delta));
    const last = chunk(turn, {}, finishReason(stopReason));
    const { inputTokens, outputTokens } = event.metadata.usage;
    completionTokens += outputTokens;
    if (!includesUsage || turn < count - 1) return [last];
    const usage = {
      prompt_tokens: inputTokens,
      completion_tokens: completionTokens,
      total_tokens: inputTokens + completionTokens,
    };
    return [last, { ...head, choices: [], usage }];
  };
}

/** Makes the function that gives the deltas of an event. Thoughts between tags go out whole, between one pair of them. */
function createDeltas(context: WriteContext): (event: TurnEvent) => JsonObject[] {
  const writeToolCalls = createToolCallDeltas(() => toolCallId(context));
  const isTagged = tagsReasoning(context.model);
  let thoughts = '';
  return (event) => {
    const calls = writeToolCalls(event);
    if ('messageStart' in event) return [{ role: 'assistant', content: '' }];
    const text = textOf(event);
    if (text !== undefined) return [{ content: text }];
    const thought = thoughtOf(event);
    if (thought !== undefined && !isTagged) return [{ reasoning_content: thought }];
    thoughts += thought ?? '';
    if (!('contentBlockStop' in event) || thoughts === '') return calls;
    const content = `<reasoning>${thoughts}</reasoning>`;
    thoughts = '';
    return [{ content }];
  };
}
