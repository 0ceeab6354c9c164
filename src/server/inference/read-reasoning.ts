/** Reads how a model is asked to think, in every family's spelling of it. */
import type { Reasoning } from './conversation.js';

type Fields = Record<string, unknown>;

/** Models that think without being asked. Source: recorded exchanges. */
const unasked = /^(?:openai\.gpt-oss-|minimax\.minimax-m2|moonshot\.kimi-k2-thinking|deepseek\.r1-)/;

/**
 * `fields` is a native body, or what a caller of Converse adds to one: Claude's `thinking`, which Converse also takes as
 * `reasoning_config`, Nova's `reasoningConfig`, OpenAI's `reasoning_effort`. `undefined` where the model is not to think.
 */
export function readReasoning(fields: Fields | undefined, modelId: string): Reasoning | undefined {
  const effort = textIn(fields, 'reasoning_effort');
  const asked = readThinking(fields) ?? readConfig(fields) ?? (effort && effort !== 'none' ? { effort } : undefined);
  return asked ?? (unasked.test(modelId) ? {} : undefined);
}

function readThinking(fields: Fields | undefined): Reasoning | undefined {
  const thinking = objectIn(fields, 'thinking') ?? objectIn(fields, 'reasoning_config');
  if (thinking?.type !== 'enabled' && thinking?.type !== 'adaptive') return undefined;
  const effort = textIn(objectIn(fields, 'output_config'), 'effort');
  return {
    ...(typeof thinking.budget_tokens === 'number' && { budgetTokens: thinking.budget_tokens }),
    ...(effort !== undefined && { effort }),
    ...(thinking.display === 'omitted' && { isOmitted: true }),
  };
}

function readConfig(fields: Fields | undefined): Reasoning | undefined {
  const config = objectIn(fields, 'reasoningConfig');
  if (config?.type !== 'enabled') return undefined;
  const effort = textIn(config, 'maxReasoningEffort');
  return effort === undefined ? {} : { effort };
}

function objectIn(fields: Fields | undefined, name: string): Fields | undefined {
  const value = fields?.[name];
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}

function textIn(fields: Fields | undefined, name: string): string | undefined {
  const value = fields?.[name];
  return typeof value === 'string' ? value : undefined;
}
