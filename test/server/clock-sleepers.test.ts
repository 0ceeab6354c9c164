import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSleepers, type Sleeper } from '../../src/server/clock-sleepers.js';

function createSleeper(wakeAt: number, order: number): Sleeper {
  return { wakeAt, order, place: 0, wake() {} };
}

describe('sleepers', () => {
  it('wake by their time, and in the order of their coming at the same one, whoever has left in between', () => {
    const times = fc.array(fc.record({ wakeAt: fc.nat(20), leaves: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(times, (all) => {
        const sleepers = createSleepers();
        const added = all.map(({ wakeAt, leaves }, order) => ({ sleeper: createSleeper(wakeAt, order), leaves }));
        for (const { sleeper } of added) sleepers.add(sleeper);
        for (const { sleeper, leaves } of added) if (leaves) sleepers.remove(sleeper);
        const woken: Sleeper[] = [];
        for (let next = sleepers.next(); next; next = sleepers.next()) {
          woken.push(next);
          sleepers.remove(next);
        }
        const expected = added.filter(({ leaves }) => !leaves).map(({ sleeper }) => sleeper);
        expect(woken).toEqual(expected.sort((one, other) => one.wakeAt - other.wakeAt || one.order - other.order));
      }),
    );
  });
});
