import { expect, it } from 'vitest';
import { createClock } from '../../../src/server/clock.js';
import { replay } from '../../../src/server/recordings/replay.js';
import type { HttpReply } from '../../../src/server/waist.js';
import { askConverse, exchange, frame, makeFolder, open, say, stream } from './captured.js';

/** A head after 5 ms, and writes 5, 15 and 25 ms after it. */
const three = stream(['one', 'two', 'three'].map((text) => frame('x', { text })));

async function recordAndFind(reply = three) {
  const folder = makeFolder();
  await open(folder).write(exchange(askConverse('hi'), reply));
  return open(folder).find(askConverse('hi'))!;
}

/** Moves a clock that stands still by one millisecond after another, and says when the head and each write came. */
async function timesOf(speed: number, milliseconds = 400) {
  const clock = createClock();
  clock.freeze(0);
  const times: (number | string)[] = [];
  let ended = false;
  const run = async () => {
    const reply = await replay(await recordAndFind(), { clock, signal: () => new AbortController().signal, speed });
    times.push(`head ${clock.now()}`);
    for await (const _ of reply.body as AsyncIterable<Uint8Array>) times.push(clock.now());
    ended = true;
  };
  const running = run();
  for (let at = 0; at < milliseconds && !ended; at++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    clock.advance(1);
  }
  await running;
  return { times, head: Number(String(times[0]).slice(5)) };
}

it('comes at the times of the recording, by the clock of the namespace', async () => {
  const { times, head } = await timesOf(1);
  expect(times.slice(1).map((time) => Number(time) - head)).toEqual([5, 15, 25]);
});

it('comes as much slower or faster as is asked for', async () => {
  const slow = await timesOf(0.5);
  expect(slow.times.slice(1).map((time) => Number(time) - slow.head)).toEqual([10, 30, 50]);
});

it('does not wait at speed 0, even where time stands still', async () => {
  const clock = createClock();
  clock.freeze(0);
  const reply = await replay(await recordAndFind(), { clock, signal: () => new AbortController().signal, speed: 0 });
  expect([...(reply.body as Iterable<Uint8Array>)]).toHaveLength(3);
});

it('a client that leaves ends the wait', async () => {
  const clock = createClock();
  clock.freeze(0);
  const leaving = new AbortController();
  const waiting = replay(await recordAndFind(), { clock, signal: () => leaving.signal });
  leaving.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});

it('has the status, the headers and the end of the recording, and a length that is right', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '999', 'x-amzn-requestid': 'a' };
  const play = async (more: object): Promise<HttpReply> => {
    const recording = await recordAndFind(say('x', { status: 429, headers, ...more }));
    return replay(recording, { clock: createClock(), signal: () => new AbortController().signal, speed: 0 });
  };
  const whole = await play({});
  expect(whole).toMatchObject({
    status: 429,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(whole.body as string)) },
  });
  expect(await play({ end: 'reset' })).toMatchObject({ headers, end: 'reset' });
});
