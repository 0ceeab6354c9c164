/** Folds what ConverseStream sent into what Converse answers: the client's side of the law that they are one. */
import type {
  ContentBlock,
  ContentBlockDelta,
  ConverseStreamOutput,
  StopReason,
  TokenUsage,
} from '@aws-sdk/client-bedrock-runtime';

export interface Folded {
  role?: string;
  content: ContentBlock[];
  stopReason?: StopReason;
  usage?: TokenUsage;
}

/** Throws where an event comes after the last, or a block goes on after its end. */
export async function foldConverseStream(stream: AsyncIterable<ConverseStreamOutput> | undefined): Promise<Folded> {
  const folded: Folded = { content: [] };
  const open = new Map<number, OpenBlock>();
  const blockAt = (index: number) => {
    if (folded.content[index]) throw new Error(`block ${index} goes on after its end`);
    if (!open.has(index)) open.set(index, { text: '', input: '' });
    return open.get(index)!;
  };
  for await (const event of stream ?? []) {
    if (folded.usage) throw new Error('an event comes after the metadata');
    if (event.messageStart) folded.role = event.messageStart.role;
    if (event.contentBlockStart)
      blockAt(event.contentBlockStart.contentBlockIndex!).toolUse = event.contentBlockStart.start?.toolUse;
    if (event.contentBlockDelta)
      add(blockAt(event.contentBlockDelta.contentBlockIndex!), event.contentBlockDelta.delta!);
    if (event.contentBlockStop) {
      const index = event.contentBlockStop.contentBlockIndex!;
      folded.content[index] = close(blockAt(index));
    }
    if (event.messageStop) folded.stopReason = event.messageStop.stopReason;
    if (event.metadata) folded.usage = event.metadata.usage;
  }
  return folded;
}

interface OpenBlock {
  text: string;
  input: string;
  toolUse?: object;
  citations?: object[];
  reasoning?: { text: string; signature?: string };
}

function add(block: OpenBlock, { text, toolUse, citation, reasoningContent }: ContentBlockDelta): void {
  block.text += text ?? '';
  block.input += toolUse?.input ?? '';
  if (citation) block.citations = [...(block.citations ?? []), citation];
  if (!reasoningContent) return;
  block.reasoning ??= { text: '' };
  block.reasoning.text += reasoningContent.text ?? '';
  if (reasoningContent.signature !== undefined) block.reasoning.signature = reasoningContent.signature;
}

function close({ text, input, toolUse, citations, reasoning }: OpenBlock): ContentBlock {
  if (toolUse) return { toolUse: { ...toolUse, input: JSON.parse(input || '{}') } } as ContentBlock;
  if (reasoning) return { reasoningContent: { reasoningText: reasoning } };
  return (citations ? { citationsContent: { content: [{ text }], citations } } : { text }) as ContentBlock;
}
