/** Writes a Turn as Claude's stream: message_start, blocks with their deltas, message_delta, message_stop. */
import type { BlockDelta, Conversation, FoldedTurn, TurnEvent } from '../../../inference/conversation.js';
import { countInputTokens } from '../../../inference/prompt-text.js';
import { countTokens } from '../../../inference/tokens.js';
import type { JsonObject, WriteContext } from '../../dialect.js';
import { toolUseId, writeCitation, writeRedacted } from './content.js';
import { generationOf } from './generation.js';
import { writeFinalUsage, writeUsage } from './usage.js';
import { writeHead, writeStop } from './write.js';

/** Order and keys of the chunks: recorded exchanges; of thinking: Anthropic, "Streaming messages". */
export function streamMessage(conversation: Conversation, context: WriteContext): (event: TurnEvent) => JsonObject[] {
  const generation = generationOf(context.model.id);
  const blocks = createBlockWriter();
  let stop: Pick<FoldedTurn, 'stopReason' | 'stopSequence'> = { stopReason: 'end_turn' };
  let thoughts = '';

  return (event) => {
    if ('messageStart' in event) return [startMessage(conversation, context)];
    if ('contentBlockStart' in event) {
      const { toolUseId: id, name } = event.contentBlockStart.start.toolUse;
      return blocks.openTool({ type: 'tool_use', id: toolUseId(id, context), name, input: {} });
    }
    if ('contentBlockDelta' in event) {
      const { delta } = event.contentBlockDelta;
      if ('reasoningContent' in delta && 'text' in delta.reasoningContent) thoughts += delta.reasoningContent.text;
      return blocks.add(delta);
    }
    if ('contentBlockStop' in event) return blocks.close();
    if ('serverToolResult' in event) return [];
    if ('messageStop' in event) {
      stop = event.messageStop;
      return [];
    }
    const usage = writeFinalUsage(event.metadata.usage, generation, countTokens(thoughts));
    return [{ type: 'message_delta', delta: writeStop(stop, generation), usage }, { type: 'message_stop' }];
  };
}

function startMessage(conversation: Conversation, context: WriteContext): JsonObject {
  const generation = generationOf(context.model.id);
  const inputTokens = countInputTokens(conversation);
  const usage = { inputTokens, outputTokens: 1, totalTokens: inputTokens + 1 };
  return {
    type: 'message_start',
    message: {
      ...writeHead(generation, context),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      ...(generation.cacheCreation && { stop_details: null }),
      usage: writeUsage(usage, generation),
    },
  };
}

/** Numbers the blocks and opens each with its first delta that says something. */
function createBlockWriter() {
  let index = -1;
  let isOpen = false;
  const open = (content_block: JsonObject): JsonObject[] => {
    if (isOpen) return [];
    isOpen = true;
    index += 1;
    return [{ type: 'content_block_start', index, content_block }];
  };
  const delta = (delta: JsonObject): JsonObject => ({ type: 'content_block_delta', index, delta });

  return {
    /** The first delta of a tool's input is empty. */
    openTool: (block: JsonObject) => [...open(block), delta({ type: 'input_json_delta', partial_json: '' })],
    add(added: BlockDelta): JsonObject[] {
      const written = writeDelta(added);
      if (!written) return [];
      const opened = open(written.block);
      return written.delta ? [...opened, delta(written.delta)] : opened;
    },
    close(): JsonObject[] {
      if (!isOpen) return [];
      isOpen = false;
      return [{ type: 'content_block_stop', index }];
    },
  };
}

/** A delta, and the block that it opens where none is open; `undefined` where it says nothing. */
function writeDelta(added: BlockDelta): { block: JsonObject; delta?: JsonObject } | undefined {
  if ('text' in added) {
    const block = { type: 'text', text: '' };
    return added.text === '' ? undefined : { block, delta: { type: 'text_delta', text: added.text } };
  }
  if ('toolUse' in added) {
    const { input } = added.toolUse;
    return input === '' ? undefined : { block: {}, delta: { type: 'input_json_delta', partial_json: input } };
  }
  if ('citation' in added) {
    const block = { type: 'text', text: '', citations: [] };
    return { block, delta: { type: 'citations_delta', citation: writeCitation(added.citation) } };
  }
  const { reasoningContent } = added;
  if ('redactedContent' in reasoningContent) return { block: writeRedacted(reasoningContent.redactedContent) };
  const block = { type: 'thinking', thinking: '', signature: '' };
  if ('text' in reasoningContent) return { block, delta: { type: 'thinking_delta', thinking: reasoningContent.text } };
  return { block, delta: { type: 'signature_delta', signature: reasoningContent.signature } };
}
