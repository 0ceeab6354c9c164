// Starts the built server as a user would, asks it one thing, and stops it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const port = 4599;
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const server = spawn(process.execPath, [cli, '--port', String(port)], { stdio: ['ignore', 'inherit', 'inherit'] });
const url = `http://127.0.0.1:${port}`;

async function ready() {
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(`${url}/_local/health`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not become ready within 10 s');
}

try {
  await ready();
  const response = await fetch(`${url}/foundation-models`);
  const { modelSummaries } = await response.json();
  if (!(modelSummaries.length > 0)) throw new Error('the list of models is empty');
  console.log(`serves ${modelSummaries.length} models`);
} finally {
  server.kill('SIGTERM');
  const [code] = await once(server, 'exit');
  if (code !== 0) process.exitCode = 1;
}
