import { expect, it, onTestFinished } from 'vitest';
import { signEvents } from '../../../src/server/auth/sign-events.js';
import { cutFrames, decodeFrame } from '../../../src/server/smithy/event-stream.js';
import type { Headers } from '../../../src/server/waist.js';
import { createRuntimeClient } from '../../support/clients.js';
import { converse, end, start, text } from '../../support/sonic.js';
import { startHost } from '../hosts/harness.js';

const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };
const another = { accessKeyId: 'AKIACLIENTCLIENTCLIE', secretAccessKey: 'nobody-knows-it' };

/** A session as the SDK sends it with these credentials: its head, and its bytes. */
async function catchSession(credentials: typeof own): Promise<{ headers: Headers; frames: Buffer[] }> {
  let caught: { headers: Headers; frames: Buffer[] } | undefined;
  const host = await startHost(async ({ headers, body }) => {
    const frames: Buffer[] = [];
    for await (const frame of cutFrames(body.chunks())) frames.push(Buffer.from(frame));
    caught = { headers, frames };
    return { status: 200, headers: { 'content-type': 'application/vnd.amazon.eventstream' }, body: '' };
  });
  const client = createRuntimeClient(host.url, 'h2', { credentials });
  onTestFinished(() => client.destroy());
  await converse(client, [...start, ...text('USER', 'Hello'), ...end]);
  return caught!;
}

/** The date of a signed frame is its first header: `:date`, of type 8. */
const dateOf = (frame: Buffer) => Number(frame.readBigInt64BE(12 + 1 + ':date'.length + 1));

async function signAgain(headers: Headers, frames: Buffer[], dates: number[]): Promise<Buffer[]> {
  const left = [...dates];
  async function* sent() {
    // Frames come in whatever pieces the network makes of them.
    const bytes = Buffer.concat(frames);
    for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
  }
  const signed: Buffer[] = [];
  const signing = { head: headers, credentials: own, region: 'us-east-1', now: () => left.shift()! };
  for await (const frame of signEvents(sent(), signing)) signed.push(Buffer.from(frame));
  return signed;
}

it('signs the events of a session as the SDK does, to the byte', async () => {
  const { headers, frames } = await catchSession(own);
  expect(frames.length).toBeGreaterThan(5);
  expect(await signAgain(headers, frames, frames.map(dateOf))).toEqual(frames);
});

it('takes the signatures of a client off, and signs what has none', async () => {
  const [mine, theirs] = [await catchSession(own), await catchSession(another)];
  const dates = mine.frames.map(dateOf);
  expect(await signAgain(mine.headers, theirs.frames, dates)).toEqual(mine.frames);
  const plain = mine.frames.map((frame) => Buffer.from(decodeFrame(frame).payload)).filter(({ length }) => length > 0);
  expect(await signAgain(mine.headers, plain, dates)).toEqual(mine.frames.slice(0, plain.length));
});
