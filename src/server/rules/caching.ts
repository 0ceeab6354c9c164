/** Where a cache may be cut, and by which models. */
import { exception } from '../exception.js';
import type { ConverseContext, Rule } from './rule.js';
import { eachBlock } from './shared/survey.js';
import { unsupportedField } from './shared/words.js';

function cachePoints({ survey }: ConverseContext): number {
  return survey.count.cachePoint + survey.systemCachePoints + survey.toolCachePoints;
}

export const cachePointField: Rule = {
  id: 'converse/cache-point-field',
  what: "Moonshot's models know no cache points",
  source: 'public threads of 2026',
  models: { only: ['moonshot*'] },
  check: (context) => (cachePoints(context) > 0 ? unsupportedField('cachePoint') : undefined),
};

export const promptCaching: Rule = {
  id: 'converse/prompt-caching',
  what: 'A model without prompt caching gets no cache points',
  source: 'public threads of 2025 and 2026',
  check: (context) =>
    cachePoints(context) === 0 || context.model.model.converse?.promptCaching
      ? undefined
      : exception(
          'AccessDeniedException',
          'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.',
        ),
};

export const toolCachePoint: Rule = {
  id: 'converse/tool-cache-point',
  what: 'Nova caches the system prompt and messages, no tools',
  source: 'user guide, "Prompt caching"; the words as of Nova\'s validator in public threads',
  models: { formats: ['amazon-nova-text'] },
  saidBy: 'model',
  check: ({ input, survey }) => {
    if (survey.toolCachePoints === 0) return undefined;
    const index = (input.toolConfig?.tools ?? []).findIndex((tool) => tool.cachePoint);
    return `Malformed input request: #/toolConfig/tools/${index}: extraneous key [cachePoint] is not permitted, please reformat your input and try again.`;
  },
};

export const cacheLifetime: Rule = {
  id: 'converse/cache-lifetime',
  what: 'Claude alone takes a `ttl` of a cache point',
  source: 'public threads of 2026',
  models: { except: ['anthropic.*'] },
  check: (context) => {
    if (cachePoints(context) === 0) return undefined;
    const { input } = context;
    const lives = (block: { cachePoint?: { ttl?: string } }) => block.cachePoint?.ttl !== undefined;
    const found =
      input.system?.some(lives) ||
      input.toolConfig?.tools?.some(lives) ||
      eachBlock(input, (block) => ('cachePoint' in block && lives(block) ? true : undefined));
    return found ? 'Extended TTL prompt caching is only supported for Anthropic models' : undefined;
  },
};
