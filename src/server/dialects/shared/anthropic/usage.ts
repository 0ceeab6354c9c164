/** Token counts as each generation of Claude tells them. Source: recorded exchanges. */
import type { Usage } from '../../../inference/conversation.js';
import type { JsonObject } from '../../dialect.js';
import type { Generation } from './generation.js';

/** The `usage` of a message, and of `message_start`. `thinkingTokens`: how many of the output tokens were thoughts. */
export function writeUsage(usage: Usage, generation: Generation, thinkingTokens = 0): JsonObject {
  return {
    ...inputCounts(usage, generation),
    ...(generation.cacheCreation && {
      cache_creation: {
        ephemeral_5m_input_tokens: written(usage, '5m'),
        ephemeral_1h_input_tokens: written(usage, '1h'),
      },
    }),
    ...outputCounts(usage, generation, thinkingTokens),
    ...(generation.serviceTier && { service_tier: 'standard' }),
  };
}

/** The `usage` of `message_delta`: the output alone in the generations before Claude 4.5. */
export function writeFinalUsage(usage: Usage, generation: Generation, thinkingTokens = 0): JsonObject {
  return {
    ...(generation.cacheCreation && inputCounts(usage, generation)),
    ...outputCounts(usage, generation, thinkingTokens),
  };
}

function inputCounts(usage: Usage, generation: Generation): JsonObject {
  return {
    input_tokens: usage.inputTokens,
    ...(generation.cacheCounts && {
      cache_creation_input_tokens: usage.cacheWriteInputTokens ?? 0,
      cache_read_input_tokens: usage.cacheReadInputTokens ?? 0,
    }),
  };
}

function outputCounts(usage: Usage, generation: Generation, thinkingTokens: number): JsonObject {
  return {
    output_tokens: usage.outputTokens,
    ...(generation.serviceTier && { output_tokens_details: { thinking_tokens: thinkingTokens } }),
  };
}

function written({ cacheDetails = [] }: Usage, ttl: '5m' | '1h'): number {
  return cacheDetails.find((detail) => detail.ttl === ttl)?.inputTokens ?? 0;
}
