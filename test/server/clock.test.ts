import { describe, expect, it } from 'vitest';
import { createClock } from '../../src/server/clock.js';

describe('the clock', () => {
  it('wakes a sleeper of an hour at once when time is moved by an hour', async () => {
    const clock = createClock();
    clock.freeze();
    const slept = clock.sleep(3_600_000);
    clock.advance(3_599_999);
    const early = await Promise.race([slept.then(() => 'awake'), Promise.resolve('asleep')]);
    clock.advance(1);
    expect([early, await slept.then(() => 'awake')]).toEqual(['asleep', 'awake']);
  });

  it('lets a sleeper sleep on while time stands still, and wakes it when time runs again', async () => {
    const clock = createClock();
    let awake = false;
    const slept = clock.sleep(20).then(() => {
      awake = true;
    });
    clock.freeze();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(awake).toBe(false);
    clock.resume();
    await slept;
    expect(awake).toBe(true);
  });

  it('gives the same time and ids after each freeze at the same moment', () => {
    const clock = createClock();
    const drawn = [1, 2].map(() => {
      clock.freeze(Date.UTC(2026, 0, 1));
      return [clock.now(), clock.uuid(), clock.uuid()];
    });
    expect(drawn[0]).toEqual(drawn[1]);
    expect(drawn[0]?.[1]).not.toBe(drawn[0]?.[2]);
  });

  it('ends a sleep when its signal aborts', async () => {
    const controller = new AbortController();
    const slept = createClock().sleep(60_000, controller.signal);
    controller.abort(new Error('the client went away'));
    await expect(slept).rejects.toThrow('the client went away');
  });
});
