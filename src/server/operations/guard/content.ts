/** What of a conversation a guardrail looks at. */
import type { JsonObject } from '../../dialects/dialect.js';
import type { GuardedContent, GuardedText } from '../../generation/guardrails/guardrail.js';
import type { ContentBlock, Conversation } from '../../inference/conversation.js';
import { readTagged } from './native-body.js';

/**
 * Where any message has guard content, that alone; else every text of every message. Of the system prompt its guard content.
 * Tool calls, their results, documents and reasoning are passed over.
 */
export function readConversationContent({ messages, system }: Conversation): GuardedContent {
  const blocks = messages.flatMap(({ content }) => content ?? []);
  const guarded = [...system, ...blocks].flatMap((block) => readGuardContent(block.guardContent));
  const scoped = blocks.some(({ guardContent }) => guardContent);
  const plain = blocks.flatMap(({ text }) => (text === undefined ? [] : [{ text }]));
  return {
    texts: scoped ? guarded : [...guarded, ...plain],
    totalCharacters: lengthOf([...guarded, ...plain]),
    images: blocks.filter(({ image, guardContent }) => image ?? guardContent?.image).length,
  };
}

function readGuardContent(block: ContentBlock['guardContent']): GuardedText[] {
  const { text, qualifiers } = block?.text ?? {};
  return text === undefined ? [] : [{ text, ...(qualifiers && { qualifiers: [...qualifiers] }) }];
}

/** What is tagged, where anything is; a prompt of one text as it stands in the body; else as above. */
export function readNativeContent(body: JsonObject, conversation: Conversation): GuardedContent {
  const content = readConversationContent(conversation);
  const tagged = readTagged(body);
  if (tagged.length > 0) return { ...content, texts: tagged };
  const prompt = body.prompt ?? body.inputText;
  if (typeof prompt !== 'string') return content;
  return { texts: [{ text: prompt }], totalCharacters: prompt.length, images: content.images };
}

export function lengthOf(texts: GuardedText[]): number {
  return texts.reduce((sum, { text }) => sum + text.length, 0);
}

/** The conversation with each of its guarded texts changed. */
export function changeTexts(conversation: Conversation, change: (text: string) => string): Conversation {
  const scoped = conversation.messages.some(({ content }) => content?.some(({ guardContent }) => guardContent));
  const changeBlock = (block: ContentBlock): ContentBlock => {
    if (block.text !== undefined && !scoped) return { text: change(block.text) };
    const guarded = block.guardContent?.text;
    return guarded ? { guardContent: { text: { ...guarded, text: change(guarded.text ?? '') } } } : block;
  };
  const messages = conversation.messages.map(({ role, content }) => ({ role, content: content?.map(changeBlock) }));
  return { ...conversation, messages };
}
