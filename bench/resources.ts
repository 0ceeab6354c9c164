/** What a page of a list and a get cost where there are a thousand of every kind, and what the control plane adds to the start. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createThousands, type Kind, kinds, operate, type Written, writeRequest } from './account.js';
import { startOurs, stop } from './processes.js';

const WARM_UP = 100;

/** Answers a request; throws where that is no 200. */
type Ask = (request: Written) => Promise<unknown>;

export async function measureResources(rounds = 300): Promise<void> {
  const { emulator, snapshot, within } = await createThousands();
  const server = await startOurs();
  const agent = new Agent({ keepAlive: true });
  const overHttp: Ask = (request) => ask(server.port, agent, request);
  const posted = { method: 'POST', path: '/_local/state', body: JSON.stringify(snapshot) };
  await overHttp(posted);
  console.log(`\nA thousand of every kind: milliseconds, median / 95 % of ${rounds} (aim: under 2)`);
  console.log('| list | page in process | page over HTTP | get in process | get over HTTP |');
  console.log('|---|---|---|---|---|');
  for (const kind of kinds) {
    const ways: Ask[] = [(request) => operate(emulator, request), overHttp];
    await row(kind, ways, within[kind.list] ?? {}, rounds);
  }
  agent.destroy();
  await stop(server);
  measureStart();
}

async function row(kind: Kind, ways: Ask[], within: Record<string, unknown>, rounds: number): Promise<void> {
  const page = writeRequest(kind.list, within);
  const cells: string[] = [];
  const output = (await ways[0]!(page)) as Record<string, Record<string, unknown>[]>;
  const items = Object.values(output).find(Array.isArray) ?? [];
  if (items.length !== 100) throw new Error(`${kind.list} gave ${items.length} of a thousand, not a page of 100`);
  for (const way of ways) cells.push(await measure(way, page, rounds));
  if (kind.get) {
    const [operation, member, from] = kind.get;
    const one = writeRequest(operation, { ...within, [member]: items[50]?.[from] });
    for (const way of ways) cells.push(await measure(way, one, rounds));
  }
  console.log(`| ${kind.list} | ${[...cells, '', ''].slice(0, 4).join(' | ')} |`);
}

async function measure(way: Ask, request: Written, rounds: number): Promise<string> {
  const times: number[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const start = performance.now();
    await way(request);
    if (round >= 0) times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? Number.NaN).toFixed(2);
  return `${at(0.5)} / ${at(0.95)}`;
}

function ask(port: number, agent: Agent, { method, path, body }: Written): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = send({ port, host: '127.0.0.1', agent, method, path, headers }, (reply) => {
      let bytes = 0;
      reply.on('data', (chunk) => {
        bytes += chunk.length;
      });
      reply.on('end', () => {
        if ((reply.statusCode ?? 0) < 300) resolve(bytes);
        else reject(new Error(`${method} ${path} was answered with ${reply.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A copy of the build beside one whose table of resources is empty, each in a fresh process, in turn. */
function measureStart(rounds = 20): void {
  const whole = copyBuild();
  const without = copyBuild();
  try {
    writeFileSync(join(without, 'dist/server/resources/index.js'), 'export const resources = [];');
    const times = Array.from({ length: rounds }, () => [createIn(whole), createIn(without)] as const);
    const middle = (values: number[]) =>
      [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!.toFixed(0);
    console.log(
      `\nLoading and creating an emulator, milliseconds (median of ${rounds} fresh processes): ${middle(times.map(([all]) => all))}, ` +
        `without the control plane ${middle(times.map(([, rest]) => rest))}; ` +
        `the difference is ${middle(times.map(([all, rest]) => all - rest))} (aim: under 30)`,
    );
  } finally {
    for (const folder of [whole, without]) rmSync(folder, { recursive: true, force: true });
  }
}

function copyBuild(): string {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-bench-'));
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

const program = (folder: string) => `
  const start = performance.now();
  const { createEmulator } = await import(${JSON.stringify(pathToFileURL(join(folder, 'dist/server/emulator.js')).href)});
  createEmulator();
  console.log(performance.now() - start);`;

function createIn(folder: string): number {
  const flags = ['--no-warnings', '--input-type=module', '--eval', program(folder)];
  return Number(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
}
