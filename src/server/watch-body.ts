/** Sees the chunks of a reply and when it has ended, whole or not, without changing what goes through. */
import type { HttpReply } from './waist.js';

/** Is shown a chunk of a stream as it is handed over; `waits` where the stream is asynchronous. */
export type SeeChunk = (chunk: Uint8Array, waits: boolean) => void;

const seeNothing: SeeChunk = () => {};

/** `close(completed)` is called once: at once for a reply that is whole, else when its stream ends, throws or is left. */
export function watchBody(
  reply: HttpReply,
  close: (completed: boolean) => void,
  see: SeeChunk = seeNothing,
): HttpReply {
  const { body } = reply;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    close(true);
    return reply;
  }
  const closeOnce = once(close);
  reply.body = Symbol.asyncIterator in body ? watchAsync(body, closeOnce, see) : watchSync(body, closeOnce, see);
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
function watchSync(
  items: Iterable<Uint8Array>,
  close: (completed: boolean) => void,
  see: SeeChunk,
): IterableIterator<Uint8Array> {
  const source = items[Symbol.iterator]();
  return {
    [Symbol.iterator]() {
      return this;
    },
    next() {
      try {
        const step = source.next();
        if (step.done) close(true);
        else see(step.value, false);
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

function watchAsync(
  items: AsyncIterable<Uint8Array>,
  close: (completed: boolean) => void,
  see: SeeChunk,
): AsyncIterableIterator<Uint8Array> {
  const source = items[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        const step = await source.next();
        if (step.done) close(true);
        else see(step.value, true);
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
