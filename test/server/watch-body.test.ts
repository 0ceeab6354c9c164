import { describe, expect, it } from 'vitest';
import type { HttpReply } from '../../src/server/waist.js';
import { watchBody } from '../../src/server/watch-body.js';

const chunk = new Uint8Array(1);
const reply = (body: HttpReply['body']): HttpReply => ({ status: 200, headers: {}, body });

function* twoChunks() {
  yield chunk;
  yield chunk;
}
function* broken() {
  yield chunk;
  throw new Error('broken');
}
async function* later(chunks: Iterable<Uint8Array>) {
  yield* chunks;
}

/** How each body is read, and what is told of its end. */
function watched(body: HttpReply['body']) {
  const told: boolean[] = [];
  return { body: watchBody(reply(body), (completed) => told.push(completed)).body, told };
}

describe('watching a body', () => {
  it.each(['text', chunk])('closes at once where the reply is whole', (body) => {
    expect(watched(body).told).toEqual([true]);
  });

  it('closes once when a stream ends', async () => {
    const synchronous = watched(twoChunks());
    expect([...(synchronous.body as Iterable<Uint8Array>)]).toHaveLength(2);
    const asynchronous = watched(later(twoChunks()));
    let count = 0;
    for await (const _ of asynchronous.body as AsyncIterable<Uint8Array>) count += 1;
    expect(count).toBe(2);
    expect([synchronous.told, asynchronous.told]).toEqual([[true], [true]]);
  });

  it('tells that a stream was left, also before its first chunk, and lets its source go', async () => {
    let released = 0;
    function* held() {
      try {
        yield* twoChunks();
      } finally {
        released += 1;
      }
    }
    const begun = watched(held());
    for (const _ of begun.body as Iterable<Uint8Array>) break;
    const begunLater = watched(later(held()));
    for await (const _ of begunLater.body as AsyncIterable<Uint8Array>) break;
    const untouched = watched(twoChunks());
    (untouched.body as IterableIterator<Uint8Array>).return?.();
    expect([begun.told, begunLater.told, untouched.told]).toEqual([[false], [false], [false]]);
    expect(released).toBe(2);
  });

  it('shows each chunk as it is handed over, and whether the stream waits', async () => {
    const seen: [number, boolean][] = [];
    const see = (bytes: Uint8Array, waits: boolean) => seen.push([bytes.byteLength, waits]);
    const { body } = watchBody(reply(twoChunks()), () => {}, see);
    for (const _ of body as Iterable<Uint8Array>) expect(seen.length).toBeGreaterThan(0);
    const waiting = watchBody(reply(later(twoChunks())), () => {}, see);
    for await (const _ of waiting.body as AsyncIterable<Uint8Array>);
    watchBody(reply('whole'), () => {}, see);
    expect(seen).toEqual([
      [1, false],
      [1, false],
      [1, true],
      [1, true],
    ]);
  });

  it('passes on what a stream throws', async () => {
    const synchronous = watched(broken());
    expect(() => [...(synchronous.body as Iterable<Uint8Array>)]).toThrow('broken');
    const asynchronous = watched(later(broken()));
    const read = async () => {
      for await (const _ of asynchronous.body as AsyncIterable<Uint8Array>);
    };
    await expect(read()).rejects.toThrow('broken');
    expect([synchronous.told, asynchronous.told]).toEqual([[false], [false]]);
  });
});
