import { describe, expect, it } from 'vitest';
import { createClock } from '../../../src/server/clock.js';
import type { Demand, Hold } from '../../../src/server/quotas/quota-store.js';
import { createWindowStore } from '../../../src/server/quotas/window-store.js';

const tokens = (amount: number, limit = 100): Demand => ({
  model: 'm',
  region: 'us-east-1',
  quota: 'tokensPerMinute',
  amount,
  limit,
});

function createFrozenStore() {
  const clock = createClock();
  clock.freeze(0);
  const store = createWindowStore(clock);
  const take = (...demands: Demand[]): Hold[] | undefined => {
    const reservation = store.reserve(demands);
    return 'holds' in reservation ? reservation.holds : undefined;
  };
  return { clock, store, take };
}

describe('the window store', () => {
  it('takes all that is asked, or nothing', () => {
    const { store, take } = createFrozenStore();
    expect(take({ ...tokens(1, 5), quota: 'requestsPerMinute' }, tokens(101))).toBeUndefined();
    expect(store.usage()).toMatchObject([{ used: 0 }, { used: 0 }]);
    expect(take(tokens(60))).toHaveLength(1);
    expect(take(tokens(41))).toBeUndefined();
    expect(take(tokens(40))).toBeDefined();
  });

  it('begins a window with its first use, and empties it at its end', () => {
    const { clock, store, take } = createFrozenStore();
    expect(take(tokens(101))).toBeUndefined();
    clock.advance(50_000);
    take(tokens(10));
    clock.advance(59_999);
    expect(store.usage()).toMatchObject([{ used: 10, refillsAt: 110_000 }]);
    clock.advance(1);
    expect(store.usage()).toEqual([{ model: 'm', region: 'us-east-1', quota: 'tokensPerMinute', used: 0 }]);
  });

  it('gives back to the window that it took from, and to no other', () => {
    const { clock, store, take } = createFrozenStore();
    const first = take(tokens(90))!;
    clock.advance(60_000);
    const second = take(tokens(50))!;
    store.settle(first, 20);
    expect(store.usage()).toMatchObject([{ used: 50 }]);
    store.settle(second, 10);
    expect(store.usage()).toMatchObject([{ used: 10 }]);
  });

  it('puts what exceeds a hold into the window that runs', () => {
    const { clock, store, take } = createFrozenStore();
    const hold = take(tokens(90))!;
    clock.advance(60_000);
    store.settle(hold, 120);
    expect(store.usage()).toMatchObject([{ used: 30, refillsAt: 120_000 }]);
  });

  it('never has less than nothing, though it was cleared between', () => {
    const { store, take } = createFrozenStore();
    const hold = take(tokens(90))!;
    store.clear();
    take(tokens(5));
    store.settle(hold, 0);
    expect(store.usage()).toMatchObject([{ used: 0 }]);
  });
});
