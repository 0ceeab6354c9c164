/** Collects what the messages of a conversation hold beside words. */
import type { ContentBlock, Conversation, Message } from '../../inference/conversation.js';
import { knownPages, readPdf } from '../../inference/pdf-pages.js';
import { lastUserMessage } from '../../inference/prompt-text.js';
import type { Attachment } from './attachment.js';
import { describeDocument } from './describe-document.js';
import { describePicture, describeRecording } from './describe-media.js';

type ToolResultBlock = NonNullable<ContentBlock.ToolResultMember['toolResult']['content']>[number];
type Block = ContentBlock | ToolResultBlock;

export interface Attachments {
  /** Of the last message of the user. */
  now: Attachment[];
  /** Documents and search results of the messages before. */
  before: Attachment[];
}

const none: Attachments = { now: [], before: [] };

/** PDF files must have been read: see `unreadFiles`. */
export function findAttachments(conversation: Conversation): Attachments {
  if (!conversation.messages.some(holdsMore)) return none;
  const last = lastUserMessage(conversation);
  const found: Attachments = { now: [], before: [] };
  const counts = { document: 0, searchResult: 0 };
  for (const message of conversation.messages) {
    for (const block of blocksOf(message)) {
      const attachment = describe(block, counts);
      if (!attachment) continue;
      if (message === last) found.now.push(attachment);
      else if (attachment.passages) found.before.push(attachment);
    }
  }
  return found;
}

/** The PDF files of a conversation that have yet to be read; none for most conversations. */
export function unreadFiles({ messages }: Conversation): Uint8Array[] {
  if (!messages.some(holdsMore)) return [];
  return messages.flatMap(blocksOf).flatMap(({ document }) => {
    const bytes = document?.format === 'pdf' ? document.source?.bytes : undefined;
    return bytes && !knownPages(bytes) ? [bytes] : [];
  });
}

export async function readFiles(files: Uint8Array[]): Promise<void> {
  for (const file of files) await readPdf(file);
}

function holdsMore({ content = [] }: Message): boolean {
  return content.some((block) => block.text === undefined && block.toolUse === undefined);
}

/** The blocks of a message, those in results of tools too. */
function blocksOf({ content = [] }: Message): Block[] {
  return content.flatMap((block): Block[] => block.toolResult?.content ?? [block]);
}

function describe(block: Block, counts: { document: number; searchResult: number }): Attachment | undefined {
  if (block.image) return { words: describePicture(block.image) };
  if (block.document) return describeDocument(block.document, counts.document++);
  if (block.video) return { words: describeRecording('video', block.video) };
  if ('audio' in block && block.audio) return { words: describeRecording('audio recording', block.audio) };
  return block.searchResult && describeSearchResult(block.searchResult, counts.searchResult++);
}

function describeSearchResult(
  { title, source, content = [], citations }: NonNullable<Block['searchResult']>,
  searchResultIndex: number,
): Attachment {
  const passages = content.flatMap(({ text = '' }, start) =>
    /\S/.test(text) ? [{ text, start, end: start + 1 }] : [],
  );
  return {
    words: `the search result "${title}" from ${source}`,
    passages,
    ...(citations?.enabled && {
      cite: ({ text, start, end }) => ({
        location: { searchResultLocation: { searchResultIndex, start, end } },
        source,
        sourceContent: [{ text }],
        title,
      }),
    }),
  };
}
