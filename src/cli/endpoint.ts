/** Where a running server is, and the environment variables that send clients to it. */
import type { KeyPair, Settings } from '../server/settings.js';

/** Where a server is that was told nothing. */
export const defaultEndpoint = 'http://127.0.0.1:4567';

export interface Endpoint {
  url: string;
  region: string;
  /** A key pair or an API key that the server accepts. */
  credentials: KeyPair | { apiKey: string };
  /** The certificate authority's file, where the server made its own certificate. */
  caPath?: string;
  /** Whether every AWS service is answered there: the others are forwarded. */
  all?: boolean;
}

/** What a client needs to know of a server with these settings. `local` stands in where any credential will do. */
export function toEndpoint(server: { url: string; caPath?: string }, settings: Settings, local: KeyPair): Endpoint {
  const { mode, keys, apiKeys } = settings.auth;
  const apiKey = apiKeys[0];
  const strict = keys[0] ?? (apiKey === undefined ? local : { apiKey });
  const { url, caPath } = server;
  return { url, region: settings.region, credentials: mode === 'strict' ? strict : local, ...(caPath && { caPath }) };
}

function credentialVariables(credentials: Endpoint['credentials']): Record<string, string> {
  if ('apiKey' in credentials) return { AWS_BEARER_TOKEN_BEDROCK: credentials.apiKey };
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken && { AWS_SESSION_TOKEN: sessionToken }),
  };
}

/** The lines to set, in the order in which they are shown. boto3 reads AWS_DEFAULT_REGION only, the other SDKs AWS_REGION. */
export function endpointVariables(endpoint: Endpoint): Record<string, string> {
  const { url, region, credentials, caPath, all } = endpoint;
  return {
    ...(all && { AWS_ENDPOINT_URL: url }),
    AWS_ENDPOINT_URL_BEDROCK: url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    ...credentialVariables(credentials),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...(caPath && { NODE_EXTRA_CA_CERTS: caPath, AWS_CA_BUNDLE: caPath }),
  };
}
