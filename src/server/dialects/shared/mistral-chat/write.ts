/** Writes Turns as Mistral's chat replies and chunks. */
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../../../inference/conversation.js';
import type { DialectModel, JsonObject, WriteContext } from '../../dialect.js';
import { createToolCallDeltas } from '../chat/tool-call-deltas.js';
import { finishReason, writeChatUsage, writeToolCalls } from '../chat/write.js';
import { textOf, turnText } from '../completion.js';
import { refuseMistralChat } from './request-check.js';

/** The models of February 2024 end a choice with `stop_reason` and tell no more; later ones answer as OpenAI's do. */
const isPlain = ({ id }: DialectModel) => id.includes('-2402-');

/** Source: Amazon Bedrock user guide, "Mistral AI chat completion", "Mistral Large 2 (24.07)", "Pixtral Large". */
export function writeMistralChat(turns: FoldedTurn[], context: WriteContext): JsonObject {
  const plain = isPlain(context.model);
  const head = plain ? {} : createHead('chat.completion', context);
  const choices = turns.map((turn, index) => {
    const calls = writeToolCalls(turn, () => context.token(9));
    const message = {
      role: 'assistant',
      content: turnText(turn),
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    return { index, message, [reasonKey(plain)]: finishReason(turn.stopReason) };
  });
  return { ...head, choices, ...(!plain && { usage: writeChatUsage(turns) }) };
}

/** A body that the back end refuses gets its refusal as the stream's only event. Source: a recorded exchange. */
export function streamMistralChat(
  _: Conversation,
  context: WriteContext,
): (event: TurnEvent, turn: number) => JsonObject[] {
  const plain = isPlain(context.model);
  const refusal = refuseMistralChat(context.body);
  const head = plain ? {} : createHead('chat.completion.chunk', context);
  const writeCalls = createToolCallDeltas(() => context.token(9));
  let stopReason: StopReason = 'end_turn';
  const chunk = (index: number, said: JsonObject, reason: string | null): JsonObject => {
    const part: JsonObject = plain ? { message: { role: 'assistant', ...said } } : { delta: said };
    return { ...head, choices: [{ index, ...part, [reasonKey(plain)]: reason }] };
  };
  return (event, turn) => {
    if (refusal) throw refusal;
    const text = textOf(event);
    if (text !== undefined) return [chunk(turn, { content: text }, null)];
    if ('messageStart' in event && !plain) return [chunk(turn, { role: 'assistant', content: '' }, null)];
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    if ('metadata' in event) return [chunk(turn, { content: '' }, finishReason(stopReason))];
    return writeCalls(event).map((delta) => chunk(turn, delta, null));
  };
}

function reasonKey(plain: boolean): string {
  return plain ? 'stop_reason' : 'finish_reason';
}

function createHead(object: string, { uuid, epochSeconds, model }: WriteContext): JsonObject {
  return { id: uuid(), object, created: epochSeconds, model: model.id.replace(/^mistral\.|-v\d+:\d+$/g, '') };
}
