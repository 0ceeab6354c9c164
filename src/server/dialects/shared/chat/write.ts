/** Writes what Turns have in common in the families of OpenAI's form. */
import type { FoldedTurn, StopReason } from '../../../inference/conversation.js';
import type { JsonObject } from '../../dialect.js';

const finishReasons: Partial<Record<StopReason, string>> = {
  max_tokens: 'length',
  tool_use: 'tool_calls',
  content_filtered: 'content_filter',
};

/** Converse's reasons in OpenAI's words; a stop sequence is a `stop` like any other. */
export function finishReason(stopReason: StopReason): string {
  return finishReasons[stopReason] ?? 'stop';
}

/** The usage of all Turns; they answer one prompt. */
export function writeChatUsage(turns: FoldedTurn[]): JsonObject {
  const prompt = turns[0]?.usage.inputTokens ?? 0;
  const completion = turns.reduce((sum, turn) => sum + turn.usage.outputTokens, 0);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** `mint` makes the id of a call that has Converse's form; one that a fixture gave stays as it is. */
export function writeToolCalls(turn: FoldedTurn, mint: () => string): JsonObject[] {
  return turn.content.flatMap(({ toolUse }) =>
    toolUse
      ? [
          {
            id: callId(toolUse.toolUseId, mint),
            type: 'function',
            function: { name: toolUse.name ?? '', arguments: JSON.stringify(toolUse.input ?? {}) },
          },
        ]
      : [],
  );
}

export function callId(given: string | undefined, mint: () => string): string {
  return given && !given.startsWith('tooluse_') ? given : mint();
}
