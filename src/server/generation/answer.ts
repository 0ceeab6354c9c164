/** What a Turn says: thoughts, tool calls, structured output or words, within the limits that the caller set. */
import type { ContentBlock, Conversation, FoldedTurn } from '../inference/conversation.js';
import { createSequence } from '../inference/sequence.js';
import { countTokens } from '../inference/tokens.js';
import { askedText } from './asked.js';
import type { GenerationContext } from './generator.js';
import { type LimitedText, limitText } from './limit-text.js';
import { mixSeeds } from './random.js';
import { think } from './reasoning.js';
import { type Part, replyParts } from './reply-text.js';
import { makeValue } from './schema/make-value.js';
import { chooseToolCalls, isFreeToCall, type ToolCall } from './tools/choose-tool-calls.js';
import { callSystemTool } from './tools/system-tools.js';

/** A Turn before it is counted as usage. */
export type Answer = Pick<FoldedTurn, 'content' | 'stopReason' | 'stopSequence'> & { outputTokens: number };

/** Families that say first which tool they are about to call, where they are free to call it (recorded exchanges). */
const announcing = new Set(['anthropic-messages', 'amazon-nova-text', 'cohere-command-r']);

/** The same conversation, context and seed give the same answer. */
export function makeAnswer(conversation: Conversation, context: GenerationContext, seed: number): Answer {
  const { maxTokens = Number.POSITIVE_INFINITY } = conversation.sampling;
  const { maxOutputTokens = Number.POSITIVE_INFINITY } = context;
  const budget = Math.min(maxTokens, maxOutputTokens);
  if (!conversation.reasoning) return answerWithin(budget, conversation, context, seed);
  const thought = think(conversation, context, budget, seed);
  if (thought.outputTokens >= budget) return { ...thought, stopReason: 'max_tokens' };
  const rest = answerWithin(budget - thought.outputTokens, conversation, context, seed);
  const content = conversation.reasoning.isLast
    ? [...rest.content, ...thought.content]
    : [...thought.content, ...rest.content];
  return { ...rest, content, outputTokens: thought.outputTokens + rest.outputTokens };
}

function answerWithin(budget: number, conversation: Conversation, context: GenerationContext, seed: number): Answer {
  const calls = conversation.toolConfig ? chooseToolCalls(conversation) : [];
  if (calls.length > 0) return callTools(calls, budget, conversation, context, seed);
  const system = conversation.toolConfig && callSystemTool(conversation, createSequence(mixSeeds(seed, 3)).token);
  if (!system || system.outputTokens >= budget) return tell(budget, conversation, seed);
  const { content, outputTokens, ...end } = tell(budget - system.outputTokens, conversation, seed);
  const sources = system.sources && end.stopReason === 'end_turn' ? [system.sources] : [];
  return {
    ...end,
    content: [...system.content, ...content, ...sources],
    outputTokens: system.outputTokens + outputTokens,
  };
}

function tell(budget: number, conversation: Conversation, seed: number): Answer {
  const parts =
    conversation.outputSchema === undefined
      ? replyParts(conversation, createSequence(seed).next)
      : [{ text: JSON.stringify(makeValue(conversation.outputSchema, askedText(conversation))) ?? 'null' }];
  return say(parts, budget, conversation);
}

function say(parts: Part[], budget: number, { sampling }: Conversation): Answer {
  const text = parts.length === 1 ? parts[0]!.text : parts.map((part) => part.text).join('');
  const limited = limitText(text, budget, sampling.stopSequences);
  const { tokens: outputTokens, stopReason, stopSequence } = limited;
  return {
    content: parts.some((part) => part.citation) ? cited(parts, limited) : [{ text: limited.text }],
    outputTokens,
    stopReason,
    stopSequence,
  };
}

/** Words with a citation are a block of their own; the others stand in text blocks between them. */
function cited(parts: Part[], { text }: LimitedText): ContentBlock[] {
  const content: ContentBlock[] = [];
  let place = 0;
  for (const { text: whole, citation } of parts) {
    const kept = text.slice(place, place + whole.length);
    place += whole.length;
    const last = content.at(-1);
    if (kept === '') continue;
    if (citation)
      content.push({ citationsContent: { citations: [citation], content: [{ text: kept }] } } as ContentBlock);
    else if (last?.text === undefined) content.push({ text: kept });
    else last.text += kept;
  }
  return content.length > 0 ? content : [{ text: '' }];
}

function callTools(
  calls: ToolCall[],
  budget: number,
  conversation: Conversation,
  context: GenerationContext,
  seed: number,
): Answer {
  const isAnnounced = announcing.has(context.format) && isFreeToCall(conversation.toolConfig!);
  const lead = isAnnounced ? say([{ text: announce(calls) }], budget, conversation) : undefined;
  if (lead && lead.stopReason !== 'end_turn') return lead;
  const content = lead ? [...lead.content] : [];
  const { token } = createSequence(mixSeeds(seed, 2));
  let spent = lead?.outputTokens ?? 0;
  for (const { name, input } of calls) {
    const tokens = countTokens(name) + countTokens(JSON.stringify(input));
    const fits = spent + tokens <= budget;
    // A call whose input does not fit into the tokens that are left is cut off before it, as a model's is.
    content.push({ toolUse: { toolUseId: `tooluse_${token(22)}`, name, input: fits ? input : {} } } as ContentBlock);
    if (!fits) return { content, outputTokens: budget, stopReason: 'max_tokens' };
    spent += tokens;
  }
  return { content, outputTokens: spent, stopReason: 'tool_use' };
}

function announce(calls: ToolCall[]): string {
  const names = [...new Set(calls.map(({ name }) => name))];
  return `I will call ${names.join(' and ')} for that.`;
}
