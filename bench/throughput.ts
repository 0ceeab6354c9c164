/** Requests a second and processor time for each, ours and others in turn, several rounds; medians, spread and ratios. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { type Load, loadHttp1, loadHttp2 } from './load.js';
import { processorTime, residentMemory, type Server, startBare, startOurs, startPeer, stop } from './processes.js';
import { type BenchRequest, requests } from './requests.js';

const ROUND_MILLISECONDS = 800;
/** More code takes longer to be compiled: what is measured is a server that has run for a while. */
const WARM_UP_MILLISECONDS = 4000;

interface Sample {
  perSecond: number;
  /** Processor microseconds for one request. */
  cost: number;
}

export async function measureThroughput(rounds = 5): Promise<void> {
  const ours = await startOurs();
  const replies = await captureReplies(ours);
  const bare = { h1: await startBare(replies, 'h1'), h2c: await startBare(replies, 'h2c') };
  const peer = await startPeer();
  console.log(`\nThroughput: ${rounds} rounds of ${ROUND_MILLISECONDS} ms each, in turn; medians (lowest to highest)`);
  console.log(
    '| operation | protocol | server | requests/s | spread | processor us | of bare (requests/s) | of bare (processor) |',
  );
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [protocol, load] of [
    ['h1', loadHttp1],
    ['h2c', loadHttp2],
  ] as const) {
    for (const request of requests) {
      await row(request, protocol, load, [bare[protocol], ours, ...(protocol === 'h1' ? [peer] : [])], rounds);
    }
  }
  console.log(`\nMemory after the load: ${residentMemory(ours) ?? '?'} MiB`);
  await Promise.all([ours, bare.h1, bare.h2c, peer].map(stop));
}

async function row(
  request: BenchRequest,
  protocol: string,
  load: Load,
  servers: Server[],
  rounds: number,
): Promise<void> {
  const samples = new Map<Server, Sample[]>();
  for (const server of servers) await load(server.port, request, WARM_UP_MILLISECONDS).catch(() => undefined);
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) {
      const sample = await measure(server, request, load).catch(() => undefined);
      if (sample) samples.set(server, [...(samples.get(server) ?? []), sample]);
    }
  }
  const reference = summary(samples.get(servers[0] as Server) ?? []);
  for (const server of servers) {
    const { perSecond, cost, lowest, highest } = summary(samples.get(server) ?? []);
    const cells = Number.isNaN(perSecond)
      ? ['cannot answer', '', '', '', '']
      : [
          perSecond,
          `${lowest} to ${highest}`,
          cost,
          ratio(perSecond, reference.perSecond),
          ratio(reference.cost, cost),
        ];
    console.log(`| ${[request.name, protocol, server.name, ...cells].join(' | ')} |`);
  }
}

async function measure(server: Server, request: BenchRequest, load: Load): Promise<Sample> {
  const before = processorTime(server) ?? Number.NaN;
  const startedAt = performance.now();
  const answered = await load(server.port, request, ROUND_MILLISECONDS);
  const seconds = (performance.now() - startedAt) / 1000;
  const cost = (((processorTime(server) ?? Number.NaN) - before) * 1000) / answered;
  return { perSecond: answered / seconds, cost };
}

function summary(samples: Sample[]) {
  const rates = samples.map((sample) => sample.perSecond).sort((left, right) => left - right);
  const costs = samples.map((sample) => sample.cost).sort((left, right) => left - right);
  const middle = Math.floor(samples.length / 2);
  const round = (value: number | undefined) => Math.round(value ?? Number.NaN);
  return {
    perSecond: round(rates[middle]),
    cost: round(costs[middle]),
    lowest: round(rates[0]),
    highest: round(rates.at(-1)),
  };
}

const ratio = (part: number, whole: number) => (part / whole).toFixed(2);

/** What we answer, so that the bare server sends the same bytes in the same pieces. */
async function captureReplies(server: Server): Promise<string> {
  const replies: Record<string, unknown> = {};
  for (const { path, body } of requests) {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const whole = !response.headers.get('content-type')?.includes('eventstream');
    const kept = [...response.headers].filter(
      ([name]) => !['connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(name),
    );
    const frames = whole ? [bytes] : cutFrames(bytes);
    replies[path] = {
      whole,
      headers: Object.fromEntries(kept),
      frames: frames.map((frame) => frame.toString('base64')),
    };
    console.log(`${path}: ${bytes.length} bytes${whole ? '' : ` in ${frames.length} frames`}`);
  }
  const file = join(mkdtempSync(join(tmpdir(), 'bedrock-local-bench-')), 'replies.json');
  writeFileSync(file, JSON.stringify(replies));
  return file;
}

function cutFrames(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  const codec = new EventStreamCodec(String, (text) => Buffer.from(text));
  for (let at = 0; at < bytes.length; ) {
    const frame = bytes.subarray(at, at + bytes.readUInt32BE(at));
    codec.decode(frame);
    frames.push(frame);
    at += frame.length;
  }
  return frames;
}
