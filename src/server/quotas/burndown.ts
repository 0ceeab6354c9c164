/** How much of a quota an inference takes: what it read and wrote to the cache, and its output times the model's burndown rate. */
import { burndownRates } from '../../fixtures/quota.js';
import { matchesGlob } from '../match.js';

export interface CountedUsage {
  inputTokens: number;
  outputTokens: number;
  cacheReadInputTokens?: number;
  cacheWriteInputTokens?: number;
}

const rates = new Map<string, number>();

/** Of a foundation model, by its id. Source: user guide, "How tokens are counted in Amazon Bedrock". */
export function burndownRate(modelId: string): number {
  let rate = rates.get(modelId);
  if (rate === undefined) {
    rate = burndownRates().find(({ model }) => matchesGlob(model, modelId))?.rate ?? 1;
    rates.set(modelId, rate);
  }
  return rate;
}

/** What was read from the cache is free. */
export function quotaUsage({ inputTokens, outputTokens, cacheWriteInputTokens = 0 }: CountedUsage, modelId: string) {
  return inputTokens + cacheWriteInputTokens + outputTokens * burndownRate(modelId);
}
