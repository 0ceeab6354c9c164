/** What the package weighs, how soon it answers, how much memory it takes, and whether a stream's first byte waits for its last. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { residentMemory, type Server, startOurs, stop } from './processes.js';
import { type BenchRequest, requests } from './requests.js';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function measureFootprint(): Promise<void> {
  printInstallSize();
  await printStart();
}

function printInstallSize(): void {
  const npm = process.env.npm_execpath;
  const list = npm
    ? execFileSync(process.execPath, [npm, 'ls', '--omit=dev', '--all', '--parseable'], { cwd: root, encoding: 'utf8' })
    : '';
  const folders = [...new Set(list.split(/\r?\n/).filter((line) => line.includes(`${sep}node_modules${sep}`)))];
  const bytes = folders.reduce((sum, folder) => sum + sizeOf(folder), 0) + sizeOf(join(root, 'dist'));
  console.log(`Install: ${folders.length} packages, ${(bytes / 1e6).toFixed(1)} MB on disk with our own`);
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? sizeOf(path) : (statSync(path, { throwIfNoEntry: false })?.size ?? 0);
  }
  return bytes;
}

async function printStart(): Promise<void> {
  const times: number[] = [];
  let answered: number | undefined;
  for (let round = 0; round < 5; round++) {
    const startedAt = performance.now();
    const server = await startOurs();
    const ready = performance.now();
    await ask(server, requests[0] as BenchRequest);
    times.push(performance.now() - startedAt);
    if (round === 0) console.log(`Start: ready after ${Math.round(ready - startedAt)} ms`);
    answered = residentMemory(server);
    await stop(server);
  }
  const server = await startOurs();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const idle = residentMemory(server);
  await stop(server);
  times.sort((left, right) => left - right);
  console.log(
    `Start to first reply: ${Math.round(times[2] ?? 0)} ms (median of 5; ${times.map(Math.round).join(', ')})`,
  );
  console.log(`Memory: ${idle ?? '?'} MiB idle, ${answered ?? '?'} MiB after the first reply`);
}

async function ask(server: Server, { path, body }: BenchRequest): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', body });
  await response.arrayBuffer();
}
