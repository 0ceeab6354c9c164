/** How a call that was throttled is tried again: the SDK's own rules for what may be, with waits that a person is told of and may end. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RetryErrorInfo, RetryStrategyV2, RetryToken } from '@smithy/types';

/** With the first. Four waits of at most 1, 2, 4 and 8 seconds. */
export const maxAttempts = 5;

/** Milliseconds of the longest first wait: of a throttled call, of one that failed on the way. */
const longestFirstWait = { THROTTLING: 1000, TRANSIENT: 400 };
/** Whoever asks for longer is not waited for. */
const longestWait = 20_000;

export interface Patience {
  /** Told before each wait: `throttled, attempt 2 of 5 in 1.2 s`. */
  tell(line: string): void;
  /** For the call under way: aborting it ends a wait. */
  signal(): AbortSignal;
}

/** A server that is not there will not be there in a second: a person wants to know at once. */
const hopeless = new Set(['ECONNREFUSED', 'ENOTFOUND']);

type Failure = Error & { code?: string; cause?: { code?: string } };

function kindOf({ errorType, error }: RetryErrorInfo): keyof typeof longestFirstWait | undefined {
  const { code, cause } = (error ?? {}) as Failure;
  if (hopeless.has(code ?? '') || hopeless.has(cause?.code ?? '')) return undefined;
  if (errorType === 'THROTTLING') return 'THROTTLING';
  return errorType === 'CLIENT_ERROR' ? undefined : 'TRANSIENT';
}

function troubleOf({ error }: RetryErrorInfo): string {
  const { name = '' } = (error ?? {}) as Failure;
  if (/throttl|too ?many/i.test(name)) return 'throttled';
  return name.endsWith('Exception') ? name : 'no whole answer came';
}

/** Doubles with each attempt; between a half and the whole of it, so that callers who were throttled together do not return together. */
function waitOf(kind: keyof typeof longestFirstWait, retries: number, hint: Date | undefined): number {
  const own = longestFirstWait[kind] * 2 ** retries * (0.5 + Math.random() / 2);
  const asked = hint ? hint.getTime() - Date.now() : 0;
  return Math.round(Math.min(longestWait, Math.max(own, asked)));
}

const token = (retries: number): RetryToken => ({ getRetryCount: () => retries, getRetryDelay: () => 0 });

/** To be given to an SDK client as its `retryStrategy`. */
export function createRetryStrategy({ tell, signal }: Patience): RetryStrategyV2 {
  return {
    acquireInitialRetryToken: async () => token(0),
    recordSuccess() {},
    async refreshRetryTokenForRetry(before, failure) {
      const retries = before.getRetryCount();
      const kind = kindOf(failure);
      if (!kind || retries + 1 >= maxAttempts) throw new Error('no further attempt');
      const wait = waitOf(kind, retries, failure.retryAfterHint);
      tell(`${troubleOf(failure)}, attempt ${retries + 2} of ${maxAttempts} in ${(wait / 1000).toFixed(1)} s`);
      await sleep(wait, undefined, { signal: signal() });
      return token(retries + 1);
    },
  };
}
