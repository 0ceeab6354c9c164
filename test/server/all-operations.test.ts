import * as bedrock from '@aws-sdk/client-bedrock';
import * as bedrockRuntime from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Operation, operations } from '../../src/server/smithy/operation.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient, type Protocol } from '../support/clients.js';
import { sampleInput } from '../support/sample-input.js';

type Client = { send(command: unknown): Promise<Record<string, unknown>>; destroy(): void };
type CommandClass = new (input: unknown) => unknown;

const commands = { ...bedrock, ...bedrockRuntime } as unknown as Record<string, CommandClass>;
const textModel = 'anthropic.claude-3-haiku-20240307-v1:0';

/** Members that the operation's own rules bind beyond the schema. */
const own: Record<string, Record<string, unknown>> = {
  InvokeModel: { modelId: textModel, body: nativeBody(), contentType: 'application/json', accept: 'application/json' },
  InvokeModelWithResponseStream: { modelId: textModel, body: nativeBody(), contentType: 'application/json' },
  InvokeModelWithBidirectionalStream: { modelId: 'amazon.nova-sonic-v1:0' },
  Converse: { modelId: textModel },
  ConverseStream: { modelId: textModel },
  CountTokens: { modelId: 'anthropic.claude-3-5-haiku-20241022-v1:0' },
};

function nativeBody(): Uint8Array {
  const body = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 20, messages: [{ role: 'user', content: 'Hi' }] };
  return Buffer.from(JSON.stringify(body));
}

/** What the client sends of an input: no undefined, and the stream aside. */
function comparable(operation: Operation, input: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(input).filter(([name]) => name !== operation.inputEvents?.name);
  return Object.fromEntries(entries);
}

/** Reads a reply to its end: event streams, too, must decode. */
async function drain(output: Record<string, unknown>): Promise<void> {
  for (const value of Object.values(output)) {
    if (value && typeof value === 'object' && Symbol.asyncIterator in value) {
      for await (const event of value as AsyncIterable<object>) expect(Object.keys(event)).toHaveLength(1);
    }
  }
}

describe.each<Protocol>(['h2', 'http/1.1'])('all operations through the real clients, runtime over %s', (protocol) => {
  let server: StartedServer;
  let clients: Record<Operation['service'], Client>;
  beforeAll(async () => {
    server = await startServer();
    clients = {
      bedrock: createControlPlaneClient(server.url, { maxAttempts: 1 }) as unknown as Client,
      'bedrock-runtime': createRuntimeClient(server.url, protocol, { maxAttempts: 1 }) as unknown as Client,
    };
  });
  afterAll(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await server.close();
  });
  beforeEach(() => server.journal.clear());

  it('knows 119 of them', () => {
    expect(operations).toHaveLength(119);
  });

  const callable = operations.filter((operation) => protocol === 'h2' || !operation.inputEvents);
  it.each(callable.map((operation) => [operation.name, operation] as const))('%s', async (name, operation) => {
    const input = sampleInput(operation, own[name]);
    const Command = commands[`${name}Command`] as CommandClass;
    const outcome = await clients[operation.service].send(new Command(input)).then(
      async (output) => drain(output).then(() => 'a reply'),
      (thrown: Error & { $metadata?: { httpStatusCode?: number } }) => {
        expect(thrown.$metadata?.httpStatusCode, `${thrown.name}: ${thrown.message}`).toBeGreaterThanOrEqual(400);
        return thrown.name;
      },
    );
    const [entry] = await server.journal.entries();
    expect(entry?.operation, `${outcome}: ${entry?.message}`).toBe(name);
    expect(comparable(operation, entry?.input as Record<string, unknown>)).toEqual(comparable(operation, input));
    expect(['a reply', 'ResourceNotFoundException', 'ValidationException', 'AccessDeniedException']).toContain(outcome);
  });
});
