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
import { preparePng } from '../server/generation/png.js';
import { type KeptState, openAccount } from '../server/hosts/keep-state.js';
import { openPassage } from '../server/hosts/open-passage.js';
import { prepareTokenizer } from '../server/inference/tokens.js';
import type { Namespace } from '../server/namespace.js';
import { isWithinJest, readUpstream } from '../server/options.js';
import { defaultSettings, type PreparedCall, type Settings } from '../server/settings.js';

/** As the options of the command line have them; the folder is from the working directory. */
export interface LocalPassage {
  mode: 'record' | 'record-missing' | 'refresh' | 'replay' | 'passthrough';
  /** Of recordings. Default `recordings`. */
  folder?: string;
  /** Where to call in place of AWS's endpoints. */
  upstream?: string;
  /** 1 as recorded, 10 ten times faster, 0 without waiting. Default 1. */
  speed?: number;
  /** Days after which `refresh` records anew. Default 30. */
  olderThan?: number;
  /** For the upstream. Default: AWS_BEARER_TOKEN_BEDROCK, or else the SDK's chain. */
  credentials?: () => Promise<
    { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | { apiKey: string }
  >;
  /** Is told, in one sentence, what could not be recorded or read. */
  warn?(sentence: string): void;
}

export interface LocalBedrockOptions {
  /** Files and directories of fixtures, from the working directory. Loaded once; a reset returns to them. Default: none. */
  fixtures?: string | string[];
  /** In force from the start, in every namespace; a reset returns to them. Default: none. */
  faults?: Fault[];
  /** Folder that keeps the resources of the control plane. Default: memory alone. */
  state?: string;
  /** Calls of the control plane that are made at the start, where there are no resources yet; a reset returns to what they made. */
  prepare?: PreparedCall[];
  /** Records real replies, gives recordings, or passes calls on. Default: the emulation answers. */
  passage?: LocalPassage;
  /** Region, account, seed, auth, models and the rest. */
  settings?: Partial<Settings>;
  /** Told, in one sentence, what could not be written of a log. */
  warn?: EmulatorOptions['warn'];
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
  /** Resolves when what was logged is written, and the state folder, where there is one, has all and is free. */
  end(): Promise<void>;
}

/** Rejects with one sentence where a fixture, a fault or a setting makes no sense. */
export async function createLocalBedrock(options: LocalBedrockOptions = {}): Promise<LocalBedrock> {
  const { settings, observe, warn, fixtures, faults = [], state, prepare = [], passage } = options;
  if (isWithinJest()) await Promise.all([prepareTokenizer(), preparePng()]);
  let kept: KeptState | undefined;
  const keep = state === undefined ? undefined : async (namespace: Namespace) => kept?.keep(namespace);
  const passed = passage && open(passage, settings);
  const emulator = createEmulator({ settings, keep, observe, warn, ...(passed && { passage: passed.passage }) });
  if (fixtures !== undefined) await loadFiles(emulator, fixtures);
  for (const fault of faults) checkFault(fault);
  emulator.namespaces.loadFaults(faults);
  kept = await openAccount({ state, prepare }, emulator.namespaces, () => {});
  const control = createNamespacesControl(emulator.namespaces);
  const end = async () => {
    await emulator.close();
    await passed?.close();
    await kept?.close();
  };
  return { ...control.open(), emulator, control, namespaces: () => control.list(), end };
}

function open({ folder = 'recordings', warn = () => {}, ...passage }: LocalPassage, settings: Partial<Settings> = {}) {
  const options = { speed: 1, olderThan: 30, ...readUpstream(), ...passage, folder: resolve(folder) };
  return openPassage(options, { ...defaultSettings, ...settings }, warn);
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
