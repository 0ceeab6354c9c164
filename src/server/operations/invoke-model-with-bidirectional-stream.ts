/** InvokeModelWithBidirectionalStream: until sessions have behaviour, a sample: each chunk that comes in goes out again. */
import type { Exchange, OperationOutput } from '../exchange.js';
import { resolveNamedModel } from './shared/resolve-named-model.js';

export function invokeModelWithBidirectionalStream(exchange: Exchange): OperationOutput {
  const { body } = exchange.input as { body: AsyncIterable<Record<string, unknown>> };
  resolveNamedModel(exchange, 'InvokeModelWithBidirectionalStream');
  return { output: { body: echo(body) } };
}

async function* echo(events: AsyncIterable<Record<string, unknown>>): AsyncGenerator<object> {
  for await (const event of events) if (event.chunk) yield { chunk: event.chunk };
}
