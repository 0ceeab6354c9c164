/** Starts a server inside a test: its url, and the control interface of its namespace. */
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
import { adminRoutes } from '../server/hosts/admin/index.js';
import { createHost, type HostOptions } from '../server/hosts/fastify.js';
import { NAMESPACE_PREFIX } from '../server/namespace-registry.js';
import type { Settings } from '../server/settings.js';

export interface StartServerOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** `true` for a certificate that is made on the spot, or PEM texts or paths of your own. Default: none. */
  tls?: HostOptions['tls'];
  /** Origins of browser clients; `*` among them for all. Default: none. */
  cors?: HostOptions['cors'];
  /** Files and directories of fixtures, from the working directory. Loaded once; a reset returns to them. Default: none. */
  fixtures?: string | string[];
  /** In force from the start, in every namespace; a reset returns to them. Default: none. */
  faults?: Fault[];
  /** What other machines must bring to use `/_local`. Default: they may not. */
  adminToken?: string;
  /** Region, account, seed, auth, models and the rest. */
  settings?: Partial<Settings>;
  /** Told of every exchange when it has ended. */
  observe?: EmulatorOptions['observe'];
}

/** A namespace of a server: its own fixtures, faults, journal, clock and resources, under its own url. */
export interface ServerNamespace extends LocalControl {
  name: string;
  /** What to give a client as `endpoint`. Clients that cannot take a path name it by the access key id `local-NAME`. */
  url: string;
  /** Ends it with all that it holds. */
  remove(): void;
}

export interface StartedServer extends LocalControl, AsyncDisposable {
  /** What to give a client as `endpoint`. */
  url: string;
  port: number;
  /** The certificate authority's file, where TLS made one: for NODE_EXTRA_CA_CERTS or AWS_CA_BUNDLE. */
  caPath?: string;
  /** Makes a namespace where it is new, or opens it. Settings are for a new one only. Throws where the name is none. */
  namespace(name: string, settings?: Omit<NewNamespace, 'name'>): ServerNamespace;
  namespaces(): NamespaceSummary[];
  /** Ends open connections and resolves when the port is free. */
  close(): Promise<void>;
}

/** `const bedrock = await startServer()`. Rejects with one sentence where the port is taken or a fixture makes no sense. */
export async function startServer(options: StartServerOptions = {}): Promise<StartedServer> {
  const { settings, observe, fixtures, faults = [], ...hostOptions } = options;
  const emulator = createEmulator({ settings, observe });
  if (fixtures !== undefined) await loadFiles(emulator, fixtures);
  for (const fault of faults) checkFault(fault);
  emulator.namespaces.loadFaults(faults);
  const control = createNamespacesControl(emulator.namespaces);
  const host = await createHost({
    host: '127.0.0.1',
    port: 0,
    ...hostOptions,
    emulator,
    region: emulator.settings.region,
    routes(app) {
      for (const register of adminRoutes) register(app, control);
    },
  });
  return {
    ...control.open(),
    url: host.url,
    port: host.port,
    ...(host.caPath && { caPath: host.caPath }),
    namespace: (name, own) => openNamespace(control, host.url, name, own),
    namespaces: () => control.list(),
    close: () => host.close(),
    [Symbol.asyncDispose]: () => host.close(),
  };
}

function openNamespace(
  control: NamespacesControl,
  url: string,
  name: string,
  settings: Omit<NewNamespace, 'name'> = {},
): ServerNamespace {
  if (!control.list().some((present) => present.name === name)) control.create({ ...settings, name });
  return {
    ...control.open(name),
    name,
    url: `${url}${NAMESPACE_PREFIX}${name}`,
    remove: () => void control.remove(name),
  };
}

/** The reader of files, and YAML with it, is loaded only where there are some. */
async function loadFiles({ namespaces, settings }: Emulator, fixtures: string | string[]): Promise<void> {
  const { readFixtureFiles } = await import('../server/fixture-files.js');
  const paths = [fixtures].flat().map((path) => resolve(path));
  namespaces.loadFixtures(readFixtureFiles({ paths, named: true }, settings));
}
