/** What fixtures, faults and quotas cost a server that has none: the built server beside itself without them, in turn. */
import { loadHttp1 } from './load.js';
import { processorTime, type Server, startOurs, startWithout, stop } from './processes.js';
import { type BenchRequest, requests } from './requests.js';

const ROUND_MS = 600;
const WARM_UP_MS = 4000;

export async function measureCost(rounds = 20): Promise<void> {
  const servers = [await startOurs(), await startWithout()];
  const struck = await Promise.all(servers.map(isStruck));
  if (!struck[0] || struck[1]) throw new Error('the two servers do not differ in what they should');
  console.log(
    `\nNo fixture, fault or quota: the build beside itself without what serves them, ${rounds} rounds of ${ROUND_MS} ms in turn`,
  );
  console.log(
    '| operation | with: requests/s (quartiles) | without | cost, requests/s | cost, processor (aim: under 5 %) |',
  );
  console.log('|---|---|---|---|---|');
  for (const request of requests) await row(request, servers as [Server, Server], rounds);
  await Promise.all(servers.map(stop));
}

/** Whether a fault that is added strikes; it is taken away again. */
async function isStruck({ port }: Server): Promise<boolean> {
  const faults = `http://127.0.0.1:${port}/_local/faults`;
  const json = { 'content-type': 'application/json' };
  const fault = JSON.stringify({ fault: 'error', name: 'ThrottlingException' });
  const added = await fetch(faults, { method: 'POST', headers: json, body: fault });
  if (!added.ok) throw new Error(await added.text());
  const { path, body } = requests[0] as BenchRequest;
  const { status } = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers: json, body });
  await fetch(faults, { method: 'DELETE' });
  return status === 429;
}

interface Sample {
  perSecond: number;
  /** Processor microseconds for one request. */
  each: number;
}

async function row(request: BenchRequest, servers: [Server, Server], rounds: number): Promise<void> {
  const samples: [Sample[], Sample[]] = [[], []];
  for (const server of servers) await loadHttp1(server.port, request, WARM_UP_MS);
  for (let round = 0; round < rounds; round++) {
    // The order changes from round to round: who comes second finds a warmer machine.
    for (const index of round % 2 === 0 ? [0, 1] : [1, 0])
      samples[index as 0 | 1].push(await sample(servers[index as 0 | 1], request));
  }
  const [mine, other] = samples.map((list) => ({
    rate: quartiles(list.map((one) => one.perSecond)),
    each: quartiles(list.map((one) => one.each)),
  }));
  if (!mine || !other) return;
  const say = ([low, middle, high]: number[]) => `${middle?.toFixed(0)} (${low?.toFixed(0)} to ${high?.toFixed(0)})`;
  const rate = 1 - (mine.rate[1] ?? 0) / (other.rate[1] ?? 1);
  const each = (mine.each[1] ?? 0) / (other.each[1] ?? 1) - 1;
  console.log(
    `| ${request.name} | ${say(mine.rate)} | ${say(other.rate)} | ${(rate * 100).toFixed(1)} % | ${(each * 100).toFixed(1)} % |`,
  );
}

async function sample(server: Server, request: BenchRequest): Promise<Sample> {
  const before = processorTime(server) ?? Number.NaN;
  const start = performance.now();
  const answered = await loadHttp1(server.port, request, ROUND_MS);
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: answered / seconds, each: (((processorTime(server) ?? Number.NaN) - before) * 1000) / answered };
}

function quartiles(values: number[]): [number, number, number] {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return [at(0.25), at(0.5), at(0.75)];
}
