/** Tells when a reply has ended, whole or not, without changing what goes through. */
import type { HttpReply } from './waist.js';

/** `close(completed)` is called once: at once for a reply that is whole, else when its stream ends or is left. */
export function watchBody(reply: HttpReply, close: (completed: boolean) => void): HttpReply {
  const { body } = reply;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    close(true);
    return reply;
  }
  reply.body = Symbol.asyncIterator in body ? watchAsync(body, close) : watchSync(body, close);
  return reply;
}

/** Calls `see` with each item that passes. */
export function tap<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  see: (item: Item) => void,
): Iterable<Item> | AsyncIterable<Item> {
  if (Symbol.asyncIterator in items) {
    return (async function* () {
      for await (const item of items) {
        see(item);
        yield item;
      }
    })();
  }
  return (function* () {
    for (const item of items) {
      see(item);
      yield item;
    }
  })();
}

function* watchSync<Item>(items: Iterable<Item>, close: (completed: boolean) => void): Generator<Item> {
  let completed = false;
  try {
    yield* items;
    completed = true;
  } finally {
    close(completed);
  }
}

async function* watchAsync<Item>(
  items: AsyncIterable<Item>,
  close: (completed: boolean) => void,
): AsyncGenerator<Item> {
  let completed = false;
  try {
    yield* items;
    completed = true;
  } finally {
    close(completed);
  }
}
