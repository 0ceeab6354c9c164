/** Reads the input that Converse and ConverseStream share into a Conversation. */
import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import type { ResolvedModel } from '../catalogue.js';
import { ServiceException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import type { Conversation, Sampling } from '../inference/conversation.js';
import { parseOutputSchema, readOneToolCall, readOutputSchema } from '../inference/read-output-schema.js';
import { readReasoning } from '../inference/read-reasoning.js';
import { type Conversing, checkPrompt, checkRules } from '../rules/check-rules.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

interface Read {
  conversation: Conversation;
  model: ResolvedModel;
  /** What the stream says in place of an answer. */
  refusal?: ServiceException;
}

/** Throws what AWS refuses before a model is asked: the model's id, one without Converse, what breaks a rule. */
export function readConversation(exchange: Exchange, operation: Conversing['operation']): Read {
  const { namespace, region } = exchange;
  const input = exchange.input as unknown as ConverseRequest;
  checkPrompt(input, namespace.settings);
  const model = resolveNamedModel(exchange, operation);
  const refusal = refuse({ input, model, operation, region }, exchange);
  return { conversation: toConversation(input, model), model, ...(refusal && { refusal }) };
}

/** Throws, save what a stream says when it has begun. */
function refuse(asked: Conversing, { namespace }: Exchange): ServiceException | undefined {
  try {
    checkRules(asked, namespace.settings);
    return undefined;
  } catch (thrown) {
    const inStream = asked.operation === 'ConverseStream' && thrown instanceof ServiceException;
    if (inStream && thrown.options.inStream) return thrown;
    throw thrown;
  }
}

function toConversation(input: ConverseRequest, model: ResolvedModel): Conversation {
  const additional = (input.additionalModelRequestFields ?? undefined) as Record<string, unknown> | undefined;
  const { modelId, format } = model.model;
  const reasoning = readReasoning(additional, modelId);
  return {
    kind: 'conversation',
    modelId,
    system: input.system ?? [],
    messages: input.messages ?? [],
    sampling: readSampling(input, additional),
    toolConfig: input.toolConfig,
    // DeepSeek R1's thoughts stand behind its words in Converse alone (recorded exchange).
    reasoning: reasoning && format === 'deepseek-r1' ? { ...reasoning, isLast: true } : reasoning,
    outputSchema:
      parseOutputSchema(input.outputConfig?.textFormat?.structure?.jsonSchema?.schema) ?? readOutputSchema(additional),
    oneToolCall: readOneToolCall(additional),
    additional,
  };
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
