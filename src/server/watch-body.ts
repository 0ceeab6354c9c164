/** Tells when a reply has ended, whole or not, without changing what goes through. */
import type { HttpReply } from './waist.js';

/** `close(completed)` is called once: at once for a reply that is whole, else when its stream ends, throws or is left. */
export function watchBody(reply: HttpReply, close: (completed: boolean) => void): HttpReply {
  const { body } = reply;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    close(true);
    return reply;
  }
  const closeOnce = once(close);
  reply.body = Symbol.asyncIterator in body ? watchAsync(body, closeOnce) : watchSync(body, closeOnce);
  return reply;
}

function once(close: (completed: boolean) => void): (completed: boolean) => void {
  let open = true;
  return (completed) => {
    if (open) close(completed);
    open = false;
  };
}

/** An iterator by hand rather than a generator: one that is left before its first step has ended too, and it costs less. */
function watchSync<Item>(items: Iterable<Item>, close: (completed: boolean) => void): IterableIterator<Item> {
  const source = items[Symbol.iterator]();
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      try {
        const step = source.next();
        if (step.done) close(true);
        return step;
      } catch (thrown) {
        close(false);
        throw thrown;
      }
    },
    return(value) {
      close(false);
      return source.return?.(value) ?? { done: true, value };
    },
  };
}

function watchAsync<Item>(
  items: AsyncIterable<Item>,
  close: (completed: boolean) => void,
): AsyncIterableIterator<Item> {
  const source = items[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        const step = await source.next();
        if (step.done) close(true);
        return step;
      } catch (thrown) {
        close(false);
        throw thrown;
      }
    },
    async return(value) {
      close(false);
      return (await source.return?.(value)) ?? { done: true, value };
    },
  };
}
