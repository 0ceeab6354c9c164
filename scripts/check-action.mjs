// Runs the step of action.yml as a runner would: the packed package, a free port, and files that stand for the runner's environment.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packInto, root } from './pack.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-action-'));
let port;

function run(command, args, options = {}) {
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with status ${status}: ${stdout}`);
  return stdout;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

try {
  const tarball = packInto(folder);
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const [step] = action.runs.steps;
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
  port = await freePort();
  const inputs = { ...defaults, version: `file:${tarball}`, port: String(port) };
  const fill = (text) => text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name) => inputs[name]);
  const own = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, fill(value)]));
  const files = { GITHUB_ENV: join(folder, 'env'), GITHUB_OUTPUT: join(folder, 'output'), RUNNER_TEMP: folder };
  for (const name of ['env', 'output']) writeFileSync(join(folder, name), '');
  run('bash', ['-eo', 'pipefail', '-c', step.run], { cwd: folder, env: { ...process.env, ...own, ...files } });
  const set = readFileSync(files.GITHUB_ENV, 'utf8');
  if (!set.includes(`AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:${port}\n`))
    throw new Error(`the action set ${set}`);
  const health = await fetch(`http://127.0.0.1:${port}/_local/health`);
  console.log(`the action serves ${(await health.json()).version} on port ${port}`);
} finally {
  if (port) spawnSync('pkill', ['-f', `bedrock-local --port ${port} `]);
  rmSync(folder, { recursive: true, force: true });
}
