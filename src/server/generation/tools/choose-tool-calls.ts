/** Which tools a reply calls, how often, and with what input. */
import type { Conversation, ToolConfiguration } from '../../inference/conversation.js';
import { lastUserMessage } from '../../inference/prompt-text.js';
import { askedText } from '../asked.js';
import { makeValue } from '../schema/make-value.js';
import { chooseTools, type Tool } from './relevance.js';
import { repeatQuestion } from './repeat-question.js';

export interface ToolCall {
  name: string;
  /** Valid by the tool's own schema. */
  input: unknown;
}

/** More calls than this are not made at once. */
const mostCalls = 8;

/**
 * The calls that the reply makes; none where it answers in words. `any` and `tool` always call; `auto`, the default, calls
 * each tool that the question speaks of, and none right after tool results, so that an agent comes to an end. A question
 * that names several things for one tool (`the weather in Paris and London`) calls it for each.
 */
export function chooseToolCalls(conversation: Conversation): ToolCall[] {
  const { toolChoice, tools = [] } = conversation.toolConfig ?? {};
  const offered = tools.flatMap((tool) => (tool.toolSpec ? [tool.toolSpec] : []));
  const isForced = toolChoice?.tool !== undefined || toolChoice?.any !== undefined;
  if (offered.length === 0 || (!isForced && isAnswered(conversation))) return [];
  const asked = askedText(conversation);
  if (toolChoice?.tool) {
    const tool = offered.find(({ name }) => name === toolChoice.tool.name);
    return tool ? [call(tool, asked)] : [];
  }
  const calls = chooseTools(offered, asked, isForced).flatMap(({ tool, question }) =>
    repeatQuestion(tool.inputSchema?.json, question).map((one) => call(tool, one)),
  );
  return calls.slice(0, conversation.oneToolCall ? 1 : mostCalls);
}

function isAnswered(conversation: Conversation): boolean {
  return lastUserMessage(conversation)?.content?.some((block) => block.toolResult) ?? false;
}

function call({ name = '', inputSchema }: Tool, question: string): ToolCall {
  return { name, input: makeValue(inputSchema?.json ?? { type: 'object' }, question) };
}

/** Whether the caller leaves it to the model to call: then a model may say first what it is about to do. */
export function isFreeToCall({ toolChoice }: ToolConfiguration): boolean {
  return toolChoice?.tool === undefined && toolChoice?.any === undefined;
}
