/** The use of quotas in this process: a window for each meter, which begins with the first request and is empty again at its end. */
import type { Clock } from '../clock.js';
import { limits } from './limits.js';
import type { Demand, Hold, Meter, MeterUse, QuotaStore, Reservation } from './quota-store.js';

interface Window {
  meter: Meter;
  used: number;
  /** Milliseconds since the epoch, of the namespace's clock. */
  until: number;
}

export function createWindowStore(clock: Clock): QuotaStore & { reserve(demands: Demand[]): Reservation } {
  const windows = new Map<string, Window>();

  /** The window that runs now; a new one where it has ended, or where nothing is used of it: a window begins with its first use. */
  function windowOf({ model, operation, region, quota }: Meter): Window {
    const counted = operation === undefined ? { model } : { operation };
    const key = `${quota} ${region} ${JSON.stringify(counted)}`;
    const known = windows.get(key);
    if (known && known.used > 0 && known.until > clock.now()) return known;
    const fresh = { meter: { ...counted, region, quota }, used: 0, until: clock.now() + limits[quota].windowMs };
    windows.set(key, fresh);
    return fresh;
  }

  function settleOne(hold: Hold, amount: number): void {
    const window = windowOf(hold);
    const difference = amount - hold.amount;
    if (window.until === hold.until || difference > 0) window.used = Math.max(0, window.used + difference);
  }

  return {
    reserve(demands) {
      const asked = demands.map((demand) => ({ demand, window: windowOf(demand) }));
      const lacking = asked.find(({ demand, window }) => window.used + demand.amount > demand.limit);
      if (lacking) return { short: lacking.demand, use: useOf(lacking.window, clock.now()) };
      for (const { demand, window } of asked) window.used += demand.amount;
      return {
        holds: asked.map(({ demand, window }) => ({ ...window.meter, amount: demand.amount, until: window.until })),
      };
    },
    settle(holds, amount) {
      for (const hold of holds) settleOne(hold, amount);
    },
    usage: () => [...windows.values()].map((window) => useOf(window, clock.now())),
    clear: () => windows.clear(),
  };
}

function useOf({ meter, used, until }: Window, now: number): MeterUse {
  return until > now && used > 0 ? { ...meter, used, refillsAt: until } : { ...meter, used: 0 };
}
