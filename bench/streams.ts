/** Many streams at once, all open before the first token: how late their frames reach the client, and what each stream costs. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processorTime, residentMemory, type Server, startOurs, stop } from './processes.js';

const WORDS = 40;
const BETWEEN_MS = 100;
const COUNTS = [1000, 2500, 5000, 10_000];
const STREAMS_OF_A_CLIENT = 5000;
const client = fileURLToPath(new URL('./stream-client.mjs', import.meta.url));

/** A word of one token: a delta of a few words is due when as many times `BETWEEN_MS` have passed. */
const fixture = { reply: { text: Array.from({ length: WORDS }, () => 'time').join(' ') } };

interface Stream {
  /** Milliseconds of the system's clock. */
  asked: number;
  begun: number;
  deltas: number[];
}

interface Seen {
  streams: (Stream | null)[];
  ownDelayMs: number;
}

async function control(server: Server, method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${server.port}/_local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} /_local/${path}: ${response.status} ${await response.text()}`);
}

/** `firstMs`: how long the first token takes, so that all streams are open before it. */
async function pace(server: Server, firstMs: number, betweenMs: number): Promise<void> {
  await control(server, 'DELETE', 'faults');
  await control(server, 'POST', 'faults', { fault: 'latency', before: 'first-token', milliseconds: firstMs });
  await control(server, 'POST', 'faults', { fault: 'latency', before: 'token', milliseconds: betweenMs });
}

async function openFrom(server: Server, protocol: string, count: number): Promise<Seen> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=2048', client, String(server.port), protocol, String(count)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Seen;
}

async function open(server: Server, protocol: string, count: number) {
  const clients = Math.ceil(count / STREAMS_OF_A_CLIENT);
  const seen = await Promise.all(
    Array.from({ length: clients }, () => openFrom(server, protocol, Math.ceil(count / clients))),
  );
  const all = seen.flatMap(({ streams }) => streams);
  const streams = all.filter((stream): stream is Stream => stream !== null && stream.deltas.length > 0);
  return {
    streams,
    failed: all.length - streams.length,
    clients,
    ownDelayMs: Math.max(...seen.map((one) => one.ownDelayMs)),
  };
}

const sorted = (values: number[]) => values.sort((left, right) => left - right);
const percentile = (values: number[], share: number) =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

/** `count`: how many, where it is not to be all of the counts. */
export async function measureStreams(count?: number): Promise<void> {
  console.log(
    `\nStreams: ${WORDS} words of a token each, ${BETWEEN_MS} ms for each token, all streams open before the first token.`,
  );
  console.log(
    'Lateness of deltas at the client, in ms, since the reply began (aim: p99 under 100 at 2,500 over h1, 5,000 over h2).',
  );
  console.log(
    '| protocol | streams | p50 | p99 | latest | reply begins (p99) | open before first token | failed | deltas/s | processor ms of a stream | KiB of a stream | clients | their own delay (p99) |',
  );
  console.log(`|${'---|'.repeat(13)}`);
  for (const protocol of ['h1', 'h2']) for (const each of count ? [count] : COUNTS) await measure(protocol, each);
}

async function measure(protocol: string, count: number): Promise<void> {
  const server = await startOurs();
  try {
    await control(server, 'POST', 'fixtures', fixture);
    // The first streams of a server are slow: what they need is loaded and compiled.
    await pace(server, 100, 10);
    for (let warm = 0; warm < 3; warm++) await open(server, protocol, 200);
    await pace(server, 2000 + count * 0.8, BETWEEN_MS);
    const [calm] = (await open(server, protocol, 1)).streams;
    if (!calm) throw new Error('a single stream failed');
    await row(server, protocol, count, calm);
  } finally {
    await stop(server);
  }
}

async function row(server: Server, protocol: string, count: number, calm: Stream): Promise<void> {
  const memoryBefore = residentMemory(server) ?? Number.NaN;
  const timeBefore = processorTime(server) ?? Number.NaN;
  let peak = memoryBefore;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMemory(server) ?? peak);
  }, 250);
  const { streams, failed, clients, ownDelayMs } = await open(server, protocol, count);
  clearInterval(watch);
  const due = calm.deltas.map((at) => at - calm.begun);
  const late = sorted(
    streams.flatMap(({ begun, deltas }) => deltas.map((at, index) => at - begun - (due[index] ?? Number.NaN))),
  );
  const firsts = sorted(streams.flatMap(({ deltas }) => deltas[0] ?? []));
  const lasts = sorted(streams.flatMap(({ deltas }) => deltas.at(-1) ?? []));
  const seconds = ((lasts.at(-1) ?? 0) - (firsts[0] ?? 0)) / 1000;
  const openBefore = streams.filter(({ begun }) => begun < (firsts[0] ?? 0)).length;
  const cells = [
    percentile(late, 0.5).toFixed(1),
    percentile(late, 0.99).toFixed(1),
    (late.at(-1) ?? Number.NaN).toFixed(1),
    percentile(sorted(streams.map(({ asked, begun }) => begun - asked)), 0.99).toFixed(0),
    openBefore === streams.length ? 'all' : openBefore,
    failed,
    (late.length / seconds).toFixed(0),
    (((processorTime(server) ?? Number.NaN) - timeBefore) / count).toFixed(2),
    (((peak - memoryBefore) * 1024) / count).toFixed(1),
    clients,
    ownDelayMs.toFixed(1),
  ];
  console.log(`| ${protocol} | ${count} | ${cells.join(' | ')} |`);
}
