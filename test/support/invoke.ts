/** InvokeModel and its stream through the real client: JSON in, JSON and the reply's headers out. */
import {
  type BedrockRuntimeClient,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';

export interface Invoked {
  // biome-ignore lint/suspicious/noExplicitAny: each family has a form of its own, and a test names what it expects.
  body: any;
  headers: Record<string, string>;
}

export interface Metrics {
  inputTokenCount: number;
  outputTokenCount: number;
  invocationLatency: number;
  firstByteLatency: number;
}

export interface Streamed {
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  chunks: any[];
  /** `amazon-bedrock-invocationMetrics` of the last chunk. */
  metrics: Metrics;
}

/** The headers of the last reply to `send` are not in what the client gives back: they are looked at on their way. */
export async function invoke(client: BedrockRuntimeClient, modelId: string, body: object): Promise<Invoked> {
  const command = new InvokeModelCommand({ modelId, body: JSON.stringify(body), contentType: 'application/json' });
  let headers: Record<string, string> = {};
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      headers = (result.response as { headers: Record<string, string> }).headers;
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  const reply = await client.send(command);
  return { body: JSON.parse(reply.body.transformToString()), headers };
}

export async function invokeStream(client: BedrockRuntimeClient, modelId: string, body: object): Promise<Streamed> {
  const reply = await client.send(
    new InvokeModelWithResponseStreamCommand({ modelId, body: JSON.stringify(body), contentType: 'application/json' }),
  );
  const chunks: Streamed['chunks'] = [];
  for await (const event of reply.body ?? []) {
    if (event.chunk?.bytes) chunks.push(JSON.parse(Buffer.from(event.chunk.bytes).toString()));
  }
  return { chunks, metrics: chunks.at(-1)?.['amazon-bedrock-invocationMetrics'] };
}
