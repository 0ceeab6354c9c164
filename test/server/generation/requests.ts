/** Conversations and contexts for the tests of the generators. */

import { generateConversation } from '../../../src/server/generation/conversation.js';
import type { GenerationContext } from '../../../src/server/generation/generator.js';
import type { ContentBlock, Conversation, FoldedTurn, Sampling } from '../../../src/server/inference/conversation.js';
import { foldTurn } from '../../../src/server/inference/fold.js';

export const context = (parts: Partial<GenerationContext> = {}): GenerationContext => ({
  seed: 1,
  monotonic: () => 112.4,
  startedAt: 100,
  format: 'anthropic-messages',
  ...parts,
});

export const asking = (text: string, sampling: Sampling = {}, parts: Partial<Conversation> = {}): Conversation => ({
  kind: 'conversation',
  modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
  system: [],
  messages: [{ role: 'user', content: [{ text }] }],
  sampling,
  ...parts,
});

/** The first Turn, folded. */
export const reply = (conversation: Conversation, parts: Partial<GenerationContext> = {}): FoldedTurn =>
  foldTurn(generateConversation(conversation, context(parts)).turns[0]!) as FoldedTurn;

export const textOf = (content: ContentBlock[]): string => content.map((block) => block.text ?? '').join('');

/** What was sampled: the reply without the sentences that say what was asked and who answers. */
export const sampledText = (conversation: Conversation, parts: Partial<GenerationContext> = {}): string =>
  textOf(reply(conversation, parts).content).split('words are made up. ')[1]!;

/** `text`, `toolUse`: the kinds of a Turn's blocks. */
export const kindsOf = ({ content }: FoldedTurn): (string | undefined)[] =>
  content.map((block) => Object.keys(block)[0]);
