/** Recordings: how long many take to load and one to be found, replay beside the generator, and what passing a call on adds to its first byte. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createClock } from '../src/server/clock.js';
import type { CapturedRequest } from '../src/server/recordings/captured.js';
import { sortedJson } from '../src/server/recordings/sorted-json.js';
import { openRecordings } from '../src/server/recordings/store.js';
import { writeRecording } from '../src/server/recordings/write-recording.js';
import { createCanonicalizer } from '../src/server/redaction/canonical.js';
import { createRedactor } from '../src/server/redaction/redactor.js';
import { defaultSettings } from '../src/server/settings.js';
import { encodeFrame, encodeHeaders } from '../src/server/smithy/event-stream.js';
import { findRoute } from '../src/server/smithy/router.js';
import { loadHttp1 } from './load.js';
import { type Server, startOurs, startWith, stop } from './processes.js';
import { type BenchRequest, requests } from './requests.js';

const COUNT = 10_000;
const FINDS = 2000;
const ROUND_MS = 800;
const WARM_UP_MS = 3000;
const CALLS = 400;

const rules = defaultSettings.recordings;
const redactor = createRedactor({ rules: rules.redact });
const tools = { redactor, canonicalizer: createCanonicalizer(rules.ignore, redactor) };

export async function measureRecordings(rounds = 5): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-bench-'));
  try {
    measureStore(join(folder, 'many'), rounds);
    await measureReplay(join(folder, 'few'), rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values: number[]) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

const ask = (number: number): CapturedRequest => ({
  method: 'POST',
  target: '/model/amazon.nova-lite-v1%3A0/converse-stream',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(
    JSON.stringify({
      messages: [{ role: 'user', content: [{ text: `${number}: why is the sky blue? `.repeat(20) }] }],
    }),
  ),
  protocol: 'h2',
  operation: 'ConverseStream',
  region: 'us-east-1',
});

const frame = (text: string) =>
  encodeFrame(
    encodeHeaders([
      [':event-type', 'contentBlockDelta'],
      [':content-type', 'application/json'],
      [':message-type', 'event'],
    ]),
    JSON.stringify({ contentBlockIndex: 0, delta: { text }, p: 'abcdefghijkl' }),
  );

/** One file of about 12 KB for each number. */
function writeMany(folder: string): number {
  const chunks = Array.from({ length: 22 }, (_, index) => ({ atMs: 20 + index * 10, bytes: frame(`words ${index} `) }));
  const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
  const reply = { status: 200, headers, headMs: 10, chunks, end: 'clean' as const, durationMs: 300 };
  let bytes = 0;
  for (let number = 0; number < COUNT; number++) {
    const made = { request: ask(number), reply, at: '2026-01-01T00:00:00Z', upstream: 'https://upstream' };
    const text = `${sortedJson(writeRecording(made, tools))}\n`;
    const path = join(folder, String(number % 100), `sky-${number}.json`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    bytes += text.length;
  }
  return bytes / COUNT;
}

function measureStore(folder: string, rounds: number): void {
  const size = writeMany(folder);
  const opened: number[] = [];
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const store = openRecordings(folder, { clock: createClock(), rules });
    opened.push(performance.now() - start);
    for (const times of [first, again])
      for (let number = 0; number < FINDS; number++) {
        const request = ask((number * 7) % COUNT);
        const before = performance.now();
        if (!store.find(request)) throw new Error(`recording ${number} was not found`);
        times.push(performance.now() - before);
      }
  }
  console.log(`\nRecordings: ${COUNT} of ${(size / 1024).toFixed(1)} KiB, ${rounds} rounds; medians`);
  console.log(`  to open the folder      ${median(opened).toFixed(0)} ms (aim: under 2000)`);
  console.log(`  to find one, and read it ${median(first).toFixed(3)} ms (aim: under 0.2)`);
  console.log(`  to find it again         ${median(again).toFixed(3)} ms`);
}

async function measureReplay(folder: string, rounds: number): Promise<void> {
  const ours = await startOurs();
  await recordAll(ours, folder);
  const replay = await startWith('replay', ['--mode', 'replay', '--recordings', folder, '--speed', '0']);
  const passing = await startWith('passthrough', [
    '--mode',
    'passthrough',
    '--upstream',
    `http://127.0.0.1:${ours.port}`,
  ]);
  console.log(
    `\nReplay without timing beside the generator: ${rounds} rounds of ${ROUND_MS} ms in turn, HTTP/1.1; medians`,
  );
  console.log('| operation | generator, requests/s | replay | share |\n|---|---|---|---|');
  for (const request of requests) {
    const [generated = 0, replayed = 0] = await loadInTurn([ours, replay], request, rounds);
    const cells = [request.name, generated.toFixed(0), replayed.toFixed(0), (replayed / generated).toFixed(2)];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log(`\nPassing a call on: milliseconds to the first byte, ${CALLS} calls in turn; medians`);
  console.log('| operation | direct | passed on | added (aim: under 1) |\n|---|---|---|---|');
  for (const request of requests) {
    const direct: number[] = [];
    const passed: number[] = [];
    for (let call = 0; call < CALLS; call++) {
      direct.push(await firstByte(ours, request));
      passed.push(await firstByte(passing, request));
    }
    const [one, other] = [median(direct), median(passed)];
    console.log(`| ${request.name} | ${one.toFixed(2)} | ${other.toFixed(2)} | ${(other - one).toFixed(2)} |`);
  }
  await Promise.all([ours, replay, passing].map(stop));
}

async function loadInTurn(servers: Server[], request: BenchRequest, rounds: number): Promise<number[]> {
  for (const server of servers) await loadHttp1(server.port, request, WARM_UP_MS);
  const rates = servers.map((): number[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, server] of servers.entries())
      rates[index]?.push((await loadHttp1(server.port, request, ROUND_MS)) / (ROUND_MS / 1000));
  return rates.map(median);
}

async function recordAll(server: Server, folder: string): Promise<void> {
  const store = openRecordings(folder, { clock: createClock(), rules });
  for (const { path, body } of requests) {
    const reply = await fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body });
    const chunks = [{ atMs: 0, bytes: new Uint8Array(await reply.arrayBuffer()) }];
    const { operation } = findRoute('POST', path);
    await store.write({
      request: { ...ask(0), target: path, body: Buffer.from(body), operation: operation.name },
      reply: {
        status: 200,
        headers: Object.fromEntries(reply.headers),
        headMs: 0,
        chunks,
        end: 'clean',
        durationMs: 1,
      },
      at: '2026-01-01T00:00:00Z',
      upstream: 'http://127.0.0.1',
    });
  }
}

function firstByte(server: Server, { path, body }: BenchRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let first: number | undefined;
    const call = send({ port: server.port, path, method: 'POST' }, (reply) => {
      reply.on('data', () => {
        first ??= performance.now() - start;
      });
      reply.on('end', () => resolve(first ?? Number.NaN));
    });
    call.on('error', reject);
    call.end(body);
  });
}
