/** The limits that a quota may have: how long their windows are, what they count and how they refuse; and which hold for a model. */
import { awsQuotas, type Quota, type QuotaEntry, type QuotaLimits } from '../../fixtures/quota.js';
import { matchesGlob } from '../match.js';

export type LimitName = keyof QuotaLimits;

interface Limit {
  windowMs: number;
  counts: 'requests' | 'tokens';
  /** Of the ThrottlingException. Source: recorded exchanges (requests), public threads (tokens, tokens per day). */
  message: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const tooManyRequests = 'Too many requests, please wait before trying again.';

/** In the order in which they are asked. */
export const limits: Record<LimitName, Limit> = {
  requestsPerMinute: { windowMs: MINUTE, counts: 'requests', message: tooManyRequests },
  requestsPerDay: { windowMs: DAY, counts: 'requests', message: tooManyRequests },
  tokensPerMinute: {
    windowMs: MINUTE,
    counts: 'tokens',
    message: 'Too many tokens, please wait before trying again.',
  },
  tokensPerDay: {
    windowMs: DAY,
    counts: 'tokens',
    message: 'Too many tokens per day, please wait before trying again.',
  },
};

export const limitNames = Object.keys(limits) as LimitName[];

/** `aws` becomes its rows. */
export function expandQuotas(entries: QuotaEntry[]): Quota[] {
  return entries.flatMap((entry) => (entry === 'aws' ? awsQuotas() : [entry]));
}

/** Each limit as the first row says it that matches and has it. */
export function limitsFor(quotas: Quota[], model: string, region: string): QuotaLimits {
  const rows = quotas.filter((quota) => quota.operation === undefined && quota.resource === undefined);
  return firstLimits(rows.filter((quota) => matchesGlob(quota.model ?? '*', model) && isFor(region, quota)));
}

/** The same for the requests of an operation. */
export function operationLimits(quotas: Quota[], operation: string, region: string): QuotaLimits {
  return firstLimits(quotas.filter((quota) => matchesGlob(quota.operation ?? '', operation) && isFor(region, quota)));
}

/** How many of a kind of resource there may be. Undefined where no row says. */
export function resourceLimit(quotas: Quota[], kind: string, region: string): number | undefined {
  return quotas.find((quota) => matchesGlob(quota.resource ?? '', kind) && isFor(region, quota))?.count;
}

const isFor = (region: string, quota: Quota) => matchesGlob(quota.region ?? '*', region);

function firstLimits(rows: Quota[]): QuotaLimits {
  const found: QuotaLimits = {};
  for (const row of rows) for (const name of limitNames) found[name] ??= row[name];
  return found;
}
