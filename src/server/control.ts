/** The control interface of a namespace: what a test or an operator does to it. The same in process and over HTTP. */
import type { Fault } from '../fixtures/fault.js';
import type { Fixture } from '../fixtures/fixture.js';
import { checkFixture } from './check-fixture.js';
import { type Answer, explainRequest, type Question } from './control-explain.js';
import { createJournalControl } from './control-journal.js';
import { createQuotasControl, type QuotasControl } from './control-quotas.js';
import type { Exchange } from './exchange.js';
import { checkFault } from './faults/check-fault.js';
import type { JournalControl } from './journal-control.js';
import { type Active, type Namespace, nextNumber, resetNamespace } from './namespace.js';
import { restoreSnapshot, type Snapshot, takeSnapshot } from './namespace-snapshot.js';

/** A fixture or fault in force. */
export interface InForce<Item> {
  id: string;
  item: Item;
  /** How often it has acted. */
  used: number;
}

export interface Additions<Item> {
  /** Adds one and gives its id. Rejects with one clear sentence where it is not of the form. */
  add(item: Item): Promise<string>;
  list(): Promise<InForce<Item>[]>;
  /** Resolves to false where no such id is in force. */
  remove(id: string): Promise<boolean>;
  clear(): Promise<void>;
}

export interface ClockState {
  /** ISO 8601. */
  now: string;
  frozen: boolean;
}

export interface Control {
  fixtures: Additions<Fixture>;
  faults: Additions<Fault>;
  quotas: QuotasControl;
  journal: JournalControl;
  clock: {
    now(): Promise<ClockState>;
    /** At an ISO 8601 moment, or at the present one. */
    freeze(at?: string): Promise<ClockState>;
    resume(): Promise<ClockState>;
    /** Moves time forward by milliseconds and wakes what waited for it. */
    advance(milliseconds: number): Promise<ClockState>;
  };
  /** Which fixture answers a request of the journal, or one that was not made, and why the others do not. Changes nothing. */
  explain(question: Question): Promise<Answer>;
  /** The resources of the control plane, as a whole. */
  state: {
    export(): Promise<Snapshot>;
    /** In place of all that are there. Rejects with one sentence where it is no snapshot. */
    import(snapshot: Snapshot): Promise<void>;
  };
  /** Forgets fixtures, faults, quotas and their use, journal and resources, what the server was started with excepted, and lets time run. */
  reset(): Promise<void>;
}

/** The test API's own: a predicate beside `match`, which no file and no HTTP call can carry. */
export type When = (exchange: Exchange) => boolean;

export interface LocalAdditions<Item> extends Additions<Item> {
  add(item: Item, when?: When): Promise<string>;
}

export interface LocalControl extends Control {
  fixtures: LocalAdditions<Fixture>;
  faults: LocalAdditions<Fault>;
}

export function createControl(namespace: Namespace): LocalControl {
  return {
    fixtures: createAdditions('fixture', namespace.fixtures, namespace, (item) =>
      checkFixture(item, namespace.settings),
    ),
    faults: createAdditions('fault', namespace.faults, namespace, checkFault),
    quotas: createQuotasControl(namespace),
    journal: createJournalControl(namespace),
    clock: createClockControl(namespace),
    explain: async (question) => explainRequest(question, namespace),
    state: {
      export: async () => takeSnapshot(namespace),
      import: async (snapshot) => restoreSnapshot(namespace, snapshot),
    },
    reset: async () => resetNamespace(namespace),
  };
}

function createAdditions<Item extends { id?: string }>(
  kind: string,
  active: Active<Item>[],
  namespace: Namespace,
  check: (item: Item) => void,
): LocalAdditions<Item> {
  return {
    add: async (item: Item, when?: When) => {
      check(item);
      const id = item.id ?? `${kind}-${nextNumber(namespace, kind)}`;
      if (active.some((other) => other.id === id)) throw new Error(`a ${kind} with the id ${id} is in force already`);
      active.push({
        id,
        item,
        used: 0,
        since: namespace.clock.now(),
        ...(when && { when: when as (exchange: unknown) => boolean }),
      });
      return id;
    },
    list: async () => active.map(({ id, item, used }) => ({ id, item, used })),
    remove: async (id) => {
      const index = active.findIndex((item) => item.id === id);
      if (index >= 0) active.splice(index, 1);
      return index >= 0;
    },
    clear: async () => {
      active.length = 0;
    },
  };
}

function createClockControl({ clock }: Namespace): Control['clock'] {
  const state = () => ({ now: new Date(clock.now()).toISOString(), frozen: clock.frozen });
  return {
    now: async () => state(),
    freeze: async (at) => {
      const moment = at === undefined ? clock.now() : Date.parse(at);
      if (Number.isNaN(moment)) throw new Error(`"${at}" is no ISO 8601 moment`);
      clock.freeze(moment);
      return state();
    },
    resume: async () => {
      clock.resume();
      return state();
    },
    advance: async (milliseconds) => {
      if (!(milliseconds >= 0))
        throw new Error(`a clock moves forward: ${milliseconds} is not a number of milliseconds`);
      clock.advance(milliseconds);
      return state();
    },
  };
}
