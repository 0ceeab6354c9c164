/** What a request to Converse holds, counted in one pass, so that a rule about pictures costs nothing where there are none. */
import type { ContentBlock, ConverseRequest, SystemContentBlock, Tool } from '@aws-sdk/client-bedrock-runtime';

export type BlockKind =
  | 'text'
  | 'image'
  | 'document'
  | 'video'
  | 'audio'
  | 'toolUse'
  | 'toolResult'
  | 'guardContent'
  | 'cachePoint'
  | 'reasoningContent'
  | 'searchResult';

/** A block of a message, or of the result of a tool in it. */
export type AnyBlock = ContentBlock | NonNullable<ContentBlock.ToolResultMember['toolResult']['content']>[number];

export interface Survey {
  /** Blocks of each kind, those inside results of tools too. */
  count: Record<BlockKind, number>;
  /** Cache points in the system prompt and among the tools. */
  systemCachePoints: number;
  toolCachePoints: number;
  /** UTF-16 units of all text. */
  textLength: number;
}

/** Calls `visit` with each block of each message and of each tool result, until it gives something. */
export function eachBlock<Found>(
  input: Pick<ConverseRequest, 'messages'>,
  visit: (block: AnyBlock, where: { message: number; block: number; inResult: boolean }) => Found | undefined,
): Found | undefined {
  const messages = input.messages ?? [];
  for (let message = 0; message < messages.length; message++) {
    const content = messages[message]!.content ?? [];
    for (let block = 0; block < content.length; block++) {
      const found = visit(content[block]!, { message, block, inResult: false });
      if (found !== undefined) return found;
      for (const part of content[block]!.toolResult?.content ?? []) {
        const within = visit(part, { message, block, inResult: true });
        if (within !== undefined) return within;
      }
    }
  }
  return undefined;
}

export function surveyOf(input: ConverseRequest): Survey {
  const survey: Survey = {
    count: {
      text: 0,
      image: 0,
      document: 0,
      video: 0,
      audio: 0,
      toolUse: 0,
      toolResult: 0,
      guardContent: 0,
      cachePoint: 0,
      reasoningContent: 0,
      searchResult: 0,
    },
    systemCachePoints: 0,
    toolCachePoints: 0,
    textLength: 0,
  };
  eachBlock(input, (block) => {
    const [kind] = Object.keys(block) as BlockKind[];
    if (kind !== undefined && kind in survey.count) survey.count[kind] += 1;
    survey.textLength += block.text?.length ?? 0;
    return undefined;
  });
  for (const block of input.system ?? []) countSystemBlock(block, survey);
  for (const tool of input.toolConfig?.tools ?? []) countTool(tool, survey);
  return survey;
}

function countSystemBlock(block: SystemContentBlock, survey: Survey): void {
  if (block.cachePoint) survey.systemCachePoints += 1;
  survey.textLength += block.text?.length ?? 0;
}

function countTool(tool: Tool, survey: Survey): void {
  if (tool.cachePoint) survey.toolCachePoints += 1;
}
