/** A server that runs elsewhere, as a test uses it: the control interface over HTTP, and a namespace for each test. */
import type { Control } from '../server/control.js';
import type { NamespaceSummary, NewNamespace } from '../server/control-namespaces.js';
import { NAMESPACE_PREFIX } from '../server/namespace-registry.js';
import { defaultSettings } from '../server/settings.js';
import { createHttpControl, createSender } from './http-control.js';
import { type ClientOptions, clientOptionsFor } from './local-bedrock.js';

export interface ConnectOptions {
  /** What a server on another machine asks for: its `adminToken`. */
  token?: string | undefined;
  /** For clients. Default us-east-1. */
  region?: string;
}

export interface RemoteNamespace extends Control {
  name: string;
  /** What to give a client as `endpoint`. */
  url: string;
  /** The endpoint with a region and any credentials. */
  clientOptions: ClientOptions;
  /** Ends it with all that it holds. */
  remove(): Promise<void>;
}

export interface RemoteServer extends Control {
  url: string;
  clientOptions: ClientOptions;
  /** Makes a namespace where it is new, or opens it. Settings are for a new one only. Rejects where the name is none. */
  namespace(name: string, settings?: Omit<NewNamespace, 'name'>): Promise<RemoteNamespace>;
  namespaces(): Promise<NamespaceSummary[]>;
}

/** `connectServer('http://127.0.0.1:4567')`. Calls nothing yet. */
export function connectServer(url: string, options: ConnectOptions = {}): RemoteServer {
  const { token, region = defaultSettings.region } = options;
  const root = url.replace(/\/$/, '');
  const send = createSender(root, { token });
  const list = async (): Promise<NamespaceSummary[]> => JSON.parse(await send('GET', 'namespaces'));
  const place = (at: string) => ({ url: at, clientOptions: clientOptionsFor(at, { ...defaultSettings, region }) });
  return {
    ...createHttpControl(root, { token }),
    ...place(root),
    namespaces: list,
    async namespace(name, settings = {}) {
      const isNew = async () => (await list()).every((present) => present.name !== name);
      if (Object.keys(settings).length > 0 && (await isNew())) await send('POST', 'namespaces', { ...settings, name });
      const control = createHttpControl(root, { token, namespace: name });
      await control.clock.now();
      return {
        ...control,
        ...place(`${root}${NAMESPACE_PREFIX}${name}`),
        name,
        remove: async () => void (await send('DELETE', `namespaces/${name}`)),
      };
    },
  };
}
