/** Many streams at once, a token every 100 ms, all open before the first: how late their frames reach the client, and what each costs. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processorTime, residentMemory, type Server, startOurs, stop } from './processes.js';

const TOKENS = 20;
const BETWEEN_MS = 100;
const counts = [1000, 2500, 5000, 10_000];
const client = fileURLToPath(new URL('./stream-client.mjs', import.meta.url));

type Times = number[][];

/** Every stream says the same words, so that a quiet run tells when each delta is due. */
const fixture = { reply: { text: Array.from({ length: TOKENS }, (_, index) => `word${index}`).join(' ') } };

async function control(server: Server, method: string, path: string, body?: object): Promise<void> {
  await fetch(`http://127.0.0.1:${server.port}/_local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** `firstMs`: how long the first token takes, so that all streams are open before it. */
async function prepare(server: Server, firstMs: number): Promise<void> {
  await control(server, 'DELETE', 'faults');
  await control(server, 'POST', 'faults', { fault: 'latency', before: 'first-token', milliseconds: firstMs });
  await control(server, 'POST', 'faults', { fault: 'latency', before: 'token', milliseconds: BETWEEN_MS });
}

async function open(server: Server, protocol: string, count: number): Promise<{ streams: Times; failed: number }> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=4096', client, String(server.port), protocol, String(count)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  const all = JSON.parse(Buffer.concat(chunks).toString()) as (number[] | null)[];
  const streams = all.filter((times): times is number[] => times !== null && times.length > 0);
  return { streams, failed: all.length - streams.length };
}

const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export async function measureStreams(): Promise<void> {
  console.log(
    `\nStreams: ${TOKENS} words, ${BETWEEN_MS} ms between tokens, all open before the first; lateness at the client since the head, in ms`,
  );
  console.log('| protocol | streams | p50 | p99 | latest | failed | processor ms of a stream | KiB of a stream |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const protocol of ['h1', 'h2']) for (const count of counts) await measure(protocol, count);
}

async function measure(protocol: string, count: number): Promise<void> {
  const server = await startOurs();
  try {
    await control(server, 'POST', 'fixtures', fixture);
    const firstMs = 1500 + count * (protocol === 'h1' ? 1.2 : 0.8);
    // The first streams of a server are slow: what they need is loaded and compiled.
    await prepare(server, 100);
    for (let warm = 0; warm < 3; warm++) await open(server, protocol, 100);
    await prepare(server, firstMs);
    const [calm] = (await open(server, protocol, 1)).streams;
    const memoryBefore = residentMemory(server) ?? Number.NaN;
    const timeBefore = processorTime(server) ?? Number.NaN;
    let peak = memoryBefore;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMemory(server) ?? peak);
    }, 250);
    const { streams, failed } = await open(server, protocol, count);
    clearInterval(watch);
    const late = streams
      .flatMap((times) => times.map((time, index) => time - (calm?.[index] ?? time)))
      .sort((left, right) => left - right);
    const cells = [
      percentile(late, 0.5).toFixed(1),
      percentile(late, 0.99).toFixed(1),
      (late.at(-1) ?? Number.NaN).toFixed(1),
      failed,
      (((processorTime(server) ?? Number.NaN) - timeBefore) / count).toFixed(2),
      (((peak - memoryBefore) * 1024) / count).toFixed(1),
    ];
    console.log(`| ${protocol} | ${count} | ${cells.join(' | ')} |`);
  } finally {
    await stop(server);
  }
}
