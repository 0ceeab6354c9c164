/** ConverseStream: a conversation in, its Turn as it is made. */
import type { ResolvedModel } from '../catalogue.js';
import type { ServiceException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import type { Conversation, FoldedTurn, Turn, TurnEvent } from '../inference/conversation.js';
import { foldTurn } from '../inference/fold.js';
import type { InferenceOutput } from '../inference/inference.js';
import { mapStream } from '../inference/stream.js';
import type { Face } from './behaviour.js';
import { readConversation } from './converse-input.js';
import { writeUsage } from './converse-usage.js';
import { firstTurn } from './first-turn.js';
import { asksForFields, responseFields } from './shared/response-fields.js';
import { routerTrace } from './shared/router-trace.js';
import { toolUseType } from './shared/tool-use-type.js';

type Starts = Extract<TurnEvent, { contentBlockStart: unknown }>['contentBlockStart'];
type Results = Extract<TurnEvent, { serverToolResult: unknown }>['serverToolResult'];

export function openConverseStream(exchange: Exchange): Face {
  const { conversation, model, refusal } = readConversation(exchange, 'ConverseStream');
  return {
    inference: conversation,
    model,
    write: (output: InferenceOutput) => ({
      output: { stream: refusal ? refuse(refusal) : writeTurn(exchange, model, conversation, firstTurn(output)) },
    }),
  };
}

/** A stream whose only event is an exception. */
function refuse(refusal: ServiceException): Iterable<object> {
  const next = () => {
    throw refusal;
  };
  return { [Symbol.iterator]: () => ({ next }) };
}

function writeTurn(
  exchange: Exchange,
  model: ResolvedModel,
  conversation: Conversation,
  turn: Turn,
): Iterable<object> | AsyncIterable<object> {
  const said: TurnEvent[] | undefined = asksForFields(exchange) ? [] : undefined;
  return mapStream<TurnEvent, object>(turn, (event) => {
    said?.push(event);
    if ('messageStop' in event) {
      const fields = said && responseFields(exchange, model, conversation, foldTurn(said) as FoldedTurn, true);
      return [{ messageStop: { stopReason: event.messageStop.stopReason, ...fields } }];
    }
    if ('contentBlockStart' in event) return [writeStart(event.contentBlockStart, model)];
    if ('serverToolResult' in event) return writeResult(event.serverToolResult);
    if (!('metadata' in event)) return [event];
    exchange.notes.usage = event.metadata.usage;
    const usage = writeUsage(event.metadata.usage, model, false);
    return [{ metadata: { ...event.metadata, ...routerTrace(model), usage } }];
  });
}

function writeStart({ contentBlockIndex, start }: Starts, { model }: ResolvedModel): object {
  const toolUse = { ...start.toolUse, ...toolUseType(model.modelId) };
  return { contentBlockStart: { contentBlockIndex, start: { toolUse } } };
}

/** The result of a tool that the service ran: its content comes in one delta (recorded exchanges). */
function writeResult({ contentBlockIndex, toolResult }: Results): object[] {
  const { content, ...start } = toolResult;
  return [
    { contentBlockStart: { contentBlockIndex, start: { toolResult: start } } },
    { contentBlockDelta: { contentBlockIndex, delta: { toolResult: content } } },
    { contentBlockStop: { contentBlockIndex } },
  ];
}
