import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RawFrame, RawReply } from '../../../src/fixtures/fixture.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { makeFolder, textOf } from '../../server/recordings/captured.js';

const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };
const event = (atMs: number): RawFrame => ({
  atMs,
  headers: { ':event-type': 'contentBlockDelta', ':content-type': 'application/json', ':message-type': 'event' },
  payload: JSON.stringify({ contentBlockIndex: 0, delta: { text: `at ${atMs}` } }),
});
const times = [40, 80, 110, 250, 400];

/** A stream with a rhythm of its own, after a head that takes a while. */
let aws: StartedServer;
beforeAll(async () => {
  aws = await startServer({ settings: { auth: { mode: 'strict', keys: [own], apiKeys: [] } } });
  const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
  await aws.fixtures.add({ reply: { raw: { status: 200, headMs: 60, headers, events: times.map(event) } } });
});
afterAll(() => aws.close());

/** Milliseconds from the request to the head and to each chunk. */
function measure(url: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const seen: number[] = [];
    const note = () => seen.push(performance.now() - start);
    const sent = request(`${url}/model/amazon.nova-lite-v1:0/converse-stream`, { method: 'POST' }, (reply) => {
      note();
      reply.on('data', note);
      reply.on('end', () => resolve(seen));
      reply.on('error', reject);
    });
    sent.on('error', reject);
    sent.end('{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}');
  });
}

/** How many times are off by more than 5 ms and by more than a tenth. A machine that is busy is asked again. */
const off = (recorded: number[], seen: number[]) =>
  recorded.filter((at, index) => Math.abs((seen[index] ?? 0) - at) > Math.max(5, at / 10)).length;

it('a replay keeps the times of the recording, scaled as it is told', async () => {
  const folder = makeFolder();
  const passage = { folder, upstream: aws.url, credentials: async () => own };
  const recorder = await startServer({ passage: { ...passage, mode: 'record' } });
  const opened = await measure(recorder.url);
  expect(opened).toHaveLength(1 + times.length);
  await recorder.close();
  const { raw } = JSON.parse(textOf(folder)).reply as RawReply;
  const head = raw.headMs ?? 0;
  const recorded = [head, ...(raw.events ?? []).map(({ atMs }) => head + atMs)];
  for (const [index, at] of times.entries()) expect(recorded[index + 1]).toBeGreaterThanOrEqual(60 + at - 5);
  const player = await startServer({ passage: { folder, mode: 'replay' } });
  await expect.poll(async () => off(recorded, await measure(player.url)), { timeout: 15_000, interval: 50 }).toBe(0);
  await player.close();
  const quick = await startServer({ passage: { folder, mode: 'replay', speed: 10 } });
  await measure(quick.url);
  const scaled = recorded.map((at) => at / 10);
  await expect.poll(async () => off(scaled, await measure(quick.url)), { timeout: 15_000, interval: 50 }).toBe(0);
  await quick.close();
});

it('the first chunk is passed on before there is a second', async () => {
  const server = await startServer({
    passage: { mode: 'passthrough', upstream: aws.url, credentials: async () => own },
  });
  await measure(server.url);
  const [, first = 0, ...others] = await measure(server.url);
  expect(others.at(-1)! - first).toBeGreaterThan(200);
  await server.close();
});
