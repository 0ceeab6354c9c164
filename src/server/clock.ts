/** The only source of time, waiting, randomness and ids. Everything that a test may want to hold still asks here. */
import { randomUUID } from 'node:crypto';
import { createSequence } from './inference/sequence.js';

export interface Clock {
  /** Milliseconds since the epoch, in the namespace's time. */
  now(): number;
  /** Real milliseconds since the epoch: for `date` headers and signature skew only. */
  realNow(): number;
  /** Monotonic milliseconds with a fraction, for measured latencies. */
  monotonic(): number;
  /** Resolves after `milliseconds` of this clock's time; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Calls `action` once, after `milliseconds` of this clock's time. Keeps no process alive. */
  later(milliseconds: number, action: () => void): void;
  /** Random; from a fixed sequence while time is frozen. */
  uuid(): string;
  /** Stops time, at `at` (milliseconds since the epoch) or at its present value. */
  freeze(at?: number): void;
  /** Lets time run on from its present value. */
  resume(): void;
  /** Moves time forward and wakes every sleeper whose time has come. */
  advance(milliseconds: number): void;
  readonly frozen: boolean;
}

/** The longest wait that a timer of Node can hold. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A clock that follows real time until it is frozen or advanced. */
export function createClock(): Clock {
  let offset = 0;
  let frozenAt: number | undefined;
  let frozenIds = createSequence(0);
  const sleepers = new Set<{ look(): void }>();
  const now = () => frozenAt ?? Date.now() + offset;
  const lookAgain = () => {
    for (const sleeper of [...sleepers]) sleeper.look();
  };

  /** `holds`: whether the process stays alive for it. */
  function sleep(milliseconds: number, signal?: AbortSignal, holds = true): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const wakeAt = now() + milliseconds;
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
      /** Wakes when its time has come; else waits for the rest of it, unless time stands still. */
      const look = () => {
        clearTimeout(timer);
        const left = wakeAt - now();
        if (left <= 0) settle(resolve);
        else if (frozenAt === undefined) timer = setTimeout(look, Math.min(Math.ceil(left), LONGEST_TIMER));
        if (!holds) timer?.unref();
      };
      const sleeper = { look };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
      look();
    });
  }

  return {
    now,
    realNow: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: (milliseconds, signal) => sleep(milliseconds, signal),
    later(milliseconds, action) {
      void sleep(milliseconds, undefined, false).then(action);
    },
    uuid: () => (frozenAt === undefined ? randomUUID() : frozenIds.uuid()),
    freeze(at = now()) {
      frozenAt = at;
      frozenIds = createSequence(0);
      lookAgain();
    },
    resume() {
      if (frozenAt === undefined) return;
      offset = frozenAt - Date.now();
      frozenAt = undefined;
      lookAgain();
    },
    advance(milliseconds) {
      if (frozenAt === undefined) offset += milliseconds;
      else frozenAt += milliseconds;
      lookAgain();
    },
    get frozen() {
      return frozenAt !== undefined;
    },
  };
}
