/** Targets of the suite: a server by its URL, an account by the SDK's own credentials. */
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { type ContractTarget, createClientTarget } from './target.js';

export interface UrlTargetOptions {
  /** Default: the URL. */
  name?: string;
  url: string;
  region?: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** What carries the requests of both clients in place of the SDK's own: its `requestHandler`. */
  requestHandler?: object;
  /** Whether that carries a stream in both directions. Default: whether none is given. */
  bidirectional?: boolean;
  /** Whether it is a server of this project, or one in front of an account. Default true. */
  local?: boolean;
  /** Whether it records, or replays. Default false. */
  recorded?: boolean;
  /** Whether it was told of the suite's callers, as `prepareContract` does. Default false. */
  prepared?: boolean;
}

const silent = () => {};

/** A request fails once, and the SDK says nothing of it: what is judged is the reply, not the SDK's patience. */
const once = {
  maxAttempts: 1,
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
};

/** A server of this project, wherever it is, also in front of an account. */
export function createUrlTarget(options: UrlTargetOptions): ContractTarget {
  const {
    url,
    name = url,
    region = 'us-east-1',
    local = true,
    recorded = false,
    prepared = false,
    requestHandler,
    bidirectional = requestHandler === undefined,
  } = options;
  return createClientTarget({
    name,
    local,
    region,
    bidirectional,
    recorded,
    prepared,
    async connect(credentials = options.credentials) {
      const shared = { ...once, endpoint: url, region, credentials, ...(requestHandler && { requestHandler }) };
      return connectBoth(shared);
    },
  });
}

/** AWS itself: the region's endpoints, whatever the environment says of others, and the SDK's chain of credentials. */
export function createAwsTarget(region: string): ContractTarget {
  return createClientTarget({
    name: 'aws',
    local: false,
    region,
    connect: (credentials) =>
      connectBoth({ ...once, region, ignoreConfiguredEndpointUrls: true, ...(credentials && { credentials }) }),
  });
}

interface ClientConfig {
  endpoint?: string;
  region: string;
  credentials?: AwsCredentialIdentity;
  ignoreConfiguredEndpointUrls?: boolean;
}

async function connectBoth(config: ClientConfig) {
  const { BedrockClient } = await import('@aws-sdk/client-bedrock');
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
  return { bedrock: new BedrockClient(config), 'bedrock-runtime': new BedrockRuntimeClient(config) };
}
