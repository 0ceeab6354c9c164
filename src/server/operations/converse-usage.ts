/** The usage that Converse and ConverseStream report: Bedrock's own keys, some of which no schema models. */
import type { ResolvedModel } from '../catalogue.js';
import type { Usage } from '../inference/conversation.js';

/** Families that were gone before `serverToolUsage` came (October 2025). Source: recorded exchanges. */
const formatsWithoutServerTools = new Set(['amazon-titan-text', 'anthropic-text-completions']);

/** Claude models from 3.5 Haiku on report their cache counts in every unary reply. Source: recorded exchanges. */
const alwaysCounting = /claude-(3-5-haiku|3-7|[a-z]+-[4-9]|[4-9])/;

/** `unary`: Converse; a stream's metadata gives cache counts only where the cache was used. Keys in the order of the reply. */
export function writeUsage(usage: Usage, { model }: ResolvedModel, unary: boolean): Record<string, unknown> {
  const { inputTokens, outputTokens, totalTokens, cacheReadInputTokens, cacheWriteInputTokens, cacheDetails } = usage;
  const counted = cacheReadInputTokens !== undefined || cacheWriteInputTokens !== undefined;
  const serverToolUsage = formatsWithoutServerTools.has(model.format) ? undefined : {};
  const plain = { inputTokens, outputTokens, serverToolUsage, totalTokens };
  if (!counted && !(unary && alwaysCounting.test(model.modelId))) return plain;
  const read = cacheReadInputTokens ?? 0;
  const write = cacheWriteInputTokens ?? 0;
  return {
    cacheDetails,
    cacheReadInputTokenCount: read,
    cacheReadInputTokens: read,
    cacheWriteInputTokenCount: write,
    cacheWriteInputTokens: write,
    ...plain,
  };
}
