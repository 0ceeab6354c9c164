/** Moves the chunks of a reply into a stream, no faster than its reader takes them. */
import type { Writable } from 'node:stream';

export interface PumpEvents {
  /** The first chunk is not there at once. */
  waiting(): void;
  /** Every chunk has been given to the stream. */
  done(): void;
  /** The body threw. */
  failed(thrown: unknown): void;
}

/** Starts at once. What it returns stops it when the reader has left: the iterator's `return()` is called. */
export type Pump<Body> = (body: Body, sink: Writable, events: PumpEvents) => () => void;

/** Stays synchronous for as long as the reader keeps up. */
export const pumpSync: Pump<Iterable<Uint8Array>> = (body, sink, events) => {
  const iterator = body[Symbol.iterator]();
  let over = false;
  const finish = (tell: () => void) => {
    over = true;
    tell();
  };
  const pump = () => {
    try {
      while (!over) {
        const step = iterator.next();
        if (step.done) return finish(events.done);
        if (!sink.write(step.value)) return void sink.once('drain', pump);
      }
    } catch (thrown) {
      finish(() => events.failed(thrown));
    }
  };
  pump();
  return () => {
    if (over) return;
    over = true;
    iterator.return?.();
  };
};

export const pumpAsync: Pump<AsyncIterable<Uint8Array>> = (body, sink, events) => {
  const iterator = body[Symbol.asyncIterator]();
  let over = false;
  let started = false;
  let wake = () => {};
  const drained = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      sink.once('drain', resolve);
    });
  const pump = async () => {
    while (!over) {
      const step = await iterator.next();
      started = true;
      if (over) return;
      if (step.done) break;
      if (!sink.write(step.value)) await drained();
    }
    if (over) return;
    over = true;
    events.done();
  };
  pump().catch((thrown) => {
    if (over) return;
    over = true;
    events.failed(thrown);
  });
  process.nextTick(() => {
    if (!started && !over) events.waiting();
  });
  return () => {
    if (over) return;
    over = true;
    wake();
    iterator.return?.()?.catch(() => {});
  };
};
