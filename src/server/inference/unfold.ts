/** Unfolds what Converse answers into a Turn: each content block becomes its events. */
import type { BlockDelta, ContentBlock, FoldedTurn, TurnEvent } from './conversation.js';

export interface UnfoldOptions {
  /** Cuts a text into the pieces that each delta carries; joined they must be the text. Default `textPieces`. */
  pieces?(text: string): Iterable<string>;
}

/** Words in each delta, over and over: the first one comes alone, as a model's does. */
const wordsPerPiece = [1, 4, 5, 3, 4, 5];

/** The events of a whole Turn, made as they are asked for; `foldTurn` makes the same folded Turn of them. */
export function* unfoldTurn(folded: FoldedTurn, options?: UnfoldOptions): Generator<TurnEvent, void> {
  const { stopReason, stopSequence, usage, latencyMs } = folded;
  yield { messageStart: { role: 'assistant' } };
  yield* unfoldContent(folded.content, options);
  yield { messageStop: stopSequence === undefined ? { stopReason } : { stopReason, stopSequence } };
  yield { metadata: { usage, metrics: { latencyMs } } };
}

/** The events of content blocks alone. A text or reasoning block has no start. Throws on a block that no stream carries. */
export function* unfoldContent(content: ContentBlock[], options?: UnfoldOptions): Generator<TurnEvent, void> {
  const pieces = options?.pieces ?? textPieces;
  for (const [contentBlockIndex, block] of content.entries()) {
    if (block.toolUse) {
      const { input: _, ...toolUse } = block.toolUse;
      const start = { toolUse } as { toolUse: { toolUseId: string; name: string } };
      yield { contentBlockStart: { contentBlockIndex, start } };
    }
    for (const delta of blockDeltas(block, pieces)) yield { contentBlockDelta: { contentBlockIndex, delta } };
    yield { contentBlockStop: { contentBlockIndex } };
  }
}

function* blockDeltas(block: ContentBlock, pieces: (text: string) => Iterable<string>): Generator<BlockDelta, void> {
  if (block.text !== undefined) yield* textDeltas(block.text, pieces);
  else if (block.toolUse) {
    for (const input of inputPieces(JSON.stringify(block.toolUse.input ?? {}))) yield { toolUse: { input } };
  } else if (block.reasoningContent) {
    yield* reasoningDeltas(block.reasoningContent, pieces);
  } else if (block.citationsContent) {
    const text = (block.citationsContent.content ?? []).map((part) => part.text ?? '').join('');
    yield* textDeltas(text, pieces);
    for (const citation of block.citationsContent.citations ?? []) yield { citation: { ...citation } };
  } else {
    throw new TypeError(`a stream carries no ${Object.keys(block)[0]} block`);
  }
}

function* textDeltas(text: string, pieces: (text: string) => Iterable<string>): Generator<BlockDelta, void> {
  if (text === '') yield { text };
  for (const piece of pieces(text)) yield { text: piece };
}

function* reasoningDeltas(
  reasoning: ContentBlock.ReasoningContentMember['reasoningContent'],
  pieces: (text: string) => Iterable<string>,
): Generator<BlockDelta, void> {
  if (reasoning.redactedContent) yield { reasoningContent: { redactedContent: reasoning.redactedContent } };
  if (!reasoning.reasoningText) return;
  const { text = '', signature } = reasoning.reasoningText;
  for (const delta of textDeltas(text, pieces)) yield { reasoningContent: delta as { text: string } };
  if (signature !== undefined) yield { reasoningContent: { signature } };
}

/** A few words in each piece, with the blanks before them; a word longer than 24 characters is cut. */
export function* textPieces(text: string): Generator<string, void> {
  const words = text.match(/\s*\S{1,24}|\s+$/gu) ?? [];
  for (let start = 0, piece = 0; start < words.length; piece++) {
    const end = start + wordsPerPiece[piece % wordsPerPiece.length]!;
    yield words.slice(start, end).join('');
    start = end;
  }
}

/** The first delta of a tool's input is empty, as Claude's is (recorded exchanges). No character is cut in half. */
function inputPieces(json: string): string[] {
  return ['', ...(json.match(/.{1,10}/gsu) ?? [])];
}
