/** Claude's rules about limits and sampling parameters. */
import type { Asked, ClaudeRule } from './rule.js';

export const maxTokens: ClaudeRule = {
  id: 'anthropic-messages/max-tokens',
  what: "`max_tokens` is at most the model's own limit",
  source: 'public threads',
  refuse: ({ request, generation, model }) => {
    const limit = model.maxOutputTokens ?? Number.POSITIVE_INFINITY;
    if (request.max_tokens <= limit) return undefined;
    return `max_tokens: ${request.max_tokens} > ${limit}, which is the maximum allowed number of output tokens for ${generation.name}`;
  },
};

export const oneSampler: ClaudeRule = {
  id: 'anthropic-messages/one-sampler',
  what: '`temperature` and `top_p` exclude each other, from Claude Opus 4.1 on',
  source: 'recorded exchange',
  refuse: ({ request, generation }) => {
    const both = request.temperature !== undefined && request.top_p !== undefined;
    return generation.oneOfTemperatureAndTopP && both
      ? '`temperature` and `top_p` cannot both be specified for this model. Please use only one.'
      : undefined;
  },
};

export const noSampling: ClaudeRule = {
  id: 'anthropic-messages/no-sampling',
  what: 'Claude Opus 4.7 and later models take no `temperature`, `top_p` or `top_k`',
  source: 'public threads of 2026',
  refuse: ({ request, model }) => {
    if (!isAdaptive(model.id)) return undefined;
    const given = (['temperature', 'top_p', 'top_k'] as const).find((name) => request[name] !== undefined);
    return given && `\`${given}\` is deprecated for this model.`;
  },
};

/** Opus 4.7 and 4.8, and every model whose generation is 5 or higher. */
export function isAdaptive(modelId: string): boolean {
  return /claude-opus-4-[78](?!\d)|claude-[a-z]+-(?:[5-9]|\d\d)(?!\d)/.test(modelId);
}

export const isThinking = ({ request }: Asked) =>
  request.thinking !== undefined && request.thinking.type !== 'disabled';
