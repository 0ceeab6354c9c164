/** The callers that cases name beside the target's own, and what a server is told before it knows them. */
import type { QuotaEntry } from '../../fixtures/quota.js';

/** What a caller is told apart by. */
export interface Caller {
  accessKeyId: string;
  secretAccessKey: string;
}

/** The settings of the namespace that a caller has for itself, as `POST /_local/namespaces` takes them. */
export interface CallerSettings {
  quotas?: QuotaEntry[];
  modelAccess?: 'explicit';
  enforceLifecycle?: boolean;
}

/** A key id `local-NAME` is that of a namespace of its own: nothing that its caller meets befalls another. */
const own = (name: string): Caller => ({
  accessKeyId: `local-contract-${name}`,
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
});

export const callers = {
  /** A pair that has the form of one and that nobody has. */
  unknown: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  /** Whom a policy denies everything. */
  denied: own('denied'),
  /** Who may make no request more. */
  throttled: own('throttled'),
  /** Who may have none of anything. */
  limited: own('limited'),
  /** Who may have guardrails, policies and models, and nothing that belongs to one. */
  limitedWithin: own('limited-within'),
  /** Who has asked for access to no model, and gets none that has reached the end of its life. */
  unsubscribed: own('unsubscribed'),
} satisfies Record<string, Caller>;

export type CallerName = keyof typeof callers;

/** The settings of those that have some. */
export const callerSettings: Partial<Record<CallerName, CallerSettings>> = {
  throttled: { quotas: [{ operation: '*', requestsPerMinute: 0 }] },
  limited: { quotas: [{ resource: '*', count: 0 }] },
  limitedWithin: {
    quotas: [
      ...['guardrail', 'automated-reasoning-policy', 'custom-model'].map((resource) => ({ resource, count: 1000 })),
      { resource: '*', count: 0 },
    ],
  },
  unsubscribed: { modelAccess: 'explicit', enforceLifecycle: true },
};

/** Those whom a server knows only when it was told of them. */
export const isPrepared = (name: CallerName | undefined) => name !== undefined && name !== 'unknown';
