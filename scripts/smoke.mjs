// Starts the built server as a user would, asks it one thing, and stops it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
// A port of the system's choice: on a given one a stranger may answer.
const server = spawn(process.execPath, [cli, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });

/** @returns the server's URL, from its banner */
async function ready() {
  let output = '';
  for await (const chunk of server.stdout) {
    output += chunk;
    const [, url] = /ready at (\S+)/.exec(output) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`the server ended before it was ready: ${output}`);
}

const patience = setTimeout(() => server.kill('SIGKILL'), 20_000);
try {
  const url = await ready();
  const response = await fetch(`${url}/foundation-models`);
  const { modelSummaries } = await response.json();
  if (!(modelSummaries.length > 0)) throw new Error('the list of models is empty');
  console.log(`serves ${modelSummaries.length} models`);
} finally {
  clearTimeout(patience);
  server.kill('SIGTERM');
  const code = server.exitCode ?? (server.signalCode === null ? (await once(server, 'exit'))[0] : null);
  if (code !== 0) process.exitCode = 1;
}
