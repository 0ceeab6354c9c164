/** How long a request may be: text in bytes, and tokens against the model's context window. */
import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import type { FoundationModel } from '../../fixtures/foundation-models.js';
import type { Conversation } from '../inference/conversation.js';
import { countInputTokens } from '../inference/prompt-text.js';
import type { ConverseContext, Rule } from './rule.js';
import { overflowWords } from './shared/overflow-words.js';
import { eachBlock } from './shared/survey.js';

/** Of all text of a request to Claude. Source: recorded exchanges. */
const MOST_TEXT_BYTES = 9_000_000;
/** No token is shorter than a byte, and no UTF-16 unit has more bytes in UTF-8. */
const BYTES_PER_UNIT = 3;

export const textBytes: Rule = {
  id: 'converse/text-bytes',
  what: 'All text for Claude together has at most 9,000,000 bytes',
  source: 'recorded exchanges',
  models: { formats: ['anthropic-messages'] },
  saidBy: 'model',
  check: ({ input, survey }) => textBytesWords(input, survey.textLength * BYTES_PER_UNIT),
};

/** Undefined where there is little text. `most`: bytes that all text together cannot exceed. */
export function textBytesWords(said: Pick<ConverseRequest, 'system' | 'messages'>, most: number): string | undefined {
  if (most <= MOST_TEXT_BYTES) return undefined;
  let bytes = (said.system ?? []).reduce((sum, { text = '' }) => sum + Buffer.byteLength(text), 0);
  eachBlock(said, ({ text = '' }) => {
    bytes += Buffer.byteLength(text);
    return undefined;
  });
  return bytes > MOST_TEXT_BYTES ? `too many total text bytes: ${bytes} > ${MOST_TEXT_BYTES}` : undefined;
}

export const contextWindow: Rule = {
  id: 'converse/context-window',
  what: "The request fits into the model's context window",
  source: 'recorded exchanges (Claude, Nova 2), public threads (Llama, Titan, Mistral, Command R)',
  saidBy: 'model',
  check: (context) => {
    const { input, model } = context;
    if (!mayOverflow(context)) return undefined;
    const conversation: Conversation = {
      kind: 'conversation',
      modelId: model.model.modelId,
      system: input.system ?? [],
      messages: input.messages ?? [],
      sampling: {},
      toolConfig: input.toolConfig,
    };
    return contextWindowWords(conversation, model.model);
  },
};

/** Undefined where the conversation fits. */
export function contextWindowWords(conversation: Conversation, model: FoundationModel): string | undefined {
  const limit = model.contextWindow ?? Number.POSITIVE_INFINITY;
  const tokens = countInputTokens(conversation);
  return tokens > limit ? overflowWords(model.format, tokens, limit) : undefined;
}

/** Whether the tokens have to be counted: a text of few characters, and few media, cannot be too long. */
function mayOverflow({ input, survey, model }: ConverseContext): boolean {
  const limit = model.model.contextWindow ?? Number.POSITIVE_INFINITY;
  let units = survey.textLength * BYTES_PER_UNIT + survey.count.video * 3000 + survey.count.image * 1600;
  if (survey.count.document > 0) {
    eachBlock(input, ({ document }) => {
      units += (document?.source?.bytes?.length ?? 0) + (document?.source?.text?.length ?? 0) * BYTES_PER_UNIT + 1500;
      return undefined;
    });
  }
  return units > limit;
}
