/** A server and its clients in a process of their own: calls every operation and every native format, then says what was tried. */
import { connect } from 'node:net';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as bedrockRuntime from '@aws-sdk/client-bedrock-runtime';
import { foundationModels } from '../../../src/fixtures/foundation-models.js';
import { operations } from '../../../src/server/smithy/operation.js';
import { sampleShape } from '../../../src/server/smithy/sample.js';
import { startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../../support/clients.js';
import { invoke, invokeStream } from '../../support/invoke.js';
import { nativeBody, textFamilies } from '../../support/text-families.js';

declare global {
  var outgoing: string[];
}

type Client = { send(command: unknown): Promise<Record<string, unknown>>; destroy(): void };
type CommandClass = new (input: unknown) => unknown;

const commands = { ...bedrock, ...bedrockRuntime } as unknown as Record<string, CommandClass>;

/** Reads streams to their end. */
async function drain(output: Record<string, unknown>): Promise<void> {
  for (const value of Object.values(output)) {
    if (value && typeof value === 'object' && Symbol.asyncIterator in value) {
      for await (const _ of value as AsyncIterable<object>);
    }
  }
}

async function* oneChunk() {
  yield { chunk: { bytes: Buffer.from('{}') } };
}

/** Every operation with a sample of its input. What is refused is answered too. */
async function callOperations(clients: Record<string, Client>): Promise<number> {
  let answered = 0;
  for (const { name, service, input: shape, inputEvents } of operations) {
    const input = sampleShape(service, shape, undefined, { seed: 1, now: 0, full: true }) as Record<string, unknown>;
    if (inputEvents) input[inputEvents.name] = oneChunk();
    const Command = commands[`${name}Command`] as CommandClass;
    await clients[service]!.send(new Command(input)).then(drain, (error) => {
      if (!error.$metadata?.httpStatusCode) throw error;
    });
    answered += 1;
  }
  return answered;
}

/** One model of each format, which refuses a body that is not its own, and the text families with good ones. */
async function callModels(client: bedrockRuntime.BedrockRuntimeClient): Promise<number> {
  const formats = new Map(foundationModels().map(({ format, modelId }) => [format, modelId]));
  for (const modelId of formats.values()) await invoke(client, modelId, { prompt: 'Hello' }).catch(() => {});
  for (const family of textFamilies) {
    const body = nativeBody(family, 'Hello', { maxTokens: 50 });
    await invoke(client, family.model, body);
    if (family.chunk) await invokeStream(client, family.model, body);
  }
  const picture = { text_prompts: [{ text: 'A lighthouse' }] };
  await invoke(client, 'stability.stable-diffusion-xl-v1', picture);
  await invoke(client, 'amazon.titan-embed-text-v2:0', { inputText: 'Hello' });
  return formats.size;
}

/** A picture by URL, a document in S3: things that a careless server would fetch. */
async function callWithAddresses(client: bedrockRuntime.BedrockRuntimeClient): Promise<void> {
  const uri = 's3://a-bucket/a-document.txt';
  const document = { name: 'a', format: 'txt' as const, source: { s3Location: { uri } } };
  const image = { format: 'png' as const, source: { s3Location: { uri: 's3://a-bucket/a.png' } } };
  await client
    .send(
      new bedrockRuntime.ConverseCommand({
        modelId: 'amazon.nova-lite-v1:0',
        messages: [{ role: 'user', content: [{ text: 'Read https://example.com/' }, { document }, { image }] }],
      }),
    )
    .catch(() => {});
}

/** Shows that an attempt would have been seen. */
async function tryToLeave(): Promise<string[]> {
  const before = globalThis.outgoing.length;
  const ways: (() => unknown)[] = [
    () => connect(80, '192.0.2.1'),
    () => fetch('http://192.0.2.1/'),
    () => fetch('https://example.com/'),
    () => new bedrock.BedrockClient({ region: 'us-east-1' }).send(new bedrock.ListFoundationModelsCommand({})),
  ];
  for (const leave of ways) {
    await Promise.resolve()
      .then(leave)
      .catch(() => {});
  }
  return globalThis.outgoing.slice(before);
}

const server = await startServer({ tls: true });
const plainUrl = `http://127.0.0.1:${server.port}`;
const clients = {
  bedrock: createControlPlaneClient(plainUrl, { maxAttempts: 1 }),
  'bedrock-runtime': createRuntimeClient(plainUrl, 'h2', { maxAttempts: 1 }),
};
const answered = await callOperations(clients as unknown as Record<string, Client>);
const formats = await callModels(clients['bedrock-runtime']);
await callWithAddresses(clients['bedrock-runtime']);
for (const client of Object.values(clients)) client.destroy();
await server.close();
const tried = [...globalThis.outgoing];
console.log(JSON.stringify({ answered, formats, tried, deliberate: await tryToLeave() }));
process.exit(0);
