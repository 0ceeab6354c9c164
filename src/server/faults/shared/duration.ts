/** Waits of a fault: drawn from its distribution, in the namespace's time, ended when the client leaves. */
import type { Duration } from '../../../fixtures/fault.js';
import type { Exchange } from '../../exchange.js';
import type { Sequence } from '../../inference/sequence.js';

/** The 99th percentile of the standard normal distribution. */
const normalP99 = 2.326;

/** Milliseconds. */
export function drawDuration(duration: Duration, random: Sequence): number {
  if (typeof duration === 'number') return duration;
  if ('mean' in duration) return Math.max(0, duration.mean + duration.deviation * drawNormal(random));
  const { median, p99 } = duration;
  return median * Math.exp((Math.log(p99 / median) / normalP99) * drawNormal(random));
}

/** Box and Muller's transform. */
function drawNormal(random: Sequence): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** Rejects when the client leaves. */
export function wait(milliseconds: number, exchange: Exchange): Promise<void> {
  return exchange.namespace.clock.sleep(milliseconds, exchange.signal());
}

/** Never resolves; rejects when the client leaves. */
export function waitForDeparture(exchange: Exchange): Promise<never> {
  const signal = exchange.signal();
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
