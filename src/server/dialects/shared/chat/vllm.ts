/** Chat completions as vLLM writes them, the server that Palmyra and imported models run on. */
import type { FoldedTurn, TurnEvent } from '../../../inference/conversation.js';
import type { JsonObject, WriteContext } from '../../dialect.js';
import { textOf, turnText } from '../completion.js';
import { thoughtOf, turnThoughts } from '../thoughts.js';
import { createToolCallDeltas } from './tool-call-deltas.js';
import { finishReason, writeChatUsage, writeToolCalls } from './write.js';

const hex = ({ uuid }: WriteContext) => uuid().replaceAll('-', '');

/** Source: Amazon Bedrock user guide, "Writer Palmyra X5"; vLLM's own page on its OpenAI-compatible server. */
export function writeVllmChat(turns: FoldedTurn[], context: WriteContext): JsonObject {
  return {
    ...createHead('chat.completion', context),
    choices: turns.map((turn, index) => ({
      index,
      message: {
        role: 'assistant',
        reasoning_content: turnThoughts(turn) || null,
        content: turnText(turn),
        tool_calls: writeToolCalls(turn, () => `chatcmpl-tool-${hex(context)}`),
      },
      logprobs: null,
      finish_reason: finishReason(turn.stopReason),
      stop_reason: turn.stopSequence ?? null,
    })),
    usage: { ...writeChatUsage(turns), prompt_tokens_details: null },
    prompt_logprobs: null,
  };
}

/** A choice's last chunk tells its end; that of the last choice is the last of all. */
export function streamVllmChat(context: WriteContext): (event: TurnEvent, turn: number) => JsonObject[] {
  const head = createHead('chat.completion.chunk', context);
  const writeDeltas = createToolCallDeltas(() => `chatcmpl-tool-${hex(context)}`);
  let end: Extract<TurnEvent, { messageStop: object }>['messageStop'] = { stopReason: 'end_turn' };
  const chunk = (index: number, delta: JsonObject, ending: JsonObject = { finish_reason: null }): JsonObject => ({
    ...head,
    choices: [{ index, delta, logprobs: null, ...ending }],
  });
  return (event, turn) => {
    if ('messageStop' in event) end = event.messageStop;
    if ('metadata' in event) {
      const stop_reason = end.stopSequence ?? null;
      return [chunk(turn, { content: '' }, { finish_reason: finishReason(end.stopReason), stop_reason })];
    }
    return [...writeDeltas(event), ...deltasOf(event)].map((delta) => chunk(turn, delta));
  };
}

function deltasOf(event: TurnEvent): JsonObject[] {
  if ('messageStart' in event) return [{ role: 'assistant', content: '' }];
  const text = textOf(event);
  if (text !== undefined) return [{ content: text }];
  const thought = thoughtOf(event);
  return thought === undefined ? [] : [{ reasoning_content: thought }];
}

function createHead(object: 'chat.completion' | 'chat.completion.chunk', context: WriteContext): JsonObject {
  return { id: `chatcmpl-${hex(context)}`, object, created: context.epochSeconds, model: context.model.id };
}
