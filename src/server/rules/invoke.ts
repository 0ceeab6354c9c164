/** The rules of InvokeModel and InvokeModelWithResponseStream: native bodies, held by the dialects and the operations. */
import { claudeRules } from '../dialects/shared/anthropic/rules/index.js';
import type { RuleRow } from './rule.js';

export const unknownKeys: RuleRow = {
  id: 'invoke-model/unknown-keys',
  what: 'A native body has no keys that its format does not know; switched off, they are passed over',
  source: 'recorded exchanges and public threads',
};

export const textCompletionsBody: RuleRow = {
  id: 'invoke-model/text-completions-body',
  what: 'Claude 3 and later take messages; switched off, a body with `prompt` and `max_tokens_to_sample` is answered as Claude 2 did',
  source: 'public threads of 2024',
  models: { formats: ['anthropic-messages'] },
};

export const invokeTextBytes: RuleRow = {
  id: 'invoke-model/text-bytes',
  what: 'All text for Claude together has at most 9,000,000 bytes',
  source: 'recorded exchanges',
  models: { formats: ['anthropic-messages'] },
};

export const invokeContextWindow: RuleRow = {
  id: 'invoke-model/context-window',
  what: "The prompt fits into the model's context window",
  source: 'recorded exchanges (Claude), public threads (Llama, Titan, Mistral, Command R)',
};

/** Claude's own rules hold for native bodies as they do behind Converse. */
export const invokeRules: RuleRow[] = [
  ...claudeRules.map(({ id, what, source }) => ({ id, what, source, models: { formats: ['anthropic-messages'] } })),
  unknownKeys,
  textCompletionsBody,
  invokeTextBytes,
  invokeContextWindow,
];
