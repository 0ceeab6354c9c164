/** The rules of Claude's back end, in the order in which it is taken to look at a request. */
import { cacheMarks, cacheOrder } from './caching.js';
import type { ClaudeRule } from './rule.js';
import { maxTokens, noSampling, oneSampler } from './sampling.js';
import { outputSchema, strictSchema } from './structured-output.js';
import {
  adaptiveThinking,
  thinkingBudget,
  thinkingFirst,
  thinkingSignature,
  thinkingTemperature,
  thinkingToolChoice,
} from './thinking.js';
import { chosenTool, toolCalls, toolNames, toolResults, urlSource } from './tools.js';
import {
  alternation,
  firstRole,
  noPrefill,
  prefillWithTools,
  role,
  someContent,
  someMessage,
  someText,
  trailingWhitespace,
} from './turns.js';

export const claudeRules: ClaudeRule[] = [
  someMessage,
  role,
  maxTokens,
  noSampling,
  oneSampler,
  adaptiveThinking,
  thinkingBudget,
  thinkingTemperature,
  thinkingToolChoice,
  toolNames,
  chosenTool,
  cacheMarks,
  cacheOrder,
  urlSource,
  firstRole,
  alternation,
  someContent,
  someText,
  toolCalls,
  toolResults,
  thinkingSignature,
  thinkingFirst,
  noPrefill,
  prefillWithTools,
  trailingWhitespace,
  outputSchema,
  strictSchema,
];
