/** Folds a Turn into what Converse answers: the events of each block become one content block. */
import type {
  BlockDelta,
  BlockStart,
  ContentBlock,
  FoldedTurn,
  ServerToolResult,
  Turn,
  TurnEvent,
} from './conversation.js';

/** A block while its deltas arrive. */
interface OpenBlock {
  start?: BlockStart['toolUse'];
  /** Deltas of the tool's input, joined: JSON. */
  input: string;
  text?: string;
  reasoning?: { text: string; signature?: string };
  redacted?: Uint8Array;
  citations: Record<string, unknown>[];
  result?: ServerToolResult;
}

/** A synchronous Turn folds at once, an asynchronous one when it has ended; what a Turn throws passes through. */
export function foldTurn(turn: Turn): FoldedTurn | Promise<FoldedTurn> {
  if ('whole' in turn) return turn.whole();
  return Symbol.asyncIterator in turn ? foldAsync(turn) : foldSync(turn);
}

function foldSync(turn: Iterable<TurnEvent>): FoldedTurn {
  const folder = createFolder();
  for (const event of turn) folder.take(event);
  return folder.result();
}

async function foldAsync(turn: AsyncIterable<TurnEvent>): Promise<FoldedTurn> {
  const folder = createFolder();
  for await (const event of turn) folder.take(event);
  return folder.result();
}

function createFolder() {
  const blocks: OpenBlock[] = [];
  const end: Omit<FoldedTurn, 'content'> = {
    stopReason: 'end_turn',
    usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
    latencyMs: 0,
  };
  const blockAt = (index: number) => {
    blocks[index] ??= { input: '', citations: [] };
    return blocks[index];
  };

  function take(event: TurnEvent): void {
    if ('contentBlockStart' in event) {
      blockAt(event.contentBlockStart.contentBlockIndex).start = event.contentBlockStart.start.toolUse;
    } else if ('contentBlockDelta' in event) {
      addDelta(blockAt(event.contentBlockDelta.contentBlockIndex), event.contentBlockDelta.delta);
    } else if ('serverToolResult' in event) {
      blockAt(event.serverToolResult.contentBlockIndex).result = event.serverToolResult.toolResult;
    } else if ('messageStop' in event) {
      Object.assign(end, event.messageStop);
    } else if ('metadata' in event) {
      end.usage = event.metadata.usage;
      end.latencyMs = event.metadata.metrics.latencyMs;
    }
  }

  // Indexes of a Turn may have gaps: `filter` passes over them.
  return { take, result: (): FoldedTurn => ({ content: blocks.filter(() => true).map(closeBlock), ...end }) };
}

function addDelta(block: OpenBlock, delta: BlockDelta): void {
  if ('text' in delta) block.text = (block.text ?? '') + delta.text;
  else if ('toolUse' in delta) block.input += delta.toolUse.input;
  else if ('citation' in delta) block.citations.push(delta.citation);
  else if ('redactedContent' in delta.reasoningContent) block.redacted = delta.reasoningContent.redactedContent;
  else {
    block.reasoning ??= { text: '' };
    if ('text' in delta.reasoningContent) block.reasoning.text += delta.reasoningContent.text;
    else block.reasoning.signature = delta.reasoningContent.signature;
  }
}

function closeBlock(block: OpenBlock): ContentBlock {
  const { start, reasoning, redacted, citations, result, text } = block;
  if (start) return { toolUse: { ...start, input: readInput(block.input) } } as ContentBlock;
  if (reasoning) return { reasoningContent: { reasoningText: reasoning } };
  if (redacted) return { reasoningContent: { redactedContent: redacted } };
  if (result) return { toolResult: result };
  if (citations.length === 0) return { text: text ?? '' };
  const cited = { ...(text !== undefined && { content: [{ text }] }), citations };
  return { citationsContent: cited } as ContentBlock;
}

/** No delta at all is a tool without arguments. JSON that was cut off stays the text that it is. */
function readInput(json: string): unknown {
  if (json === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
