/** The only source of time, waiting, randomness and ids. Everything that a test may want to hold still asks here. */
import { randomUUID } from 'node:crypto';

export interface Clock {
  /** Milliseconds since the epoch, in the namespace's time. */
  now(): number;
  /** Real milliseconds since the epoch: for `date` headers and signature skew only. */
  realNow(): number;
  /** Monotonic milliseconds with a fraction, for measured latencies. */
  monotonic(): number;
  /** Resolves after `milliseconds` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  uuid(): string;
  /** Stops time at its present value. */
  freeze(): void;
  /** Lets time run on from its present value. */
  resume(): void;
  /** Moves time forward and wakes every sleeper whose time has come. */
  advance(milliseconds: number): void;
  readonly frozen: boolean;
}

interface Sleeper {
  wakeAt: number;
  wake(): void;
}

/** A clock that follows real time until it is frozen or advanced. */
export function createClock(): Clock {
  let offset = 0;
  let frozenAt: number | undefined;
  const sleepers = new Set<Sleeper>();
  const now = () => frozenAt ?? Date.now() + offset;

  function wakeDue() {
    for (const sleeper of [...sleepers]) if (sleeper.wakeAt <= now()) sleeper.wake();
  }

  function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        sleepers.delete(sleeper);
        signal?.removeEventListener('abort', abort);
        finish();
      };
      const abort = () => settle(() => reject(signal?.reason));
      const sleeper: Sleeper = { wakeAt: now() + milliseconds, wake: () => settle(resolve) };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
      const arm = () => {
        const left = sleeper.wakeAt - now();
        if (frozenAt === undefined && left <= 0) return sleeper.wake();
        timer = setTimeout(arm, frozenAt === undefined ? Math.min(Math.max(left, 1), 2 ** 31 - 1) : 50);
      };
      arm();
    });
  }

  return {
    now,
    realNow: () => Date.now(),
    monotonic: () => performance.now(),
    sleep,
    uuid: () => randomUUID(),
    freeze() {
      frozenAt ??= now();
    },
    resume() {
      if (frozenAt === undefined) return;
      offset = frozenAt - Date.now();
      frozenAt = undefined;
    },
    advance(milliseconds) {
      if (frozenAt === undefined) offset += milliseconds;
      else frozenAt += milliseconds;
      wakeDue();
    },
    get frozen() {
      return frozenAt !== undefined;
    },
  };
}
