/** Starts the servers that are measured, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface Server {
  name: string;
  port: number;
  process: ChildProcess;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
process.setMaxListeners(100);

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function start(
  name: string,
  args: (port: number) => string[],
  wait: (port: number) => Promise<void>,
  environment: Record<string, string> = {},
): Promise<Server> {
  const port = await findFreePort();
  const child = spawn(process.execPath, args(port), {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
  });
  // Where the bench ends by an error, its servers do too.
  process.once('exit', () => child.kill());
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`${name} ended with status ${status} instead of listening on port ${port}`);
  });
  ended.catch(() => {});
  await Promise.race([wait(port), ended]);
  return { name, port, process: child };
}

/** Polls until any HTTP answer comes. */
async function untilAnswers(port: number, path: string): Promise<void> {
  for (let attempt = 0; attempt < 2000; attempt++) {
    const answered = await fetch(`http://127.0.0.1:${port}${path}`).then(
      (response) => response.arrayBuffer().then(() => true),
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`nothing answers on port ${port}`);
}

export const startOurs = () =>
  start(
    'bedrock-local',
    (port) => [here('../dist/cli.js'), '--port', String(port), '--quiet', '--log-level', 'silent'],
    (port) => untilAnswers(port, '/_local/health'),
  );

/** In another mode: with credentials that are nobody's, so that it can sign. */
export const startWith = (name: string, flags: string[]) =>
  start(
    name,
    (port) => [here('../dist/cli.js'), '--port', String(port), '--quiet', '--log-level', 'silent', ...flags],
    (port) => untilAnswers(port, '/_local/health'),
    { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' },
  );

/** The same build without fixtures, faults and quotas. */
export const startWithout = () =>
  start(
    'without them',
    (port) => [here('./without.mjs'), '--port', String(port), '--quiet', '--log-level', 'silent'],
    (port) => untilAnswers(port, '/_local/health'),
  );

/** `replies`: a JSON file of what to answer, by path. */
export const startBare = (replies: string, protocol: 'h1' | 'h2c') =>
  start(
    `bare fastify ${protocol}`,
    (port) => [here('./bare-server.mjs'), String(port), replies, protocol],
    () => new Promise((resolve) => setTimeout(resolve, 700)),
  );

export const startPeer = () =>
  start(
    'aimock',
    (port) => [here('./peer-server.mjs'), String(port)],
    (port) => untilAnswers(port, '/health'),
  );

export async function stop(server: Server): Promise<void> {
  server.process.kill('SIGTERM');
  await once(server.process, 'exit');
}

/** Resident memory in MiB; undefined where the system has no /proc. */
export function residentMemory({ process: { pid } }: Server): number | undefined {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Math.round(Number(line[1]) / 102.4) / 10 : undefined;
  } catch {
    return undefined;
  }
}

/** Processor milliseconds that a server has used; undefined where the system has no /proc. */
export function processorTime({ process: { pid } }: Server): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}
