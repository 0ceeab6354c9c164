/** Unfolds what Converse answers into a Turn: each content block becomes its events. */
import type { BlockDelta, BlockStart, ContentBlock, FoldedTurn, TurnEvent, WholeTurn } from './conversation.js';

/** The Turn of what Converse answers; `foldTurn` gives the same back. */
export function unfoldTurn(folded: FoldedTurn): WholeTurn {
  return createTurn(() => folded);
}

/** How a family's stream differs from the others'. */
export interface UnfoldOptions {
  /** Whether a tool's input comes in one delta. Default in many, the first one empty. */
  wholeInput?: boolean;
  /** Whether an empty text block stands before reasoning, in the stream alone. Default no. */
  emptyBeforeReasoning?: boolean;
}

/** A Turn that `make` makes whenever it is asked for, whole or by its events. */
export function createTurn(make: () => FoldedTurn, options?: UnfoldOptions): WholeTurn {
  return { whole: make, [Symbol.iterator]: () => unfoldEvents(make(), options).values() };
}

/** A text or reasoning block has no start. Throws on a block that no stream carries. */
function unfoldEvents(
  { content: given, stopReason, stopSequence, usage, latencyMs }: FoldedTurn,
  { wholeInput = false, emptyBeforeReasoning = false }: UnfoldOptions = {},
): TurnEvent[] {
  const events: TurnEvent[] = [{ messageStart: { role: 'assistant' } }];
  const content = emptyBeforeReasoning && given[0]?.reasoningContent ? [{ text: '' }, ...given] : given;
  for (const [contentBlockIndex, block] of content.entries()) {
    if (block.toolResult) {
      events.push({ serverToolResult: { contentBlockIndex, toolResult: block.toolResult } });
      continue;
    }
    if (block.toolUse) {
      const { input: _, ...toolUse } = block.toolUse;
      events.push({ contentBlockStart: { contentBlockIndex, start: { toolUse } as BlockStart } });
    }
    for (const delta of blockDeltas(block, wholeInput))
      events.push({ contentBlockDelta: { contentBlockIndex, delta } });
    events.push({ contentBlockStop: { contentBlockIndex } });
  }
  events.push({ messageStop: stopSequence === undefined ? { stopReason } : { stopReason, stopSequence } });
  events.push({ metadata: { metrics: { latencyMs }, usage } });
  return events;
}

/** What is cited stands before the words (recorded exchanges of Claude). */
function blockDeltas(block: ContentBlock, wholeInput: boolean): BlockDelta[] {
  if (block.text !== undefined) return textDeltas(block.text);
  if (block.toolUse) {
    const json = JSON.stringify(block.toolUse.input ?? {});
    return (wholeInput ? [json] : inputPieces(json)).map((input) => ({ toolUse: { input } }));
  }
  if (block.reasoningContent) return reasoningDeltas(block.reasoningContent);
  if (block.citationsContent) {
    const { content = [], citations = [] } = block.citationsContent;
    const text = content.map((part) => part.text ?? '').join('');
    const cited = citations.map((citation) => ({ citation: { ...citation } }));
    return content.length === 0 ? cited : [...cited, ...textDeltas(text)];
  }
  throw new TypeError(`a stream carries no ${Object.keys(block)[0]} block`);
}

function textDeltas(text: string): { text: string }[] {
  return text === '' ? [{ text }] : textPieces(text).map((piece) => ({ text: piece }));
}

function reasoningDeltas(reasoning: ContentBlock.ReasoningContentMember['reasoningContent']): BlockDelta[] {
  const { redactedContent, reasoningText } = reasoning;
  const deltas: BlockDelta[] = [];
  if (redactedContent) deltas.push({ reasoningContent: { redactedContent } });
  if (!reasoningText) return deltas;
  const { text = '', signature } = reasoningText;
  if (text !== '' || signature === undefined)
    for (const delta of textDeltas(text)) deltas.push({ reasoningContent: delta });
  if (signature !== undefined) deltas.push({ reasoningContent: { signature } });
  return deltas;
}

/** Words in each delta, over and over: the first one comes alone, as a model's does. A long word counts as several. */
const pieces = [1, 4, 5, 3, 4, 5].map((words) => new RegExp(`(?:\\s*\\S{1,24}|\\s+$){1,${words}}`, 'uy'));

/** A few words in each piece, with the blanks before them; joined they are the text. No character is cut in half. */
export function textPieces(text: string): string[] {
  const found: string[] = [];
  for (let start = 0; start < text.length; ) {
    const piece = pieces[found.length % pieces.length]!;
    piece.lastIndex = start;
    piece.test(text);
    found.push(text.slice(start, piece.lastIndex));
    start = piece.lastIndex;
  }
  return found;
}

/** The first delta of a tool's input is empty, as Claude's is (recorded exchanges). No character is cut in half. */
function inputPieces(json: string): string[] {
  return ['', ...(json.match(/.{1,10}/gsu) ?? [])];
}
