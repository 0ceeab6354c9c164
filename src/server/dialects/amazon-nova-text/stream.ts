/** Writes a Turn as Nova's own stream, in which every piece of text is a block of its own. */
import type { BlockDelta, BlockStart, TurnEvent } from '../../inference/conversation.js';
import type { JsonObject, WriteContext } from '../dialect.js';
import { novaToolUseId, writeNovaUsage } from './write.js';

/** Source: recorded exchanges. A tool's input comes in one piece. */
export function streamNova(context: WriteContext): (event: TurnEvent) => JsonObject[] {
  let index = 0;
  let tool: { start: BlockStart['toolUse']; input: string } | undefined;

  function block(delta: JsonObject, start?: JsonObject): JsonObject[] {
    const contentBlockIndex = index++;
    return [
      ...(start ? [{ contentBlockStart: { start, contentBlockIndex } }] : []),
      { contentBlockDelta: { delta, contentBlockIndex } },
      { contentBlockStop: { contentBlockIndex } },
    ];
  }

  function add(delta: BlockDelta): JsonObject[] {
    if ('text' in delta) return delta.text === '' ? [] : block({ text: delta.text });
    if ('toolUse' in delta && tool) tool.input += delta.toolUse.input;
    if (!('reasoningContent' in delta) || !('text' in delta.reasoningContent)) return [];
    return block({ reasoningContent: { reasoningText: { text: delta.reasoningContent.text } } });
  }

  function closeTool(): JsonObject[] {
    if (!tool) return [];
    const { start, input } = tool;
    tool = undefined;
    const toolUse = { toolUseId: novaToolUseId(start.toolUseId, context), name: start.name };
    return block({ toolUse: { input: input === '' ? '{}' : input } }, { toolUse });
  }

  return (event) => {
    if ('messageStart' in event) return [{ messageStart: { role: 'assistant' } }];
    if ('contentBlockStart' in event) tool = { start: event.contentBlockStart.start.toolUse, input: '' };
    if ('contentBlockDelta' in event) return add(event.contentBlockDelta.delta);
    if ('contentBlockStop' in event) return closeTool();
    if ('messageStop' in event) return [{ messageStop: { stopReason: event.messageStop.stopReason } }];
    if (!('metadata' in event)) return [];
    const { totalTokens: _, ...usage } = writeNovaUsage(event.metadata.usage);
    return [{ metadata: { usage, metrics: {}, trace: {} } }];
  };
}
