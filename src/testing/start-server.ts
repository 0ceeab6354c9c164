/** Starts a server inside a test: its url, and the control interface of its namespace. */
import type { LocalControl } from '../server/control.js';
import type { NamespaceSummary, NewNamespace } from '../server/control-namespaces.js';
import { adminRoutes } from '../server/hosts/admin/index.js';
import { createHost, type HostOptions } from '../server/hosts/fastify.js';
import { createForwarder } from '../server/hosts/forward-other.js';
import { NAMESPACE_PREFIX } from '../server/namespace-registry.js';
import {
  type ClientOptions,
  clientOptionsFor,
  createLocalBedrock,
  type LocalBedrockOptions,
  openNamespace,
} from './local-bedrock.js';

export interface StartServerOptions extends LocalBedrockOptions {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** `true` for a certificate that is made on the spot, or PEM texts or paths of your own. Default: none. */
  tls?: HostOptions['tls'];
  /** Origins of browser clients; `*` among them for all. Default: none. */
  cors?: HostOptions['cors'];
  /** What other machines must bring to use `/_local`. Default: they may not. */
  adminToken?: string;
  /** URL of another emulator, which answers what is not Bedrock's (S3, STS, ...). Default: that is refused. */
  forwardOther?: string;
}

/** A namespace of a server: its own fixtures, faults, journal, clock and resources, under its own url. */
export interface ServerNamespace extends LocalControl {
  name: string;
  /** What to give a client as `endpoint`. Clients that cannot take a path name it by the access key id `local-NAME`. */
  url: string;
  /** The endpoint with a region and credentials: all that an SDK client needs. */
  clientOptions: ClientOptions;
  /** Ends it with all that it holds. */
  remove(): void;
}

export interface StartedServer extends LocalControl, AsyncDisposable {
  /** What to give a client as `endpoint`. */
  url: string;
  port: number;
  /** The endpoint with a region and credentials: all that an SDK client needs. */
  clientOptions: ClientOptions;
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
  const { host: address = '127.0.0.1', port = 0, tls, cors, adminToken, forwardOther } = options;
  const { emulator, control, namespaces, end, ...own } = await createLocalBedrock(options);
  const forwarder = forwardOther === undefined ? undefined : createForwarder(emulator.handle, { url: forwardOther });
  const close = async () => {
    await host.close();
    await forwarder?.close();
    await end();
  };
  const host = await createHost({
    host: address,
    port,
    tls,
    cors,
    adminToken,
    emulator: forwarder ?? emulator,
    region: emulator.settings.region,
    routes(app) {
      for (const register of adminRoutes) register(app, control);
    },
  }).catch(async (cause) => {
    await end();
    throw cause;
  });
  const place = (url: string) => ({ url, clientOptions: clientOptionsFor(url, emulator.settings) });
  return {
    ...own,
    ...place(host.url),
    port: host.port,
    ...(host.caPath && { caPath: host.caPath }),
    namespace: (name, settings) => ({
      ...openNamespace(control, name, settings),
      ...place(`${host.url}${NAMESPACE_PREFIX}${name}`),
      name,
      remove: () => void control.remove(name),
    }),
    namespaces,
    close,
    [Symbol.asyncDispose]: close,
  };
}
