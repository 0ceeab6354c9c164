/** Converse: a conversation in, its Turn folded. */
import type { ResolvedModel } from '../catalogue.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import type { ContentBlock, Conversation, FoldedTurn } from '../inference/conversation.js';
import { foldTurn } from '../inference/fold.js';
import type { InferenceOutput } from '../inference/inference.js';
import type { Face } from './behaviour.js';
import { readConversation } from './converse-input.js';
import { writeUsage } from './converse-usage.js';
import { firstTurn } from './first-turn.js';
import { responseFields } from './shared/response-fields.js';
import { routerTrace } from './shared/router-trace.js';
import { toolUseType } from './shared/tool-use-type.js';

export function openConverse(exchange: Exchange): Face {
  const { conversation, model } = readConversation(exchange, 'Converse');
  return {
    inference: conversation,
    model,
    write(output: InferenceOutput) {
      const folded = foldTurn(firstTurn(output));
      return folded instanceof Promise
        ? folded.then((turn) => writeTurn(exchange, model, conversation, turn))
        : writeTurn(exchange, model, conversation, folded);
    },
  };
}

function writeTurn(
  exchange: Exchange,
  model: ResolvedModel,
  conversation: Conversation,
  turn: FoldedTurn,
): OperationOutput {
  exchange.notes.usage = turn.usage;
  return {
    output: {
      ...responseFields(exchange, model, conversation, turn, false),
      metrics: { latencyMs: turn.latencyMs },
      output: { message: { content: turn.content.map((block) => writeBlock(block, model)), role: 'assistant' } },
      stopReason: turn.stopReason,
      ...routerTrace(model),
      usage: writeUsage(turn.usage, model, true),
    },
  };
}

function writeBlock(block: ContentBlock, { model }: ResolvedModel): ContentBlock {
  if (!block.toolUse) return block;
  return { toolUse: { ...block.toolUse, ...toolUseType(model.modelId) } } as unknown as ContentBlock;
}
