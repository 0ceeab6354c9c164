/** The official SDK's clients, set up for one endpoint whatever else the environment says, and their errors in one line. */
import type { BedrockClient } from '@aws-sdk/client-bedrock';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';

export interface ClientOptions {
  /** `http://127.0.0.1:4567`. */
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/** Explicit, because an environment with either of them set makes the SDK refuse every endpoint of one's own. */
const plainEndpoint = { useFipsEndpoint: false, useDualstackEndpoint: false };

/** The client of the control plane. The package is loaded at the first call. */
export async function createControlClient(options: ClientOptions): Promise<BedrockClient> {
  const { BedrockClient } = await import('@aws-sdk/client-bedrock');
  return new BedrockClient({ ...plainEndpoint, ...options });
}

/** The client of the control plane of the user's own account: credentials, region and endpoint are those that the SDK finds, unless given. */
export async function createAccountClient({ endpoint, region }: Partial<ClientOptions>): Promise<BedrockClient> {
  const { BedrockClient } = await import('@aws-sdk/client-bedrock');
  return new BedrockClient({ ...(region && { region }), ...(endpoint && { ...plainEndpoint, endpoint }) });
}

/** The client of the runtime. It speaks HTTP/2, as the SDK does by default. */
export async function createRuntimeClient(options: ClientOptions): Promise<BedrockRuntimeClient> {
  const { BedrockRuntimeClient } = await import('@aws-sdk/client-bedrock-runtime');
  return new BedrockRuntimeClient({ ...plainEndpoint, ...options });
}

interface ClientError extends Error {
  code?: string;
  errors?: ClientError[];
  cause?: ClientError;
  $response?: { headers?: Record<string, string> };
}

const connectionErrors: Record<string, (endpoint: string) => string> = {
  ECONNREFUSED: (endpoint) =>
    `nothing answers at ${endpoint}; start it with bedrock-local, or name another by --endpoint`,
  ENOTFOUND: (endpoint) => `the host of ${endpoint} is not known; name another endpoint by --endpoint`,
  ECONNRESET: (endpoint) => `${endpoint} broke the connection off`,
};

/** The codes of Node's TLS for a certificate whose authority it does not know. */
const distrust = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|CERT_/;

/** An error of a call to `endpoint` as one line: the exception's name and words, and the server's hint where it gave one. */
export function describeError(thrown: unknown, endpoint: string): string {
  const error = thrown as ClientError;
  // HTTP/2 wraps the connection's error as its cause; a host with several addresses gives one error for each.
  const codes = [error, error.cause, error.errors?.[0]].map((from) => from?.code ?? '');
  if (codes.some((code) => distrust.test(code)))
    return `the certificate of ${endpoint} is not trusted; set NODE_EXTRA_CA_CERTS to the file that bedrock-local printed`;
  const known = codes.map((code) => connectionErrors[code]).find(Boolean);
  if (known) return known(endpoint);
  const hint = error.$response?.headers?.['x-bedrock-local-hint'];
  const words = `${error.name}: ${error.message}`.replaceAll(/\s*\n\s*/g, ' ');
  return hint ? `${words} (hint: ${hint})` : words;
}
