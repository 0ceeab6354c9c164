/** The real clients, as a user makes them: by default HTTP/2 for the runtime and HTTP/1.1 for the control plane. */
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const credentials = { accessKeyId: 'AKIALOCALLOCALLOCALL', secretAccessKey: 'local' };

export type Protocol = 'h2' | 'http/1.1';

export function createRuntimeClient(
  endpoint: string,
  protocol: Protocol = 'h2',
  options: Partial<BedrockRuntimeClientConfig> = {},
): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    endpoint,
    region: 'us-east-1',
    credentials,
    ...(protocol === 'http/1.1' && { requestHandler: new NodeHttpHandler() }),
    ...options,
  });
}

export function createControlPlaneClient(endpoint: string, options: object = {}): BedrockClient {
  return new BedrockClient({ endpoint, region: 'us-east-1', credentials, ...options });
}
