/** What a model thinks before it answers, as blocks of a reply. */
import type { ContentBlock, Conversation } from '../inference/conversation.js';
import { signReasoning } from '../inference/reasoning-signature.js';
import { createSequence } from '../inference/sequence.js';
import { askedText, quote } from './asked.js';
import type { GenerationContext } from './generator.js';
import { limitText } from './limit-text.js';
import { hashText, mixSeeds } from './random.js';
import { sampleText } from './sampler.js';

export interface Thought {
  content: ContentBlock[];
  outputTokens: number;
}

/** Fewest words that are thought, by effort: more of it, more words. */
const wordsByEffort: Record<string, number> = { minimal: 1, low: 8, medium: 24, high: 48, xhigh: 72, max: 96 };
const usualWords = 8;

/**
 * A user's text with these words gets its thoughts redacted, so that a program can be tried with such blocks. Source:
 * Anthropic, "Extended thinking".
 */
const redacts =
  'ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING_46C9A13E193C177646C7398A98432ECCCE4C1253D5E2D82641AC0E52CC2876CB';

/** Only Claude signs what it thought (recorded exchanges). */
export function think(conversation: Conversation, context: GenerationContext, budget: number, seed: number): Thought {
  const { budgetTokens = budget, isOmitted } = conversation.reasoning ?? {};
  const asked = askedText(conversation);
  const { text, tokens } = limitText(thoughtText(conversation, asked, seed), Math.min(budgetTokens, budget));
  const block = (reasoningContent: ContentBlock.ReasoningContentMember['reasoningContent']): Thought => ({
    content: [{ reasoningContent }],
    outputTokens: tokens,
  });
  if (!context.format.startsWith('anthropic')) return block({ reasoningText: { text } });
  const signature = signReasoning(text);
  if (asked.includes(redacts)) return block({ redactedContent: Buffer.from(signature, 'base64') });
  return block({ reasoningText: isOmitted ? { text: '', signature: signReasoning('') } : { text, signature } });
}

function thoughtText(conversation: Conversation, asked: string, seed: number): string {
  const { sampling, reasoning } = conversation;
  const words = wordsByEffort[reasoning?.effort ?? ''] ?? usualWords;
  const random = createSequence(mixSeeds(seed, 1)).next;
  const sampled = sampleText({ sampling, topic: hashText(asked) ^ 1, words, random });
  return `I am to answer "${quote(asked, 60)}", and this is what comes to mind. ${sampled}`;
}
