/** A target through the official clients: each call is made by the SDK, and its reply seen on the wire before the SDK reads it. */
import { Readable } from 'node:stream';
import type { BedrockClient } from '@aws-sdk/client-bedrock';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { findOperation, type Operation } from '../../server/smithy/operation.js';
import { type Caller, type CallerName, callers } from './callers.js';
import { type Observation, type RawObservation, readObservation } from './observation.js';

export interface ContractTarget {
  /** `mock`, `aws`, or what it is called. */
  name: string;
  /** Whether it is a server of this project: cheap, and nobody minds what is created there. */
  local: boolean;
  region: string;
  /** Whether its host carries a stream in both directions. */
  bidirectional: boolean;
  /** Whether recordings are made of its replies, or are its replies: what they do not say is not judged. Default false. */
  recorded?: boolean;
  /** Whether its server was told of the suite's callers, as `prepareContract` does. Default false: their cases are skipped. */
  prepared?: boolean;
  /** Never rejects: what goes wrong is in the observation. */
  call(operation: string, input: Record<string, unknown>, credentials?: CallerName): Promise<Observation>;
  close(): void;
}

type Client = BedrockClient | BedrockRuntimeClient;

export interface ClientTargetOptions {
  name: string;
  local: boolean;
  region: string;
  bidirectional?: boolean;
  recorded?: boolean;
  prepared?: boolean;
  /** Makes both clients, with these credentials in place of the target's own where they are given. */
  connect(credentials?: Caller): Promise<{
    bedrock: BedrockClient;
    'bedrock-runtime': BedrockRuntimeClient;
  }>;
}

export function createClientTarget(options: ClientTargetOptions): ContractTarget {
  const { name, local, region, bidirectional = true, recorded = false, prepared = false, connect } = options;
  const connections = new Map<CallerName | undefined, ReturnType<typeof connect>>();
  function connectAs(caller?: CallerName): ReturnType<typeof connect> {
    const made = connections.get(caller) ?? connect(caller && callers[caller]);
    connections.set(caller, made);
    return made;
  }
  return {
    name,
    local,
    region,
    bidirectional,
    recorded,
    prepared,
    async call(operationName, input, caller) {
      const operation = findOperation(operationName);
      if (!operation) throw new Error(`no operation is called ${operationName}`);
      const clients = await connectAs(caller);
      return observe(clients[operation.service], operation, input);
    },
    close() {
      for (const made of connections.values())
        made.then(
          (clients) => Object.values(clients).forEach((client) => void client.destroy()),
          () => {},
        );
    },
  };
}

async function observe(client: Client, operation: Operation, input: Record<string, unknown>): Promise<Observation> {
  const start = performance.now();
  let raw: RawObservation | undefined;
  const command = await createCommand(operation, input, (seen) => {
    raw = { ...seen, durationMs: performance.now() - start };
  });
  const outcome = await send(client, command);
  const durationMs = performance.now() - start;
  const observation: Observation = raw
    ? await readObservation(operation, input, raw)
    : { operation, input, status: 0, headers: {}, durationMs, live: true, broken: outcome.thrown?.message };
  return { ...observation, ...outcome };
}

type Seen = Omit<RawObservation, 'durationMs'>;
type CommandClass = new (input: unknown) => { middlewareStack: { add(middleware: unknown, options: object): void } };

/** The SDK's own command, with a look at the reply before it is read. */
async function createCommand({ name, service }: Operation, input: object, see: (seen: Seen) => void): Promise<object> {
  const module = (await (service === 'bedrock'
    ? import('@aws-sdk/client-bedrock')
    : import('@aws-sdk/client-bedrock-runtime'))) as unknown as Record<string, CommandClass>;
  const Command = module[`${name}Command`] as CommandClass;
  const command = new Command(input);
  const look = (next: (args: unknown) => Promise<{ response: WireResponse }>) => async (args: unknown) => {
    const result = await next(args);
    const { response } = result;
    const body = await readBody(response.body);
    see({ status: response.statusCode, headers: lowerCase(response.headers), body: body.bytes });
    response.body = Readable.from(replay(body));
    return result;
  };
  command.middlewareStack.add(look, { step: 'deserialize', priority: 'low', name: 'observeReply' });
  return command;
}

interface WireResponse {
  statusCode: number;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array> | Uint8Array | undefined;
}

interface WholeBody {
  bytes: Uint8Array;
  /** What broke it off. */
  failure?: unknown;
}

async function readBody(body: WireResponse['body']): Promise<WholeBody> {
  const chunks: Uint8Array[] = [];
  try {
    if (body instanceof Uint8Array) chunks.push(body);
    else for await (const chunk of body ?? []) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks) };
  } catch (failure) {
    return { bytes: Buffer.concat(chunks), failure };
  }
}

async function* replay({ bytes, failure }: WholeBody): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes;
  if (failure) throw failure;
}

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

async function send(client: Client, command: object): Promise<Pick<Observation, 'output' | 'thrown'>> {
  try {
    const output = await (client.send as (command: object) => Promise<Record<string, unknown>>)(command);
    return { output: await drain(output) };
  } catch (error) {
    const { name, message } = error as Error;
    return { thrown: { name, message } };
  }
}

/** Event streams as lists. Throws what a stream throws. */
async function drain({ $metadata: _, ...output }: Record<string, unknown>): Promise<Record<string, unknown>> {
  for (const [name, value] of Object.entries(output)) {
    if (value === null || typeof value !== 'object' || !(Symbol.asyncIterator in value)) continue;
    const events: unknown[] = [];
    for await (const event of value as AsyncIterable<unknown>) events.push(event);
    output[name] = events;
  }
  return output;
}
