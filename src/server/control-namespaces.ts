/** The control of all namespaces of a server: each by name, and which there are. */
import { createControl, type LocalControl } from './control.js';
import { type Exposition, writeMetrics } from './metrics/exposition.js';
import type { Namespace } from './namespace.js';
import { DEFAULT_NAMESPACE, type NamespaceSettings, type Namespaces } from './namespace-registry.js';
import { checkQuotas } from './options/quota-list.js';
import { checkRuleSwitches } from './options/rule-switch.js';

export interface NamespaceSummary {
  name: string;
  seed: number;
  strictFixtures: boolean;
  lenient: boolean;
  /** How many of each it holds. */
  fixtures: number;
  faults: number;
  journal: number;
}

export interface NewNamespace extends NamespaceSettings {
  name: string;
}

export interface NamespacesControl {
  /** The control of a namespace, made where it is new. Default: the one of requests that name none. */
  open(name?: string): LocalControl;
  list(): NamespaceSummary[];
  /** Throws in one sentence where the name is taken or is none. */
  create(wanted: NewNamespace): NamespaceSummary;
  /** The figures of one namespace, or of all, as Prometheus reads them. */
  metrics(name?: string): Promise<Exposition>;
  /** Removes a namespace with all that it holds. False where there is none of the name. */
  remove(name: string): boolean;
}

const settingTypes: { [Name in keyof Required<NamespaceSettings>]: 'number' | 'boolean' | 'object' | 'string' } = {
  seed: 'number',
  strictFixtures: 'boolean',
  lenient: 'boolean',
  rules: 'object',
  quotas: 'object',
  modelAccess: 'string',
  enforceLifecycle: 'boolean',
};

export function createNamespacesControl(namespaces: Namespaces): NamespacesControl {
  const controls = new WeakMap<Namespace, LocalControl>();
  return {
    open(name = DEFAULT_NAMESPACE) {
      const namespace = namespaces.open(name);
      const known = controls.get(namespace) ?? createControl(namespace);
      controls.set(namespace, known);
      return known;
    },
    list: () => namespaces.list().map(summarize),
    create(wanted) {
      const { name, ...settings } = checkWanted(wanted);
      if (namespaces.list().some(({ id }) => id === name)) throw new Error(`there is a namespace ${name} already`);
      return summarize(namespaces.open(name, settings));
    },
    metrics: (name) => writeMetrics(name === undefined ? namespaces.list() : [namespaces.open(name)]),
    remove: (name) => namespaces.remove(name),
  };
}

/** Throws an Error of one sentence. */
function checkWanted(wanted: unknown): NewNamespace {
  const { name, ...settings } = (wanted ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string') throw new Error('the body must be {"name": "..."}, with "seed" and the like beside it');
  for (const [key, value] of Object.entries(settings)) {
    const type = settingTypes[key as keyof NamespaceSettings];
    if (!type)
      throw new Error(`"${key}" is no setting of a namespace: known are ${Object.keys(settingTypes).join(', ')}`);
    if (typeof value !== type || value === null)
      throw new Error(`"${key}" must be a ${type}, not ${JSON.stringify(value)}`);
  }
  const { rules, quotas, modelAccess } = settings as NamespaceSettings;
  if (modelAccess !== undefined && modelAccess !== 'all' && modelAccess !== 'explicit')
    throw new Error(`"modelAccess" must be "all" or "explicit", not ${JSON.stringify(modelAccess)}`);
  if (quotas) checkQuotas(quotas);
  if (rules) checkRuleSwitches({ ...rules, off: rules.off ?? [] });
  return { ...settings, ...(rules && { rules: { ...rules, off: rules.off ?? [] } }), name };
}

function summarize({ id, settings, fixtures, faults, journal }: Namespace): NamespaceSummary {
  const { seed, strictFixtures, lenient } = settings;
  const counts = { fixtures: fixtures.length, faults: faults.length, journal: journal.length };
  return { name: id, seed, strictFixtures, lenient, ...counts };
}
