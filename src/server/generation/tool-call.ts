/** Whether a reply calls a tool, which one, and with what input. */
import type { Conversation, ToolConfiguration } from '../inference/conversation.js';
import { lastUserMessage } from '../inference/prompt-text.js';
import { askedText } from './asked.js';
import { makeToolInput } from './tool-input.js';
import { isCommon, stemOf, wordsOf } from './words.js';

export interface ToolCall {
  name: string;
  /** Valid by the tool's own schema, as far as `makeToolInput` goes. */
  input: unknown;
}

type Tool = NonNullable<NonNullable<ToolConfiguration['tools']>[number]['toolSpec']>;

/** A word of the tool's name in the question, or two of its description, are enough to call it. */
const enough = 2;

/**
 * The call that the reply makes; `undefined` where it answers in words. `any` and `tool` always call; `auto`, the default,
 * calls where the question speaks of a tool, and never right after tool results, so that an agent comes to an end.
 */
export function chooseToolCall(conversation: Conversation): ToolCall | undefined {
  const { toolChoice, tools = [] } = conversation.toolConfig ?? {};
  const offered = tools.flatMap((tool) => (tool.toolSpec ? [tool.toolSpec] : []));
  if (offered.length === 0) return undefined;
  const asked = askedText(conversation);
  const tool = toolChoice?.tool
    ? offered.find((candidate) => candidate.name === toolChoice.tool.name)
    : bestTool(offered, asked, toolChoice?.any ? 0 : enough);
  const answered = lastUserMessage(conversation)?.content?.some((block) => block.toolResult);
  const forced = toolChoice?.tool !== undefined || toolChoice?.any !== undefined;
  if (!tool || (answered && !forced)) return undefined;
  return { name: tool.name ?? '', input: makeToolInput(tool.inputSchema?.json, asked) };
}

function bestTool(tools: Tool[], asked: string, atLeast: number): Tool | undefined {
  const stems = new Set(contentStems(asked));
  let best: Tool | undefined;
  let bestScore = atLeast - 1;
  for (const tool of tools) {
    const score = relevance(tool, stems);
    if (score > bestScore) [best, bestScore] = [tool, score];
  }
  return best;
}

function relevance(tool: Tool, stems: Set<string>): number {
  const hits = (text: string) => new Set(contentStems(text).filter((stem) => stems.has(stem))).size;
  return hits(tool.name ?? '') * enough + hits(tool.description ?? '');
}

function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isCommon(word) && word !== 'get')
    .map(stemOf);
}
