/** Writes a Turn as a message of Claude. */
import type { FoldedTurn, StopReason } from '../../../inference/conversation.js';
import { countTokens } from '../../../inference/tokens.js';
import type { JsonObject, WriteContext } from '../../dialect.js';
import { messageId, writeContent } from './content.js';
import { type Generation, generationOf } from './generation.js';
import { writeUsage } from './usage.js';

/** The keys of a message in their recorded order, which changed when caching came. */
export function writeMessage(turn: FoldedTurn, context: WriteContext): JsonObject {
  const generation = generationOf(context.model.id);
  return {
    ...writeHead(generation, context),
    content: writeContent(turn, context),
    ...writeStop(turn, generation),
    usage: writeUsage(turn.usage, generation, countThoughts(turn)),
  };
}

export function writeHead(generation: Generation, context: WriteContext): JsonObject {
  const id = messageId(context);
  const type = 'message';
  const role = 'assistant';
  const model = generation.name;
  return generation.cacheCounts ? { model, id, type, role } : { id, type, role, model };
}

/** What ended a Turn, with `stop_details` where the generation has it. */
export function writeStop(
  { stopReason, stopSequence }: Pick<FoldedTurn, 'stopReason' | 'stopSequence'>,
  generation: Generation,
): JsonObject {
  return {
    stop_reason: stopReasons[stopReason] ?? 'end_turn',
    stop_sequence: stopReason === 'stop_sequence' ? (stopSequence ?? null) : null,
    ...(generation.cacheCreation && { stop_details: null }),
  };
}

/** Converse's words for Claude's; a guardrail's stop is recorded as `end_turn`. */
const stopReasons: Partial<Record<StopReason, string>> = {
  max_tokens: 'max_tokens',
  stop_sequence: 'stop_sequence',
  tool_use: 'tool_use',
  content_filtered: 'refusal',
  model_context_window_exceeded: 'model_context_window_exceeded',
};

function countThoughts({ content }: FoldedTurn): number {
  return countTokens(content.map((block) => block.reasoningContent?.reasoningText?.text ?? '').join(''));
}
