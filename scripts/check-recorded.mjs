// Holds a server of the present build against recorded traffic, where a checker for it is at hand: node scripts/check-recorded.mjs CHECKER
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [checker, ...options] = process.argv.slice(2);
const floor = Number(readFileSync(new URL('./recorded-floor.txt', import.meta.url), 'utf8'));
const port = 4598;
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const server = spawn(process.execPath, [cli, '--port', String(port), '--log-level', 'silent', '--quiet'], {
  stdio: 'inherit',
});
const url = `http://127.0.0.1:${port}`;

async function ready() {
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await fetch(`${url}/_local/health`).catch(() => undefined))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not become ready within 10 s');
}

try {
  await ready();
  const result = spawnSync(process.execPath, [checker, '--endpoint', url, ...options], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  console.log(result.stdout, result.stderr);
  const share = Number(/hold \(([\d.]+) %\)/.exec(result.stdout)?.[1] ?? 0);
  if (share < floor) {
    console.error(`${share} % of the recorded exchanges hold; the floor is ${floor} %`);
    process.exitCode = 1;
  }
} finally {
  server.kill('SIGTERM');
}
