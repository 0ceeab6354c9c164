/** InvokeGuardrailChecks: scores of content filters, prompt attacks and sensitive information, without a guardrail. */
import type { GuardrailChecksConfig, GuardrailChecksMessage } from '@aws-sdk/client-bedrock-runtime';
import type { Lexicon } from '../../fixtures/guardrail-words.js';
import type { Exchange, OperationOutput } from '../exchange.js';
import { scoreLexicon } from '../generation/guardrails/content-filter.js';
import { recognizers } from '../generation/guardrails/pii/index.js';
import { unitsOf } from '../generation/guardrails/units.js';

/** Validated before anything reads it. */
interface Input {
  messages: GuardrailChecksMessage[];
  checks: GuardrailChecksConfig;
}

/** 0, or one of three steps up to 1: the lexicon knows no finer ones. */
const severities = [0, 0.4, 0.7, 0.95];
/** Patterns either match or they do not; this is how sure a match is said to be. */
const CONFIDENCE = 0.9;

/** A text of a message, with its place. */
interface Part {
  text: string;
  messageIndex: number;
  contentIndex: number;
}

export function invokeGuardrailChecks({ input }: Exchange): OperationOutput {
  const { messages, checks } = input as unknown as Input;
  const parts: Part[] = messages.flatMap(({ content = [] }, messageIndex) =>
    content.flatMap(({ text }, contentIndex) => (text === undefined ? [] : [{ text, messageIndex, contentIndex }])),
  );
  const usage = { textUnits: unitsOf(parts.reduce((sum, { text }) => sum + text.length, 0)) };
  const { contentFilter, promptAttack, sensitiveInformation } = checks;
  const types = (sensitiveInformation?.entities ?? []).map(({ type }) => String(type));
  return {
    output: {
      results: {
        ...(contentFilter && { contentFilter: { results: scoreCategories(contentFilter.categories, parts) } }),
        ...(promptAttack && { promptAttack: { results: scoreCategories(promptAttack.categories, parts) } }),
        ...(sensitiveInformation && {
          sensitiveInformation: { results: parts.flatMap((part) => findEntities(part, types)), truncated: false },
        }),
      },
      usage: {
        ...(contentFilter && { contentFilter: usage }),
        ...(promptAttack && { promptAttack: usage }),
        ...(sensitiveInformation && { sensitiveInformation: usage }),
      },
    },
  };
}

function scoreCategories(categories: { category?: string }[] | undefined, parts: Part[]) {
  const text = parts.map((part) => part.text).join('\n');
  return (categories ?? []).map(({ category }) => ({
    category,
    severityScore: severities[scoreLexicon(category as Lexicon, text)] ?? 0,
  }));
}

function findEntities({ text, messageIndex, contentIndex }: Part, types: string[]) {
  const found = types.flatMap((type) => (recognizers[type]?.(text) ?? []).map((span) => ({ type, ...span })));
  return found
    .sort((one, other) => one.start - other.start)
    .map(({ type, start, end }) => ({
      type,
      confidenceScore: CONFIDENCE,
      beginOffset: start,
      endOffset: end,
      messageIndex,
      contentIndex,
    }));
}
