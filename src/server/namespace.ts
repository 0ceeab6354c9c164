/** What one user of the server owns. Found before routing; nothing in it is shared with another namespace. */
import type { Fault } from '../fixtures/fault.js';
import type { Fixture } from '../fixtures/fixture.js';
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { Clock } from './clock.js';
import { createClock } from './clock.js';
import type { Test } from './match-criteria.js';
import type { NamespaceCounts } from './metrics/counts.js';
import { restoreSnapshot, type Snapshot } from './namespace-snapshot.js';
import { createQuotas, type NamespaceQuotas } from './quotas/namespace-quotas.js';
import type { Settings } from './settings.js';
import type { Route } from './smithy/router.js';
import type { Headers } from './waist.js';

/** A fixture or fault in force, with its count of strikes. */
export interface Active<Item> {
  id: string;
  item: Item;
  /** How often it has acted. */
  used: number;
  /** When it came into force, by the namespace's clock. */
  since?: number;
  /** Its match made ready, by whoever first asks whether it holds. */
  tests?: Test[];
  /** The test API's own predicate, beside `match`. */
  when?: (exchange: unknown) => boolean;
}

/**
 * What is kept of an exchange. Input and output stay the bytes and the text that they were, in few objects: a busy server makes
 * and forgets thousands of them a second, and each that lives for a while costs as much as ten that do not.
 */
export interface JournalRecord extends Omit<JournalEntry, 'input' | 'output' | 'events' | 'reply'> {
  /** What the input was read from. */
  source?: { route: Route; body: Uint8Array | undefined };
  /** The body of the reply, where it is JSON; of a stream, the name and the payload of each event: lines of one text at its end. */
  written?: string | string[];
  /** The output, where the body does not say it all. */
  output?: unknown;
  replyHeaders?: Headers;
  /** The body that went out, where it is whole and not `written`; of a stream its chunks, where `written` may not say what they were. */
  sent?: string | Uint8Array | Uint8Array[];
}

export interface Namespace {
  id: string;
  settings: Settings;
  clock: Clock;
  fixtures: Active<Fixture>[];
  /** Those of them that came from files: what a reset returns to. */
  loaded: Active<Fixture>[];
  /** Scenarios by name, each with its state; one that has not moved yet is absent. */
  states: Map<string, string>;
  faults: Active<Fault>[];
  /** Those that the server was started with: what a reset returns to. */
  loadedFaults: Fault[];
  quotas: NamespaceQuotas;
  /** Oldest first; at most `settings.journalSize`. */
  journal: JournalRecord[];
  /** Resources of the control plane: `kind/region/account` to id to resource. */
  resources: Map<string, Map<string, unknown>>;
  /** The resources that the server was started with: what a reset returns to. Default: none. */
  loadedResources?: Snapshot;
  /** Prefixes of prompts in the simulated cache: hash to the time at which each goes. */
  promptCache: Map<string, number>;
  /** The figures of the metrics since the start: a reset leaves them, since a counter only goes up. */
  counts: NamespaceCounts;
  /** Counts what has been numbered: fixtures, faults, random draws. */
  counters: Map<string, number>;
}

export function createNamespace(id: string, settings: Settings, clock: Clock = createClock()): Namespace {
  return {
    id,
    settings,
    clock,
    fixtures: [],
    loaded: [],
    states: new Map(),
    faults: [],
    loadedFaults: [],
    quotas: createQuotas(settings.quotas, clock),
    journal: [],
    resources: new Map(),
    promptCache: new Map(),
    counts: new Map(),
    counters: new Map(),
  };
}

/** The next number of `counter`, from 1. */
export function nextNumber(namespace: Namespace, counter: string): number {
  const next = (namespace.counters.get(counter) ?? 0) + 1;
  namespace.counters.set(counter, next);
  return next;
}

/** Puts the fixtures of files in force, in place of those loaded before. What was added otherwise stays, and is the later. */
export function loadFixtures(namespace: Namespace, fixtures: (Fixture & { id: string })[]): void {
  const added = namespace.fixtures.filter((active) => !namespace.loaded.includes(active));
  namespace.loaded = fixtures.map((item) => ({ id: item.id, item, used: 0 }));
  namespace.fixtures.splice(0, Number.POSITIVE_INFINITY, ...namespace.loaded, ...added);
}

/** Puts faults in force from now on, in place of those loaded before. */
export function loadFaults(namespace: Namespace, faults: Fault[]): void {
  const before = namespace.loadedFaults;
  const added = namespace.faults.filter(({ item }) => !before.includes(item));
  const since = namespace.clock.now();
  const loaded = faults.map((item, index) => ({ id: item.id ?? `started-with-${index + 1}`, item, used: 0, since }));
  namespace.loadedFaults = faults;
  namespace.faults.splice(0, Number.POSITIVE_INFINITY, ...loaded, ...added);
}

/** Puts resources in force in place of all that are there; a reset returns to them. */
export function loadResources(namespace: Namespace, snapshot: Snapshot): void {
  namespace.loadedResources = snapshot;
  restoreSnapshot(namespace, snapshot);
}

/** Forgets everything but settings, clock, the fixtures of files, the faults, quotas and resources of the start, whose counts begin anew; time runs again. */
export function resetNamespace(namespace: Namespace): void {
  namespace.clock.resume();
  namespace.fixtures.length = 0;
  loadFixtures(
    namespace,
    namespace.loaded.map(({ id, item }) => ({ ...item, id })),
  );
  namespace.states.clear();
  namespace.faults.length = 0;
  loadFaults(namespace, namespace.loadedFaults);
  namespace.quotas.reset();
  namespace.journal.length = 0;
  namespace.resources.clear();
  if (namespace.loadedResources) restoreSnapshot(namespace, namespace.loadedResources);
  namespace.promptCache.clear();
  namespace.counters.clear();
}
