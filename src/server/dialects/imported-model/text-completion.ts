/** OpenAI's text completions, for prompts that limit their completion by `max_tokens`. */
import type { FoldedTurn, TurnEvent } from '../../inference/conversation.js';
import type { JsonObject, WriteContext } from '../dialect.js';
import { finishReason, writeChatUsage } from '../shared/chat/write.js';
import { textOf, turnText } from '../shared/completion.js';

/** Source: vLLM's own page on its OpenAI-compatible server; a recorded reply of an endpoint that serves such a model. */
export function writeTextCompletion(turns: FoldedTurn[], context: WriteContext): JsonObject {
  return {
    ...createHead(context),
    choices: turns.map((turn, index) =>
      createChoice(index, turnText(turn), finishReason(turn.stopReason), turn.stopSequence),
    ),
    usage: writeChatUsage(turns),
  };
}

export function streamTextCompletion(context: WriteContext): (event: TurnEvent, turn: number) => JsonObject[] {
  const head = createHead(context);
  let end: Extract<TurnEvent, { messageStop: object }>['messageStop'] = { stopReason: 'end_turn' };
  return (event, turn) => {
    if ('messageStop' in event) end = event.messageStop;
    const text = textOf(event);
    if (text !== undefined) return [{ ...head, choices: [createChoice(turn, text, null)] }];
    if (!('metadata' in event)) return [];
    return [{ ...head, choices: [createChoice(turn, '', finishReason(end.stopReason), end.stopSequence)] }];
  };
}

function createHead({ uuid, epochSeconds, model }: WriteContext): JsonObject {
  return {
    id: `cmpl-${uuid().replaceAll('-', '')}`,
    object: 'text_completion',
    created: epochSeconds,
    model: model.id,
  };
}

function createChoice(index: number, text: string, finish: string | null, stopSequence?: string): JsonObject {
  return { index, text, logprobs: null, finish_reason: finish, stop_reason: stopSequence ?? null };
}
