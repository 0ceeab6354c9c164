/** Changes a stream event by event; a synchronous one stays synchronous. */

export function mapStream<From, To>(
  source: Iterable<From> | AsyncIterable<From>,
  change: (item: From) => To[],
): Iterable<To> | AsyncIterable<To> {
  return Symbol.asyncIterator in source ? mapAsync(source, change) : mapSync(source, change);
}

function* mapSync<From, To>(source: Iterable<From>, change: (item: From) => To[]): Generator<To> {
  for (const item of source) for (const changed of change(item)) yield changed;
}

async function* mapAsync<From, To>(source: AsyncIterable<From>, change: (item: From) => To[]): AsyncGenerator<To> {
  for await (const item of source) for (const changed of change(item)) yield changed;
}
