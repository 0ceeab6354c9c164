/** Reads the input that Converse and ConverseStream share into a Conversation. */
import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import type { ModelOperation, ResolvedModel } from '../catalogue.js';
import { validationException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import type { Conversation, Sampling } from '../inference/conversation.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

/** As users of Claude, Nova and Titan report them in public issues; no messages at all are refused so too. */
const mustStartWithUser =
  'A conversation must start with a user message. Try again with a conversation that starts with a user message.';

/** Throws what AWS refuses before a model is asked: the model's id, one without Converse, a conversation that nobody begins. */
export function readConversation(
  exchange: Exchange,
  operation: ModelOperation,
): { conversation: Conversation; model: ResolvedModel } {
  const input = exchange.input as unknown as ConverseRequest;
  const model = resolveNamedModel(exchange, operation);
  if (input.messages?.[0]?.role !== 'user') throw validationException(mustStartWithUser, { rule: 'starts-with-user' });
  const additional = (input.additionalModelRequestFields ?? undefined) as Record<string, unknown> | undefined;
  const thinking = additional?.thinking as { type?: string; budget_tokens?: number } | undefined;
  const conversation: Conversation = {
    kind: 'conversation',
    modelId: model.model.modelId,
    system: input.system ?? [],
    messages: input.messages,
    sampling: readSampling(input, additional),
    toolConfig: input.toolConfig,
    reasoning: thinking?.type === 'enabled' ? { budgetTokens: thinking.budget_tokens } : undefined,
    additional,
  };
  return { conversation, model };
}

/** Converse has its own words for four parameters; the rest come in the model's own spelling. */
function readSampling(input: ConverseRequest, additional: Record<string, unknown> | undefined): Sampling {
  const { maxTokens, temperature, topP, stopSequences } = input.inferenceConfig ?? {};
  const nested = additional?.inferenceConfig as Record<string, unknown> | undefined;
  const topK = [additional?.top_k, additional?.topK, additional?.k, nested?.topK].find(
    (value) => typeof value === 'number',
  ) as number | undefined;
  const seed = typeof additional?.seed === 'number' ? additional.seed : undefined;
  return { maxTokens, temperature, topP, topK, stopSequences, seed };
}
