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

  it('wakes many sleepers each at its own time, whichever came first', async () => {
    const clock = createClock();
    clock.freeze();
    const woken: number[] = [];
    const slept = [30, 10, 20, 10].map((milliseconds, index) =>
      clock.sleep(milliseconds).then(() => woken.push(index)),
    );
    clock.advance(15);
    await Promise.all([slept[1], slept[3]]);
    expect(woken).toEqual([1, 3]);
    clock.advance(15);
    await Promise.all(slept);
    expect(woken).toEqual([1, 3, 2, 0]);
  });

  it('wakes who is to wake sooner than those that slept before', async () => {
    const clock = createClock();
    const controller = new AbortController();
    const long = clock.sleep(60_000, controller.signal).catch(() => 'left');
    await clock.sleep(5);
    controller.abort();
    expect(await long).toBe('left');
  });

  it('ends every sleep of a signal, and none after it has woken', async () => {
    const clock = createClock();
    const controller = new AbortController();
    clock.freeze();
    const [first, second, third] = [1, 50, 60].map((time) =>
      clock.sleep(time, controller.signal).then(
        () => 'woke',
        () => 'left',
      ),
    );
    clock.advance(1);
    expect(await first).toBe('woke');
    controller.abort();
    expect(await Promise.all([second, third])).toEqual(['left', 'left']);
  });

  it('holds the process no longer than somebody sleeps', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const controller = new AbortController();
    const slept = createClock().sleep(60_000, controller.signal);
    expect(timers()).toBe(before + 1);
    controller.abort();
    expect(timers()).toBe(before);
    await expect(slept).rejects.toThrow();
  });

  it('holds no process for what it is to do later, save while somebody sleeps beside it', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const clock = createClock();
    let done = false;
    clock.later(30, () => {
      done = true;
    });
    expect(timers()).toBe(before);
    const slept = clock.sleep(60);
    expect(timers()).toBe(before + 1);
    await slept;
    expect(done).toBe(true);
  });
});
