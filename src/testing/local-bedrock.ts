/** An emulator with its control, for every way to use it in a test: what the entries of this package are made of. */
import { resolve } from 'node:path';
import type { Fault } from '../fixtures/fault.js';
import type { LocalControl } from '../server/control.js';
import {
  createNamespacesControl,
  type NamespaceSummary,
  type NamespacesControl,
  type NewNamespace,
} from '../server/control-namespaces.js';
import { createEmulator, type Emulator, type EmulatorOptions } from '../server/emulator.js';
import { checkFault } from '../server/faults/check-fault.js';
import { type KeptState, openAccount } from '../server/hosts/keep-state.js';
import type { Namespace } from '../server/namespace.js';
import type { PreparedCall, Settings } from '../server/settings.js';

export interface LocalBedrockOptions {
  /** Files and directories of fixtures, from the working directory. Loaded once; a reset returns to them. Default: none. */
  fixtures?: string | string[];
  /** In force from the start, in every namespace; a reset returns to them. Default: none. */
  faults?: Fault[];
  /** Folder that keeps the resources of the control plane. Default: memory alone. */
  state?: string;
  /** Calls of the control plane that are made at the start, where there are no resources yet; a reset returns to what they made. */
  prepare?: PreparedCall[];
  /** Region, account, seed, auth, models and the rest. */
  settings?: Partial<Settings>;
  /** Told of every exchange when it has ended. */
  observe?: EmulatorOptions['observe'];
}

/** What to give to an SDK client: `new BedrockRuntimeClient(bedrock.clientOptions)`. */
export interface ClientOptions {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

export interface LocalBedrock extends LocalControl {
  emulator: Emulator;
  /** The control of all namespaces. */
  control: NamespacesControl;
  namespaces(): NamespaceSummary[];
  /** Resolves when the state folder, where there is one, has all and is free. */
  end(): Promise<void>;
}

/** Rejects with one sentence where a fixture, a fault or a setting makes no sense. */
export async function createLocalBedrock(options: LocalBedrockOptions = {}): Promise<LocalBedrock> {
  const { settings, observe, fixtures, faults = [], state, prepare = [] } = options;
  let kept: KeptState | undefined;
  const keep = state === undefined ? undefined : async (namespace: Namespace) => kept?.keep(namespace);
  const emulator = createEmulator({ settings, keep, observe });
  if (fixtures !== undefined) await loadFiles(emulator, fixtures);
  for (const fault of faults) checkFault(fault);
  emulator.namespaces.loadFaults(faults);
  kept = await openAccount({ state, prepare }, emulator.namespaces, () => {});
  const control = createNamespacesControl(emulator.namespaces);
  const end = async () => kept?.close();
  return { ...control.open(), emulator, control, namespaces: () => control.list(), end };
}

/** The control of a namespace, made with settings of its own where it is new. */
export function openNamespace(
  control: NamespacesControl,
  name: string,
  settings: Omit<NewNamespace, 'name'> = {},
): LocalControl {
  if (!control.list().some((present) => present.name === name)) control.create({ ...settings, name });
  return control.open(name);
}

/** Credentials that the server takes, and the region that it is in. */
export function clientOptionsFor(url: string, { region, auth }: Settings): ClientOptions {
  const [first] = auth.mode === 'strict' ? auth.keys : [];
  return { endpoint: url, region, credentials: first ?? { accessKeyId: 'local', secretAccessKey: 'local' } };
}

/** The reader of files, and YAML with it, is loaded only where there are some. */
async function loadFiles({ namespaces, settings }: Emulator, fixtures: string | string[]): Promise<void> {
  const { readFixtureFiles } = await import('../server/fixture-files.js');
  const paths = [fixtures].flat().map((path) => resolve(path));
  namespaces.loadFixtures(readFixtureFiles({ paths, named: true }, settings));
}
