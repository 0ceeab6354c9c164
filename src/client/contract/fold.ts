/** Folds the events of ConverseStream into the message that Converse would have answered. */
import type { ContentBlock, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';

interface OpenBlock {
  text: string;
  input: string;
  toolUse?: { toolUseId?: string; name?: string };
  reasoning?: string;
}

/** Texts, tool calls and reasoning texts, in the order of their blocks; ids of tool calls are left out, since each call has its own. */
export function foldBlocks(events: readonly ConverseStreamOutput[]): unknown[] {
  const blocks = new Map<number, OpenBlock>();
  const blockAt = (index = 0) => {
    const block = blocks.get(index) ?? { text: '', input: '' };
    blocks.set(index, block);
    return block;
  };
  for (const { contentBlockStart, contentBlockDelta } of events) {
    if (contentBlockStart) blockAt(contentBlockStart.contentBlockIndex).toolUse = contentBlockStart.start?.toolUse;
    const { delta } = contentBlockDelta ?? {};
    if (!delta) continue;
    const block = blockAt(contentBlockDelta?.contentBlockIndex);
    block.text += delta.text ?? '';
    block.input += delta.toolUse?.input ?? '';
    const reasoning = delta.reasoningContent?.text;
    if (reasoning !== undefined) block.reasoning = (block.reasoning ?? '') + reasoning;
  }
  return [...blocks.values()].map(close);
}

function close({ text, input, toolUse, reasoning }: OpenBlock): unknown {
  if (toolUse) return { tool: toolUse.name, input: readJson(input || '{}') };
  return reasoning === undefined ? { text } : { reasoning };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `no JSON: ${text}`;
  }
}

/** The same of a message that came whole. */
export function plainBlocks(content: readonly ContentBlock[]): unknown[] {
  return content.map(({ text, toolUse, reasoningContent }) => {
    if (toolUse) return { tool: toolUse.name, input: toolUse.input };
    return reasoningContent ? { reasoning: reasoningContent.reasoningText?.text } : { text };
  });
}
