/** Lets every fault that applies to an exchange act, in the order in which they were added. */
import type { Fault } from '../../fixtures/fault.js';
import type { Exchange } from '../exchange.js';
import { createSequence } from '../inference/sequence.js';
import { applies } from '../match.js';
import { nextNumber } from '../namespace.js';
import type { FaultBehaviour } from './behaviour.js';
import { faultBehaviours } from './index.js';

export async function strikeOnCall(exchange: Exchange): Promise<void> {
  for (const active of exchange.namespace.faults) {
    if (!applies(active, exchange) || !drawn(active.item.probability ?? 1, exchange)) continue;
    active.used += 1;
    exchange.notes.faults.push(active.id);
    const behaviour = faultBehaviours[active.item.fault] as FaultBehaviour<Fault>;
    await behaviour.onCall?.(active.item, exchange);
  }
}

/** One draw for each exchange and fault, by the namespace's seed and count of draws. */
function drawn(probability: number, exchange: Exchange): boolean {
  if (probability >= 1) return true;
  const draw = nextNumber(exchange.namespace, 'draw');
  return createSequence(exchange.namespace.settings.seed * 7919 + draw).next() < probability;
}
