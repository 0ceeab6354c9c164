/** Claude's rules about tools, their calls and their results, and about where a picture may come from. */
import { type Block, type Body, blocksOf, type ClaudeMessage } from '../body.js';
import { eachBlock } from './each-block.js';
import type { ClaudeRule } from './rule.js';

export const urlSource: ClaudeRule = {
  id: 'anthropic-messages/url-source',
  what: 'Pictures and documents come with the request, not by URL',
  source: 'recorded exchanges',
  refuse: ({ request }) =>
    eachBlock(request, (block, where) =>
      typeof block.source === 'object' && block.source.type === 'url'
        ? `${where}.${block.type}.source.base64.data: URL sources are not supported`
        : undefined,
    ),
};

export const toolNames: ClaudeRule = {
  id: 'anthropic-messages/tool-names',
  what: 'No two tools have one name',
  source: 'public threads',
  refuse: ({ request }) => {
    const names = (request.tools ?? []).flatMap(({ name }) => name ?? []);
    return new Set(names).size < names.length ? 'tools: Tool names must be unique.' : undefined;
  },
};

export const chosenTool: ClaudeRule = {
  id: 'anthropic-messages/chosen-tool',
  what: 'The tool that is forced is among the tools',
  source: 'public threads of 2026',
  refuse: ({ request }) => {
    const { tool_choice: choice, tools = [] } = request;
    if (choice?.type !== 'tool' || tools.some(({ name }) => name === choice.name)) return undefined;
    return `Tool '${choice.name}' not found in provided tools`;
  },
};

export const toolResults: ClaudeRule = {
  id: 'anthropic-messages/tool-results',
  what: 'Every call of a tool is answered in the next turn of the user',
  source: 'public threads of 2025 and 2026',
  refuse: ({ request }) => {
    for (const [index, message] of request.messages.entries()) {
      const missing = callsWithoutResult(message, () => answersAfter(request, index));
      if (missing.length > 0) {
        return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
      }
    }
    return undefined;
  },
};

export const toolCalls: ClaudeRule = {
  id: 'anthropic-messages/tool-calls',
  what: 'Every result of a tool answers a call of the turn before it',
  source: 'public threads of 2025',
  refuse: ({ request }) => {
    let calls = new Set<string | undefined>();
    for (const [at, { role, content }] of request.messages.entries()) {
      if (typeof content === 'string') continue;
      if (role === 'assistant')
        calls = new Set(content.flatMap((block) => (block.type === 'tool_use' ? block.id : [])));
      const index = content.findIndex((block) => block.type === 'tool_result' && !calls.has(block.tool_use_id));
      if (index >= 0) {
        return `messages.${at}.content.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${content[index]!.tool_use_id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
      }
    }
    return undefined;
  },
};

/** The blocks up to the next answer: messages of one role in a row count as one. */
function answersAfter({ messages }: Body, index: number): Block[] {
  const rest = messages.slice(index + 1);
  const end = rest.findIndex((message) => message.role === 'assistant');
  return (end < 0 ? rest : rest.slice(0, end)).flatMap((message) => blocksOf(message.content));
}

function callsWithoutResult({ content }: ClaudeMessage, answers: () => Block[]): string[] {
  if (typeof content === 'string') return [];
  const calls = content.filter((block) => block.type === 'tool_use').map((block) => block.id ?? '');
  if (calls.length === 0) return [];
  const answered = new Set(answers().map((block) => block.tool_use_id));
  return calls.filter((id) => !answered.has(id));
}
