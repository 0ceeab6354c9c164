import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { connectServer, createHttpControl, type JournalCall, startServer } from 'bedrock-local';
import { contractSuite } from 'bedrock-local/contract';
import { decodeEvents, encodeEvents, type StreamEvent } from 'bedrock-local/event-stream';
import { createBedrockPlugin } from 'bedrock-local/fastify';
import { journalMatchers } from 'bedrock-local/matchers';
import { createMswHandlers } from 'bedrock-local/msw';
import { createRequestHandler } from 'bedrock-local/request-handler';
import { createBedrockTest, expect, test } from 'bedrock-local/vitest';
import { createGlobalSetup } from 'bedrock-local/vitest/setup';
import Fastify from 'fastify';
import { setupServer } from 'msw/node';

async function useEveryEntry(): Promise<JournalCall[]> {
  const server = await startServer({ settings: { seed: 1 } });
  new BedrockRuntimeClient(server.clientOptions);
  new BedrockRuntimeClient(connectServer(server.url).clientOptions);
  new BedrockRuntimeClient((await createRequestHandler({ requestTimeout: 10 })).clientOptions);
  setupServer(...(await createMswHandlers({ http2: 'warn' })).handlers);
  await Fastify().register((await createBedrockPlugin({ cors: ['*'] })).plugin);
  const events: StreamEvent<'ConverseStream'>[] = [{ messageStart: { role: 'assistant' } }];
  for (const event of await decodeEvents('ConverseStream', encodeEvents('ConverseStream', events)))
    if ('contentBlockDelta' in event) event.contentBlockDelta.delta?.text?.trim();
  // @ts-expect-error: no event of this operation
  encodeEvents('ConverseStream', [{ chunk: { bytes: new Uint8Array() } }]);
  await createHttpControl(server.url).journal.unmatched({ status: '4xx', limit: 1 });
  // @ts-expect-error: no filter of the journal
  await server.journal.entries({ opration: 'Converse' });
  contractSuite({ target: { url: server.url, region: 'us-east-1' } });
  createGlobalSetup({ fixtures: 'fixtures' });
  expect.extend(journalMatchers);
  return server.journal.calls({ operation: 'Converse' });
}

test('a matcher has its types', async ({ bedrock }) => {
  const client = bedrock.client(BedrockRuntimeClient, { maxAttempts: 2 });
  client.config.region satisfies unknown;
  await expect(bedrock.journal).toHaveCalled('Converse', { times: 1, input: {} });
  await expect(bedrock.journal).not.toHaveRetriedAfter(100, { atLeast: 1, atMost: 2 });
  // @ts-expect-error: no option of the client
  bedrock.client(BedrockRuntimeClient, { maxAttemps: 2 });
});

void useEveryEntry;

createBedrockTest({ settings: { strictFixtures: true } })('options too', () => {});
