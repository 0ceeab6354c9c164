/** The events of ConverseStream, folded into what Converse would have answered. */
import type {
  ContentBlock,
  ContentBlockDelta,
  ConverseStreamOutput,
  Message,
  StopReason,
  TokenUsage,
} from '@aws-sdk/client-bedrock-runtime';
import type { DocumentType } from '@smithy/types';

export interface Answer {
  message: Message;
  stopReason?: StopReason;
  usage?: TokenUsage;
}

interface OpenBlock {
  text?: string;
  toolUse?: { toolUseId?: string; name?: string; input: string };
  reasoning?: { text: string; signature?: string };
  redacted?: Uint8Array;
}

/** No JSON comes of a call that was cut off: its tool then says that nothing was given. */
function readInput(text: string): DocumentType {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return {};
  }
}

function closeBlock({ text, toolUse, reasoning, redacted }: OpenBlock): ContentBlock[] {
  if (toolUse) {
    const { toolUseId, name, input } = toolUse;
    return [{ toolUse: { toolUseId, name, input: readInput(input) } }];
  }
  if (redacted) return [{ reasoningContent: { redactedContent: redacted } }];
  if (reasoning) return [{ reasoningContent: { reasoningText: reasoning } }];
  return text ? [{ text }] : [];
}

function addDelta(block: OpenBlock, { text, toolUse, reasoningContent }: ContentBlockDelta) {
  if (text !== undefined) block.text = (block.text ?? '') + text;
  if (toolUse) block.toolUse = { ...block.toolUse, input: (block.toolUse?.input ?? '') + (toolUse.input ?? '') };
  if (!reasoningContent) return;
  const { text: thought = '', signature, redactedContent } = reasoningContent;
  const before = block.reasoning;
  if (redactedContent) block.redacted = redactedContent;
  else block.reasoning = { text: (before?.text ?? '') + thought, signature: signature ?? before?.signature };
}

/** Hands each text on as it comes, and resolves with the whole. Rejects where the stream ends before its messageStop. */
export async function foldEvents(
  events: AsyncIterable<ConverseStreamOutput>,
  see: (text: string) => void,
): Promise<Answer> {
  const blocks = new Map<number, OpenBlock>();
  const blockAt = (index = 0) => blocks.get(index) ?? blocks.set(index, {}).get(index)!;
  let stopReason: StopReason | undefined;
  let usage: TokenUsage | undefined;
  for await (const { contentBlockStart: start, contentBlockDelta: part, messageStop, metadata } of events) {
    if (start?.start?.toolUse) blockAt(start.contentBlockIndex).toolUse = { ...start.start.toolUse, input: '' };
    if (part?.delta) addDelta(blockAt(part.contentBlockIndex), part.delta);
    if (part?.delta?.text) see(part.delta.text);
    stopReason = messageStop?.stopReason ?? stopReason;
    usage = metadata?.usage ?? usage;
  }
  if (!stopReason) throw new Error('the stream ended in the middle of the answer');
  return { message: { role: 'assistant', content: [...blocks.values()].flatMap(closeBlock) }, stopReason, usage };
}
