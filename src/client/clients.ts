/** The official SDK's clients: for one endpoint whatever else the environment says, or for AWS itself. */
import type { BedrockClient } from '@aws-sdk/client-bedrock';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { RetryStrategyV2 } from '@smithy/types';
import { maxAttempts } from './patience.js';

export interface ClientOptions {
  /** `http://127.0.0.1:4567`. Without one AWS itself is called: the region's endpoint, whatever the environment says of others. */
  endpoint?: string;
  /** Without one the SDK looks where it always does: the environment, then the profile. */
  region?: string;
  /** Without them the SDK's own chain finds some. */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** How often a call is tried again, and when. Default: as the SDK does. */
  retryStrategy?: RetryStrategyV2;
}

/** Explicit, because an environment with either of them set makes the SDK refuse every endpoint of one's own. */
const plainEndpoint = { useFipsEndpoint: false, useDualstackEndpoint: false };

function toConfig({ endpoint, region, credentials, retryStrategy }: ClientOptions) {
  return {
    ...(endpoint === undefined ? { ignoreConfiguredEndpointUrls: true } : { ...plainEndpoint, endpoint }),
    ...(region !== undefined && { region }),
    ...(credentials && { credentials }),
    ...(retryStrategy && { retryStrategy, maxAttempts }),
  };
}

/** The client of the control plane. The package is loaded at the first call. */
export async function createControlClient(options: ClientOptions): Promise<BedrockClient> {
  const { BedrockClient } = await import('@aws-sdk/client-bedrock');
  return new BedrockClient(toConfig(options));
}

/** The client of the control plane of the user's own account: credentials, region and endpoint are those that the SDK finds, unless given. */
export async function createAccountClient({ endpoint, region }: Partial<ClientOptions>): Promise<BedrockClient> {
  const { BedrockClient } = await import('@aws-sdk/client-bedrock');
  return new BedrockClient({ ...(region && { region }), ...(endpoint && { ...plainEndpoint, endpoint }) });
}

/** The client of the runtime. It speaks HTTP/2, as the SDK does by default. */
export async function createRuntimeClient(options: ClientOptions): Promise<BedrockRuntimeClient> {
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
  return new BedrockRuntimeClient(toConfig(options));
}
