/** InvokeModelWithBidirectionalStream: until sessions have behaviour, a sample: each chunk that comes in goes out again. */
import { resolveModel } from '../catalogue.js';
import type { Exchange, OperationOutput } from '../exchange.js';

export function invokeModelWithBidirectionalStream(exchange: Exchange): OperationOutput {
  const { region, namespace } = exchange;
  const { modelId, body } = exchange.input as { modelId: string; body: AsyncIterable<Record<string, unknown>> };
  resolveModel(
    modelId,
    exchange.region,
    exchange.namespace.settings,
    'InvokeModelWithBidirectionalStream',
    exchange.namespace.clock.now(),
  );
  return { output: { body: echo(body) } };
}

async function* echo(events: AsyncIterable<Record<string, unknown>>): AsyncGenerator<object> {
  for await (const event of events) if (event.chunk) yield { chunk: event.chunk };
}
