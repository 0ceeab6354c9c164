/** A server in us-west-2 and a runtime client of it, for the tests of one file. */
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll } from 'vitest';
import { createRuntimeClient } from '../../src/client/clients.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';

/** The client is there once the tests run. */
export function useClient(): { readonly client: BedrockRuntimeClient } {
  let bedrock: StartedServer;
  let client: BedrockRuntimeClient;
  beforeAll(async () => {
    bedrock = await startServer({ settings: { region: 'us-west-2' } });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = await createRuntimeClient({ endpoint: bedrock.url, region: 'us-west-2', credentials });
  });
  afterAll(async () => {
    client.destroy();
    await bedrock.close();
  });
  return {
    get client() {
      return client;
    },
  };
}

export async function collect(items: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const item of items) all.push(item);
  return all;
}
