/** Bedrock's own completions, which are Llama's, for prompts that limit them by `max_gen_len` or not at all. */
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../../inference/conversation.js';
import { countInputTokens } from '../../inference/prompt-text.js';
import { countTokens } from '../../inference/tokens.js';
import type { JsonObject } from '../dialect.js';
import { textOf, turnText } from '../shared/completion.js';
import { lengthOrStop } from '../shared/length-or-stop.js';

export function writeGeneration([turn]: FoldedTurn[]): JsonObject {
  const { usage, stopReason } = turn!;
  return createGeneration(turnText(turn!), usage.inputTokens, usage.outputTokens, lengthOrStop(stopReason));
}

/** The prompt is counted in the first chunk alone, the generation in each so far. */
export function streamGeneration(conversation: Conversation): (event: TurnEvent) => JsonObject[] {
  let generated = 0;
  let stopReason: StopReason = 'end_turn';
  return (event) => {
    const text = textOf(event);
    if (text !== undefined) {
      const prompt = generated === 0 ? countInputTokens(conversation) : null;
      generated += countTokens(text);
      return [createGeneration(text, prompt, generated, null)];
    }
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    if (!('metadata' in event)) return [];
    return [createGeneration('', null, event.metadata.usage.outputTokens, lengthOrStop(stopReason))];
  };
}

function createGeneration(generation: string, prompt: number | null, count: number, stop: string | null): JsonObject {
  return { generation, prompt_token_count: prompt, generation_token_count: count, stop_reason: stop };
}
