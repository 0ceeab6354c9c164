/** The quotas of one namespace: which hold, and what is used of them. */
import type { Quota, QuotaEntry, QuotaLimits } from '../../fixtures/quota.js';
import type { Clock } from '../clock.js';
import { expandQuotas, limitsFor, operationLimits, resourceLimit } from './limits.js';
import type { QuotaStore } from './quota-store.js';
import { createWindowStore } from './window-store.js';

export interface NamespaceQuotas {
  /** As they were set; none: nothing is limited. */
  readonly entries: QuotaEntry[];
  readonly store: QuotaStore;
  /** From now on these hold. What is used stays used. */
  set(entries: QuotaEntry[]): void;
  limitsFor(model: string, region: string): QuotaLimits;
  /** Of the requests of an operation. */
  limitsOf(operation: string, region: string): QuotaLimits;
  /** How many of a kind of resource there may be; undefined where no row says. */
  countOf(resource: string, region: string): number | undefined;
  /** Those of the start hold, and nothing is used. */
  reset(): void | Promise<void>;
}

export function createQuotas(started: QuotaEntry[], clock: Clock): NamespaceQuotas {
  const store = createWindowStore(clock);
  const found = new Map<string, QuotaLimits>();
  let entries = started;
  let quotas: Quota[] | undefined;

  const rows = () => {
    quotas ??= expandQuotas(entries);
    return quotas;
  };

  function set(wanted: QuotaEntry[]): void {
    entries = wanted;
    quotas = undefined;
    found.clear();
  }

  /** Every request asks, and the rows of AWS are many. */
  function remember(key: string, find: () => QuotaLimits): QuotaLimits {
    const limits = found.get(key) ?? find();
    found.set(key, limits);
    return limits;
  }

  return {
    get entries() {
      return entries;
    },
    store,
    set,
    limitsFor: (model, region) => remember(`model ${region} ${model}`, () => limitsFor(rows(), model, region)),
    limitsOf: (operation, region) =>
      remember(`operation ${region} ${operation}`, () => operationLimits(rows(), operation, region)),
    countOf: (resource, region) => resourceLimit(rows(), resource, region),
    reset() {
      set(started);
      return store.clear();
    },
  };
}
