/** Claude's rules about extended thinking. */
import { isSigned } from '../../../../inference/reasoning-signature.js';
import { blocksOf } from '../body.js';
import { eachBlock } from './each-block.js';
import type { ClaudeRule } from './rule.js';
import { isAdaptive, isThinking } from './sampling.js';

const page = 'https://docs.claude.com/en/docs/build-with-claude/extended-thinking';

export const adaptiveThinking: ClaudeRule = {
  id: 'anthropic-messages/adaptive-thinking',
  what: 'Claude Opus 4.7 and later models think adaptively, and take no budget',
  source: 'public threads of 2026',
  refuse: ({ request, model }) =>
    request.thinking?.type === 'enabled' && isAdaptive(model.id)
      ? '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
      : undefined,
};

export const thinkingBudget: ClaudeRule = {
  id: 'anthropic-messages/thinking-budget',
  what: '`max_tokens` is above the budget of thinking',
  source: 'public threads',
  refuse: ({ request }) =>
    (request.thinking?.budget_tokens ?? 0) >= request.max_tokens
      ? `\`max_tokens\` must be greater than \`thinking.budget_tokens\`. Please consult our documentation at ${page}#max-tokens-and-context-window-size`
      : undefined,
};

export const thinkingTemperature: ClaudeRule = {
  id: 'anthropic-messages/thinking-temperature',
  what: '`temperature` is 1 while the model thinks',
  source: 'public threads of 2025',
  refuse: (asked) =>
    isThinking(asked) && (asked.request.temperature ?? 1) !== 1
      ? `\`temperature\` may only be set to 1 when thinking is enabled. Please consult our documentation at ${page}#important-considerations-when-using-extended-thinking`
      : undefined,
};

export const thinkingToolChoice: ClaudeRule = {
  id: 'anthropic-messages/thinking-tool-choice',
  what: 'No tool is forced while the model thinks',
  source: 'public threads of 2025',
  refuse: (asked) =>
    isThinking(asked) && /^(any|tool)$/.test(asked.request.tool_choice?.type ?? '')
      ? 'Thinking may not be enabled when tool_choice forces tool use.'
      : undefined,
};

export const thinkingFirst: ClaudeRule = {
  id: 'anthropic-messages/thinking-first',
  what: 'While the model thinks, an answer that called tools comes back with its thinking block first',
  source: 'public threads of 2025',
  refuse: (asked) => {
    const { messages } = asked.request;
    if (asked.request.thinking?.type !== 'enabled') return undefined;
    const index = messages.findLastIndex(({ role }) => role === 'assistant');
    const blocks = blocksOf(messages[index]?.content);
    const first = blocks[0]?.type;
    if (first === undefined || /^(redacted_)?thinking$/.test(first)) return undefined;
    if (!blocks.some(({ type }) => type === 'tool_use')) return undefined;
    return `messages.${index}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable \`thinking\`. Please consult our documentation at ${page}`;
  },
};

export const thinkingSignature: ClaudeRule = {
  id: 'anthropic-messages/thinking-signature',
  what: 'A thinking block comes back as it was given: its text is the one that its signature was made for',
  source: 'public threads of 2025 and 2026',
  refuse: ({ request }) =>
    eachBlock(request, ({ type, thinking = '', signature }, where) => {
      if (type !== 'thinking') return undefined;
      if (signature === undefined) return `${where}.thinking.signature: Field required`;
      return isSigned(thinking, signature) ? undefined : `${where}: Invalid \`signature\` in \`thinking\` block`;
    }),
};
