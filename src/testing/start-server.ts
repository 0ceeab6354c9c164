/** Starts a server inside a test: its url, and the control interface of its namespace. */
import { resolve } from 'node:path';
import { createControl, type LocalControl } from '../server/control.js';
import { createEmulator, type Emulator, type EmulatorOptions } from '../server/emulator.js';
import { registerAdmin } from '../server/hosts/admin.js';
import { createHost, type HostOptions } from '../server/hosts/fastify.js';
import { loadFixtures } from '../server/namespace.js';
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
  /** Region, account, seed, auth, models and the rest. */
  settings?: Partial<Settings>;
  /** Told of every exchange when it has ended. */
  observe?: EmulatorOptions['observe'];
}

export interface StartedServer extends LocalControl, AsyncDisposable {
  /** What to give a client as `endpoint`. */
  url: string;
  port: number;
  /** The certificate authority's file, where TLS made one: for NODE_EXTRA_CA_CERTS or AWS_CA_BUNDLE. */
  caPath?: string;
  /** Ends open connections and resolves when the port is free. */
  close(): Promise<void>;
}

/** `const bedrock = await startServer()`. Rejects with one sentence where the port is taken or a fixture makes no sense. */
export async function startServer(options: StartServerOptions = {}): Promise<StartedServer> {
  const { settings, observe, fixtures, ...hostOptions } = options;
  const emulator = createEmulator({ settings, observe });
  if (fixtures !== undefined) await loadFiles(emulator, fixtures);
  const control = createControl(emulator.namespace);
  const host = await createHost({
    host: '127.0.0.1',
    port: 0,
    ...hostOptions,
    emulator,
    region: emulator.settings.region,
    routes: (app) => registerAdmin(app, control),
  });
  return {
    ...control,
    url: host.url,
    port: host.port,
    ...(host.caPath && { caPath: host.caPath }),
    close: () => host.close(),
    [Symbol.asyncDispose]: () => host.close(),
  };
}

/** The reader of files, and YAML with it, is loaded only where there are some. */
async function loadFiles({ namespace, settings }: Emulator, fixtures: string | string[]): Promise<void> {
  const { readFixtureFiles } = await import('../server/fixture-files.js');
  const paths = [fixtures].flat().map((path) => resolve(path));
  loadFixtures(namespace, readFixtureFiles({ paths, named: true }, settings));
}
