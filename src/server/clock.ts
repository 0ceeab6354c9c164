/** The only source of time, waiting, randomness and ids. Everything that a test may want to hold still asks here. */
import { randomUUID } from 'node:crypto';
import { createSleepers } from './clock-sleepers.js';
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
  let count = 0;
  /** How many sleepers keep the process alive. */
  let holding = 0;
  const sleepers = createSleepers();
  const departures = createDepartures();
  const now = () => frozenAt ?? Date.now() + offset;
  const alarm = createAlarm(lookAgain);

  /** Wakes everyone whose time has come, and waits for the next. */
  function lookAgain(): void {
    const time = now();
    for (let next = sleepers.next(); next && next.wakeAt <= time; next = sleepers.next()) {
      sleepers.remove(next);
      next.wake();
    }
    setAlarm(time);
  }

  function setAlarm(time: number): void {
    const next = sleepers.next();
    if (next && frozenAt === undefined) alarm.set(next.wakeAt - time, holding > 0);
    else alarm.stop();
  }

  /** `holds`: whether the process stays alive for it. */
  function sleep(milliseconds: number, signal?: AbortSignal, holds = true): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiting = signal && departures.of(signal);
      const leave = () => {
        if (holds) holding -= 1;
        sleepers.remove(sleeper);
        setAlarm(now());
        reject(signal?.reason);
      };
      const wake = () => {
        if (holds) holding -= 1;
        waiting?.delete(leave);
        resolve();
      };
      const time = now();
      const sleeper = { wakeAt: time + milliseconds, order: count++, place: 0, wake };
      sleepers.add(sleeper);
      waiting?.add(leave);
      if (holds) holding += 1;
      if (sleepers.next() === sleeper || (holds && holding === 1)) setAlarm(time);
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

interface Alarm {
  /** `holds`: whether it keeps the process alive. */
  set(milliseconds: number, holds: boolean): void;
  stop(): void;
}

/** One timer, set again for whoever is next. */
function createAlarm(ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(milliseconds, holds) {
      clearTimeout(timer);
      timer = setTimeout(ring, Math.min(Math.ceil(milliseconds), LONGEST_TIMER));
      if (!holds) timer.unref();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Whom the abort of a signal wakes: one listener for each signal, as to add and to take one away costs more than a sleep. */
function createDepartures(): { of(signal: AbortSignal): Set<() => void> } {
  const known = new WeakMap<AbortSignal, Set<() => void>>();
  return {
    of(signal) {
      let waiting = known.get(signal);
      if (!waiting) {
        const leaving = new Set<() => void>();
        signal.addEventListener(
          'abort',
          () => {
            for (const leave of leaving) leave();
          },
          { once: true },
        );
        known.set(signal, leaving);
        waiting = leaving;
      }
      return waiting;
    },
  };
}
