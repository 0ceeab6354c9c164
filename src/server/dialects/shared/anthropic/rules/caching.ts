/** Claude's rules about the marks of its prompt cache. */
import type { Body, CacheControl } from '../body.js';
import type { ClaudeRule } from './rule.js';

const MOST = 4;

export const cacheMarks: ClaudeRule = {
  id: 'anthropic-messages/cache-marks',
  what: 'At most four blocks mark a place in the prompt cache',
  source: 'public threads',
  refuse: ({ request }) => {
    const count = marksOf(request).length;
    return count > MOST ? `A maximum of ${MOST} blocks with cache_control may be provided. Found ${count}.` : undefined;
  },
};

export const cacheOrder: ClaudeRule = {
  id: 'anthropic-messages/cache-order',
  what: 'What is cached for an hour stands before what is cached for five minutes',
  source: 'public threads of 2026',
  refuse: ({ request }) => {
    const marks = marksOf(request);
    const short = marks.findIndex(({ mark }) => mark.ttl !== '1h');
    const late = short < 0 ? undefined : marks.find(({ mark }, at) => at > short && mark.ttl === '1h');
    return late
      ? `${late.where}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: \`tools\`, \`system\`, \`messages\`.`
      : undefined;
  },
};

interface Mark {
  where: string;
  mark: CacheControl;
}

/** In the order in which the cache reads them: tools, system prompt, messages. */
function marksOf({ tools = [], system, messages }: Body): Mark[] {
  const marks: Mark[] = [];
  const add = (holders: string | { cache_control?: CacheControl | null }[], place: () => string) => {
    if (typeof holders === 'string') return;
    for (const [index, { cache_control: mark }] of holders.entries()) {
      if (mark) marks.push({ where: `${place()}.${index}`, mark });
    }
  };
  add(tools, () => 'tools');
  add(system ?? '', () => 'system');
  for (const [at, { content }] of messages.entries()) add(content, () => `messages.${at}.content`);
  return marks;
}
