/** Writes the content of a Turn as Claude's content blocks. */
import type { ContentBlock, FoldedTurn } from '../../../inference/conversation.js';
import type { Json, JsonObject, WriteContext } from '../../dialect.js';
import { writeBase64 } from '../base64.js';

type Mint = Pick<WriteContext, 'token'>;

/** Source of the forms of ids: recorded exchanges. */
export function messageId({ token }: Mint): string {
  return `msg_bdrk_01${token(22)}`;
}

/** The id of a tool call; one that a fixture gave stays as it is, Converse's own form becomes Claude's. */
export function toolUseId(given: string | undefined, { token }: Mint): string {
  return given && !given.startsWith('tooluse_') ? given : `toolu_bdrk_01${token(22)}`;
}

/** Claude sends no empty text. */
export function writeContent({ content }: FoldedTurn, context: Mint): JsonObject[] {
  return content.map((block) => writeBlock(block, context)).filter((block) => block !== undefined);
}

function writeBlock(block: ContentBlock, context: Mint): JsonObject | undefined {
  if (block.text) return { type: 'text', text: block.text };
  if (block.toolUse) {
    const { toolUseId: id, name = '', input } = block.toolUse;
    return { type: 'tool_use', id: toolUseId(id, context), name, input: (input ?? {}) as Json };
  }
  if (block.reasoningContent?.reasoningText) {
    const { text = '', signature = '' } = block.reasoningContent.reasoningText;
    return { type: 'thinking', thinking: text, signature };
  }
  if (block.reasoningContent?.redactedContent) return writeRedacted(block.reasoningContent.redactedContent);
  if (!block.citationsContent) return undefined;
  const text = (block.citationsContent.content ?? []).map((part) => part.text ?? '').join('');
  const citations = (block.citationsContent.citations ?? []).map((citation) => writeCitation({ ...citation }));
  return { type: 'text', text, citations };
}

export function writeRedacted(data: Uint8Array): JsonObject {
  return { type: 'redacted_thinking', data: writeBase64(data) };
}

/** Converse's kind of location, Claude's type for it, and what its bounds count. Source: Anthropic, "Citations". */
const locations: readonly [kind: string, type: string, from: string, to: string][] = [
  ['documentChar', 'char_location', 'start_char_index', 'end_char_index'],
  ['documentPage', 'page_location', 'start_page_number', 'end_page_number'],
  ['documentChunk', 'content_block_location', 'start_block_index', 'end_block_index'],
  ['searchResultLocation', 'search_result_location', 'start_block_index', 'end_block_index'],
];

interface Place {
  documentIndex?: number;
  searchResultIndex?: number;
  start?: number;
  end?: number;
}

interface Citation {
  title?: string;
  source?: string;
  sourceContent?: { text?: string }[];
  location?: Record<string, Place>;
}

/** A citation of Converse as one of Claude's. */
export function writeCitation(citation: Record<string, unknown>): JsonObject {
  const { title = null, source = '', sourceContent = [], location = {} } = citation as Citation;
  const [kind, type, from, to] = locations.find(([name]) => location[name]) ?? locations[0]!;
  const { documentIndex = 0, searchResultIndex, start = 0, end = 0 } = location[kind] ?? {};
  const cited_text = sourceContent.map((part) => part.text ?? '').join('');
  return searchResultIndex === undefined
    ? { type, cited_text, document_index: documentIndex, document_title: title, [from]: start, [to]: end }
    : { type, cited_text, source, title, search_result_index: searchResultIndex, [from]: start, [to]: end };
}
