/** What a conversation says, as text, and how many tokens it costs as input. */
import type { ContentBlock, Conversation, Message } from './conversation.js';
import { documentText } from './document-text.js';
import { countPages } from './pdf-pages.js';
import { pictureSize } from './picture-size.js';
import { countTokens } from './tokens.js';

/** Role and boundaries of a message. */
const tokensPerMessage = 4;
/** A picture costs width x height / 750, and no more than this, since a larger one is scaled down (Anthropic, "Vision"). */
const tokensPerLargestPicture = 1600;
/** A page of a PDF, and a document whose text cannot be read; Anthropic's "PDF support" says 1,500 to 3,000 for each page. */
const tokensPerPage = 1500;
/** Ten seconds at one frame a second (Amazon Nova user guide, "Video understanding"). */
const tokensPerVideo = 2880;
const tokensPerAudio = 500;

type ToolResultBlock = NonNullable<ContentBlock.ToolResultMember['toolResult']['content']>[number];
type AnyBlock = ContentBlock | ToolResultBlock;

/** The last message of the user; `undefined` where there is none. */
export function lastUserMessage(conversation: Conversation): Message | undefined {
  return conversation.messages.findLast((message) => message.role === 'user');
}

export function messageText(message: Message): string {
  return joinLines((message.content ?? []).map(blockText));
}

/** The text of a block, of whatever a message or a tool result may hold; `undefined` where it has none. */
export function blockText(block: AnyBlock): string | undefined {
  if (block.text !== undefined) return block.text;
  if ('json' in block && block.json !== undefined) return JSON.stringify(block.json);
  if (block.document) return documentText(block.document);
  if (block.searchResult) return joinLines((block.searchResult.content ?? []).map((part) => part.text));
  if ('toolUse' in block && block.toolUse) return `${block.toolUse.name} ${JSON.stringify(block.toolUse.input)}`;
  if ('toolResult' in block && block.toolResult) return joinLines((block.toolResult.content ?? []).map(blockText));
  if ('guardContent' in block && block.guardContent) return block.guardContent.text?.text;
  if ('reasoningContent' in block && block.reasoningContent) return block.reasoningContent.reasoningText?.text;
  if ('citationsContent' in block && block.citationsContent)
    return joinLines((block.citationsContent.content ?? []).map((part) => part.text));
  return undefined;
}

/** What the conversation costs as input: system prompt, tools on offer and every block of every message. */
export function countInputTokens(conversation: Conversation): number {
  let count = countTokens(joinLines(conversation.system.map((block) => block.text ?? block.guardContent?.text?.text)));
  if (conversation.toolConfig?.tools) count += countTokens(JSON.stringify(conversation.toolConfig.tools));
  for (const message of conversation.messages) {
    count += tokensPerMessage;
    for (const block of message.content ?? []) count += countBlock(block);
  }
  return count;
}

function countBlock(block: AnyBlock): number {
  if (block.image) return countPicture(block.image.source?.bytes);
  if (block.video) return tokensPerVideo;
  if ('audio' in block && block.audio) return tokensPerAudio;
  if ('toolResult' in block && block.toolResult)
    return (block.toolResult.content ?? []).reduce((total, part) => total + countBlock(part), 0);
  const text = blockText(block);
  if (text === undefined && block.document) return countDocument(block.document.source?.bytes);
  return text === undefined ? 0 : countTokens(text);
}

function countPicture(bytes: Uint8Array | undefined): number {
  const size = bytes && pictureSize(bytes);
  if (!size) return tokensPerLargestPicture;
  return Math.min(Math.ceil((size.width * size.height) / 750), tokensPerLargestPicture);
}

function countDocument(bytes: Uint8Array | undefined): number {
  return tokensPerPage * (bytes ? countPages(bytes) : 1);
}

function joinLines(parts: (string | undefined)[]): string {
  return parts.filter((part) => part).join('\n');
}
