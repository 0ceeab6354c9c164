/** Writes a Turn as Nova's reply. Source of forms and orders: recorded exchanges. */
import type { ContentBlock, FoldedTurn, Usage } from '../../inference/conversation.js';
import type { Json, JsonObject, WriteContext } from '../dialect.js';

export function writeNova({ content, stopReason, usage }: FoldedTurn, context: WriteContext): JsonObject {
  const blocks = content.map((block) => writeBlock(block, context)).filter((block) => block !== undefined);
  return {
    output: { message: { content: blocks, role: 'assistant' } },
    stopReason,
    usage: writeNovaUsage(usage),
  };
}

export function writeNovaUsage({ inputTokens, outputTokens, totalTokens, ...cache }: Usage): JsonObject {
  return {
    inputTokens,
    outputTokens,
    totalTokens,
    cacheReadInputTokenCount: cache.cacheReadInputTokens ?? 0,
    cacheWriteInputTokenCount: cache.cacheWriteInputTokens ?? 0,
  };
}

/** Nova numbers its calls by uuid; an id that a fixture gave stays as it is. */
export function novaToolUseId(given: string | undefined, { uuid }: Pick<WriteContext, 'uuid'>): string {
  return given && !given.startsWith('tooluse_') ? given : uuid();
}

function writeBlock(block: ContentBlock, context: WriteContext): JsonObject | undefined {
  if (block.text) return { text: block.text };
  if (block.toolUse) {
    const { toolUseId, name = '', input } = block.toolUse;
    return { toolUse: { name, toolUseId: novaToolUseId(toolUseId, context), input: (input ?? {}) as Json } };
  }
  const thought = block.reasoningContent?.reasoningText?.text;
  return thought === undefined ? undefined : { reasoningContent: { reasoningText: { text: thought } } };
}
