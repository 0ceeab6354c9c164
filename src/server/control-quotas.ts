/** The control of a namespace's quotas: which hold, and what is left of them. */
import type { QuotaEntry } from '../fixtures/quota.js';
import type { Namespace } from './namespace.js';
import { checkQuotas } from './options/quota-list.js';
import type { LimitName } from './quotas/limits.js';
import { isoDate } from './timestamps.js';

/** One limit of one model, or of one operation, in one region, since it was first asked. */
export interface QuotaUse {
  /** The id of an inference profile where one was called, else of the model. Absent where an operation is counted. */
  model?: string;
  operation?: string;
  region: string;
  quota: LimitName;
  limit: number;
  /** In the window that runs; what requests under way may need is in it. Output that burns down faster may take it over the limit. */
  used: number;
  left: number;
  /** ISO 8601, by the namespace's clock: when nothing is used any more. Absent where nothing is. */
  refillsAt?: string;
}

export interface QuotasControl {
  /** As they were set, or as the server was started with. */
  list(): Promise<QuotaEntry[]>;
  /** In the place of those before; what is used stays used. Rejects with one clear sentence where a row is not of the form. */
  set(quotas: QuotaEntry[] | 'aws'): Promise<void>;
  usage(): Promise<QuotaUse[]>;
  /** Nothing is limited any more. */
  clear(): Promise<void>;
}

export function createQuotasControl({ quotas }: Namespace): QuotasControl {
  return {
    list: async () => quotas.entries,
    set: async (wanted) => quotas.set(checkQuotas(wanted)),
    usage: async () =>
      (await quotas.store.usage()).flatMap(({ model = '', operation, region, quota, used, refillsAt }) => {
        const limits = operation === undefined ? quotas.limitsFor(model, region) : quotas.limitsOf(operation, region);
        const limit = limits[quota];
        if (limit === undefined) return [];
        const until = refillsAt !== undefined && { refillsAt: isoDate(refillsAt) };
        const counted = operation === undefined ? { model } : { operation };
        return [{ ...counted, region, quota, limit, used, left: Math.max(0, limit - used), ...until }];
      }),
    clear: async () => quotas.set([]),
  };
}
