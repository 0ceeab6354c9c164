/** What Claude's back end refuses of a body that is well formed: one table of rules, the first that speaks is heard. */
import { validationException } from '../../../exception.js';
import type { DialectModel } from '../../dialect.js';
import { type Block, type Body, blocksOf, type ClaudeMessage } from './body.js';
import type { Generation } from './generation.js';

export interface Asked {
  request: Body;
  generation: Generation;
  model: DialectModel;
}

interface Rule {
  id: string;
  /** The words of the refusal; `undefined` where there is nothing to refuse. */
  refuse(asked: Asked): string | undefined;
}

/** Throws a ValidationException with the words of the first rule that is broken. */
export function checkRules(asked: Asked): void {
  for (const { id, refuse } of rules) {
    const words = refuse(asked);
    if (words !== undefined) throw validationException(words, { rule: `anthropic-messages/${id}` });
  }
}

const thinkingPage = 'https://docs.claude.com/en/docs/build-with-claude/extended-thinking';
const isThinking = ({ request }: Asked) => request.thinking !== undefined && request.thinking.type !== 'disabled';

/** Source of the words: recorded exchanges for `one-sampler`, else messages of public issues and Anthropic's pages. */
const rules: Rule[] = [
  {
    id: 'some-message',
    refuse: ({ request }) => (request.messages.length === 0 ? 'messages: at least one message is required' : undefined),
  },
  {
    id: 'role',
    refuse: ({ request }) => {
      const role = request.messages.map((message) => message.role).find((name) => !/^(user|assistant)$/.test(name));
      if (role === undefined) return undefined;
      return role === 'system'
        ? 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.'
        : `messages: Unexpected role "${role}". Allowed roles are "user" or "assistant".`;
    },
  },
  {
    id: 'max-tokens',
    refuse: ({ request, generation, model }) => {
      const limit = model.maxOutputTokens ?? Number.POSITIVE_INFINITY;
      if (request.max_tokens <= limit) return undefined;
      return `max_tokens: ${request.max_tokens} > ${limit}, which is the maximum allowed number of output tokens for ${generation.name}`;
    },
  },
  {
    id: 'one-sampler',
    refuse: ({ request, generation }) => {
      const both = request.temperature !== undefined && request.top_p !== undefined;
      return generation.oneOfTemperatureAndTopP && both
        ? '`temperature` and `top_p` cannot both be specified for this model. Please use only one.'
        : undefined;
    },
  },
  {
    id: 'thinking-budget',
    refuse: ({ request }) =>
      (request.thinking?.budget_tokens ?? 0) >= request.max_tokens
        ? `\`max_tokens\` must be greater than \`thinking.budget_tokens\`. Please consult our documentation at ${thinkingPage}#max-tokens-and-context-window-size`
        : undefined,
  },
  {
    id: 'thinking-temperature',
    refuse: (asked) =>
      isThinking(asked) && (asked.request.temperature ?? 1) !== 1
        ? `\`temperature\` may only be set to 1 when thinking is enabled. Please consult our documentation at ${thinkingPage}#important-considerations-when-using-extended-thinking`
        : undefined,
  },
  {
    id: 'thinking-tool-choice',
    refuse: (asked) =>
      isThinking(asked) && /^(any|tool)$/.test(asked.request.tool_choice?.type ?? '')
        ? 'Thinking may not be enabled when tool_choice forces tool use.'
        : undefined,
  },
  {
    id: 'url-source',
    refuse: ({ request }) =>
      eachBlock(request, (block, where) =>
        typeof block.source === 'object' && block.source.type === 'url'
          ? `${where}.${block.type}.source.base64.data: URL sources are not supported`
          : undefined,
      ),
  },
  {
    id: 'first-role',
    refuse: ({ request }) =>
      request.messages[0]?.role === 'user' ? undefined : 'messages: first message must use the "user" role',
  },
  {
    id: 'alternation',
    refuse: ({ request, generation }) => {
      if (generation.rolesMayRepeat) return undefined;
      const again = request.messages.find((message, index) => message.role === request.messages[index - 1]?.role);
      return again
        ? `messages: roles must alternate between "user" and "assistant", but found multiple "${again.role}" roles in a row`
        : undefined;
    },
  },
  {
    id: 'some-content',
    refuse: ({ request }) => {
      const index = request.messages.findIndex((message, at) => isEmpty(message) && !isLastAnswer(request, at));
      return index < 0
        ? undefined
        : `messages.${index}: all messages must have non-empty content except for the optional final assistant message`;
    },
  },
  {
    id: 'some-text',
    refuse: ({ request }) =>
      eachBlock(request, (block) =>
        block.type === 'text' && block.text === '' ? 'messages: text content blocks must be non-empty' : undefined,
      ),
  },
  {
    id: 'tool-results',
    refuse: ({ request }) => {
      for (const [index, message] of request.messages.entries()) {
        const missing = callsWithoutResult(message, () => answersAfter(request, index));
        if (missing.length > 0) {
          return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
        }
      }
      return undefined;
    },
  },
  {
    id: 'no-prefill',
    refuse: ({ request, generation }) =>
      generation.noPrefill && request.messages.at(-1)?.role === 'assistant'
        ? 'This model does not support assistant message prefill. The conversation must end with a user message.'
        : undefined,
  },
  {
    id: 'trailing-whitespace',
    refuse: ({ request }) => {
      const last = request.messages.at(-1);
      const text = last?.role === 'assistant' ? blocksOf(last.content).at(-1)?.text : undefined;
      return text !== undefined && /\s$/.test(text)
        ? 'messages: final assistant content cannot end with trailing whitespace'
        : undefined;
    },
  },
];

/** The first words that `find` has about a block of a message; `where` is the block's place. */
function eachBlock({ messages }: Body, find: (block: Block, where: string) => string | undefined): string | undefined {
  for (const [at, { content }] of messages.entries()) {
    if (typeof content === 'string') continue;
    for (const [index, block] of content.entries()) {
      const words = find(block, `messages.${at}.content.${index}`);
      if (words !== undefined) return words;
    }
  }
  return undefined;
}

function isEmpty({ content }: ClaudeMessage): boolean {
  return content.length === 0;
}

function isLastAnswer({ messages }: Body, index: number): boolean {
  return index === messages.length - 1 && messages[index]!.role === 'assistant';
}

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
