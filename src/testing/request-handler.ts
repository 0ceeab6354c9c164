/** Bedrock without any socket: a `requestHandler` for SDK clients that asks an emulator in this process. */
import type { LocalControl } from '../server/control.js';
import type { NewNamespace } from '../server/control-namespaces.js';
import type { Emulator } from '../server/emulator.js';
import {
  type BedrockRequestHandler,
  createSdkHandler,
  type RequestHandlerConfig,
} from '../server/hosts/request-handler.js';
import { NAMESPACE_HEADER } from '../server/namespace-registry.js';
import {
  type ClientOptions,
  clientOptionsFor,
  createLocalBedrock,
  type LocalBedrock,
  type LocalBedrockOptions,
  openNamespace,
} from './local-bedrock.js';

export type { BedrockRequestHandler, RequestHandlerConfig } from '../server/hosts/request-handler.js';

/** How an SDK client reaches it. */
interface Reached {
  /** For `new BedrockRuntimeClient({ requestHandler })`. Several clients may share it. */
  requestHandler: BedrockRequestHandler;
  /** The handler with a region and credentials: all that an SDK client needs. */
  clientOptions: Omit<ClientOptions, 'endpoint'> & { requestHandler: BedrockRequestHandler };
}

export interface InProcessNamespace extends LocalControl, Reached {
  name: string;
  /** Ends it with all that it holds. */
  remove(): void;
}

export interface InProcessBedrock extends LocalBedrock, Reached {
  /** Makes a namespace where it is new, or opens it. Settings are for a new one only. Throws where the name is none. */
  namespace(name: string, settings?: Omit<NewNamespace, 'name'>): InProcessNamespace;
}

/** `const bedrock = await createRequestHandler()`. Rejects with one sentence where a fixture, fault or setting makes no sense. */
export async function createRequestHandler(
  options: LocalBedrockOptions & RequestHandlerConfig = {},
): Promise<InProcessBedrock> {
  const bedrock = await createLocalBedrock(options);
  const { emulator, control } = bedrock;
  const { requestTimeout } = options;
  return {
    ...bedrock,
    ...reach(emulator, { requestTimeout }),
    namespace: (name, settings) => ({
      ...openNamespace(control, name, settings),
      ...reach(emulator, { requestTimeout, headers: { [NAMESPACE_HEADER]: name } }),
      name,
      remove: () => void control.remove(name),
    }),
  };
}

function reach({ handle, settings }: Emulator, options: Parameters<typeof createSdkHandler>[1]): Reached {
  const requestHandler = createSdkHandler(handle, options);
  const { endpoint: _endpoint, ...others } = clientOptionsFor('', settings);
  return { requestHandler, clientOptions: { ...others, requestHandler } };
}
