/** Simulates the prompt cache: which part of a conversation's input was read from it, which was written to it. */
import { createHash } from 'node:crypto';
import type { Conversation, Usage } from '../inference/conversation.js';
import { countTokens } from '../inference/tokens.js';

/** Prefixes in the cache, by their hash: when they go, in milliseconds of the namespace's clock. */
export type PromptCache = Map<string, number>;

export interface CachedUsage {
  read: number;
  written: { ttl: Ttl; tokens: number }[];
}

type Ttl = '5m' | '1h';

/** Source: user guide, "Prompt caching". A hit starts the time anew. */
const lifetimes: Record<Ttl, number> = { '5m': 300_000, '1h': 3_600_000 };
const MAXIMUM_CHECKPOINTS = 4;
/** How many blocks before a checkpoint are looked at for a prefix that an earlier request cached. Source: user guide. */
const LOOK_BACK = 20;

interface Prefix {
  hash: string;
  tokens: number;
}

interface Checkpoint {
  /** How many blocks stand before it. */
  blocks: number;
  ttl: Ttl;
}

/**
 * What the cache does for a conversation, and the cache as it is afterwards. Undefined where the conversation has no cache point.
 * `minimum`: fewer tokens before a checkpoint are not cached, which is no error.
 */
export function usePromptCache(
  conversation: Conversation,
  cache: PromptCache,
  minimum: number,
  now: number,
): CachedUsage | undefined {
  if (!hasCachePoint(conversation)) return undefined;
  const { prefixes, checkpoints } = readPrefixes(conversation);
  for (const [hash, until] of cache) if (until <= now) cache.delete(hash);
  const kept = checkpoints.slice(-MAXIMUM_CHECKPOINTS).filter(({ blocks }) => tokensAt(prefixes, blocks) >= minimum);
  const hit = findHit(prefixes, kept, cache);
  const written: CachedUsage['written'] = [];
  let before = tokensAt(prefixes, hit);
  for (const { blocks, ttl } of kept) {
    const prefix = prefixes[blocks - 1];
    if (!prefix) continue;
    cache.set(prefix.hash, Math.max(cache.get(prefix.hash) ?? 0, now + lifetimes[ttl]));
    if (prefix.tokens <= before) continue;
    written.push({ ttl, tokens: prefix.tokens - before });
    before = prefix.tokens;
  }
  return { read: tokensAt(prefixes, hit), written };
}

/** Takes what was cached out of the input tokens, and says so. The total stays. Source: recorded exchanges. */
export function splitUsage(usage: Usage, { read, written }: CachedUsage): Usage {
  const cacheRead = Math.min(read, usage.inputTokens);
  const wanted = written.reduce((sum, { tokens }) => sum + tokens, 0);
  const cacheWrite = Math.min(wanted, usage.inputTokens - cacheRead);
  const cacheDetails = (['1h', '5m'] as const)
    .map((ttl) => ({
      ttl,
      inputTokens: written.reduce((sum, entry) => sum + (entry.ttl === ttl ? entry.tokens : 0), 0),
    }))
    .filter(({ inputTokens }) => inputTokens > 0);
  return {
    ...usage,
    inputTokens: usage.inputTokens - cacheRead - cacheWrite,
    cacheReadInputTokens: cacheRead,
    cacheWriteInputTokens: cacheWrite,
    ...(cacheDetails.length > 0 && { cacheDetails }),
  };
}

function tokensAt(prefixes: Prefix[], blocks: number): number {
  return blocks === 0 ? 0 : (prefixes[blocks - 1]?.tokens ?? 0);
}

/** The longest cached prefix that ends at a checkpoint or within the look-back before one, as its number of blocks. */
function findHit(prefixes: Prefix[], checkpoints: Checkpoint[], cache: PromptCache): number {
  for (const { blocks } of checkpoints.toReversed()) {
    for (let end = blocks; end > Math.max(0, blocks - LOOK_BACK); end--) {
      if (cache.has(prefixes[end - 1]?.hash ?? '')) return end;
    }
  }
  return 0;
}

/** Asked first: most conversations have none, and prefixes take time. */
function hasCachePoint({ toolConfig, system, messages }: Conversation): boolean {
  const isPoint = (block: object) => (block as { cachePoint?: object }).cachePoint !== undefined;
  return (
    (toolConfig?.tools?.some(isPoint) ?? false) ||
    system.some(isPoint) ||
    messages.some((message) => message.content?.some(isPoint))
  );
}

/** Tools, then system, then messages: the order in which they are cached. */
function readPrefixes(conversation: Conversation): { prefixes: Prefix[]; checkpoints: Checkpoint[] } {
  const prefixes: Prefix[] = [];
  const checkpoints: Checkpoint[] = [];
  let hash = conversation.modelId;
  let tokens = 0;
  const take = (role: string, block: object) => {
    const point = (block as { cachePoint?: { ttl?: string } }).cachePoint;
    if (point) return void checkpoints.push({ blocks: prefixes.length, ttl: point.ttl === '1h' ? '1h' : '5m' });
    const text = JSON.stringify(block, readableBytes);
    hash = createHash('sha1').update(hash).update(role).update(text).digest('base64');
    tokens += countTokens('text' in block && typeof block.text === 'string' ? block.text : text);
    prefixes.push({ hash, tokens });
  };
  for (const tool of conversation.toolConfig?.tools ?? []) take('tool', tool);
  for (const block of conversation.system) take('system', block);
  for (const { role, content } of conversation.messages) for (const block of content ?? []) take(role ?? '', block);
  return { prefixes, checkpoints };
}

function readableBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? createHash('sha1').update(value).digest('base64') : value;
}
