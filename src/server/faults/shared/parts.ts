/** The faults in force as they are struck: presets taken apart, in their order, each with its own count and chance. */
import { crc32 } from 'node:zlib';
import type { Fault, FaultBase, Moment, NamedFault } from '../../../fixtures/fault.js';
import { faultPresets } from '../../../fixtures/fault-presets.js';
import type { Exchange } from '../../exchange.js';
import { createSequence, type Sequence } from '../../inference/sequence.js';
import { matches } from '../../match.js';
import type { Active, Namespace } from '../../namespace.js';
import type { HttpReply } from '../../waist.js';
import type { FaultBehaviour } from '../behaviour.js';
import { faultBehaviours } from '../index.js';

export interface Part {
  active: Active<Fault>;
  options: NamedFault;
  behaviour: FaultBehaviour;
  random: Sequence;
  /** How many exchanges it could have struck. */
  seen: number;
}

const known = new WeakMap<Active<Fault>, Part[]>();

/** All of a namespace's, the lowest `order` first. */
export function partsOf(namespace: Namespace): Part[] {
  const parts = namespace.faults.flatMap((active) => {
    let own = known.get(active);
    if (!own) {
      own = takeApart(active, namespace.settings.seed);
      known.set(active, own);
    }
    return own;
  });
  return parts.sort((left, right) => (left.options.order ?? 0) - (right.options.order ?? 0));
}

function takeApart(active: Active<Fault>, namespaceSeed: number): Part[] {
  const { item } = active;
  return ('preset' in item ? fromPreset(item) : [item]).map((options, index) => ({
    active,
    options,
    behaviour: faultBehaviours[options.fault] as FaultBehaviour,
    random: createSequence(crc32(`${active.id} ${index}`) ^ Math.imul(options.seed ?? namespaceSeed, 0x9e3779b1)),
    seen: 0,
  }));
}

function fromPreset({ preset, ...own }: Extract<Fault, { preset: unknown }>): NamedFault[] {
  return faultPresets[preset].faults.map((fault) => ({ ...fault, ...own, match: { ...fault.match, ...own.match } }));
}

/** Whether the fault strikes here and now; counts it. `reply` is there for faults that act on nothing sooner. */
export function decide(part: Part, exchange: Exchange, reply?: HttpReply): boolean {
  const { active, options, behaviour, random } = part;
  const { times, after = 0, probability = 1, between, match } = options;
  const struck = exchange.notes.faults.includes(active.id);
  if (times !== undefined && !struck && active.used >= times) return false;
  if (between && !isWithin(between, active.since ?? 0, exchange.namespace.clock.now())) return false;
  if (behaviour.concerns?.(options, exchange, reply) === false) return false;
  if (!matches(match, exchange) || active.when?.(exchange) === false) return false;
  part.seen += 1;
  if (part.seen <= after) return false;
  if (probability < 1 && random.next() >= probability) return false;
  if (!struck) {
    active.used += 1;
    exchange.notes.faults.push(active.id);
  }
  return true;
}

function isWithin([from, to]: NonNullable<FaultBase['between']>, since: number, now: number): boolean {
  const toTime = (moment: Moment) => (typeof moment === 'number' ? since + moment : Date.parse(moment));
  return now >= toTime(from) && now < toTime(to);
}
