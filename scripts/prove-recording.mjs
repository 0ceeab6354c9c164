// Kills a server that records under load, again and again: no file may be half-written, and every exchange whose end a client saw must be there.
// node scripts/prove-recording.mjs [ROUNDS]     default 500; needs the built package
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.argv[2] ?? 500);
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-kill-'));
const environment = {
  ...process.env,
  AWS_ACCESS_KEY_ID: 'AKIAUPSTREAMUPSTREAM',
  AWS_SECRET_ACCESS_KEY: 'the-secret-of-the-account',
};
const strict = { BEDROCK_LOCAL_KEYS: `${environment.AWS_ACCESS_KEY_ID}:${environment.AWS_SECRET_ACCESS_KEY}` };

/** Starts a server and resolves to its process and URL. */
function start(flags, more = {}) {
  const child = spawn(process.execPath, [cli, '--port', '0', '--quiet', ...flags], {
    env: { ...environment, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve({ child, url: String(line).trim() }));
    child.once('exit', (code) => reject(new Error(`a server ended with ${code} before it was ready`)));
  });
}

/** Resolves to whether the reply came to its end. */
function call(url, path, text) {
  return new Promise((resolve) => {
    const sent = request(`${url}/model/amazon.nova-lite-v1%3A0/${path}`, { method: 'POST' }, (reply) => {
      reply.resume();
      reply.on('end', () => resolve(reply.complete && reply.statusCode === 200));
      reply.on('error', () => resolve(false));
    });
    sent.on('error', () => resolve(false));
    sent.end(JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }], inferenceConfig: { maxTokens: 10 } }));
  });
}

/** Calls until the server is gone, and names what was answered whole. */
async function load(url, round, worker, seen, over) {
  for (let index = 0; !over.now; index++) {
    const text = `round ${round} worker ${worker} call ${index}`;
    if (await call(url, index % 2 ? 'converse' : 'converse-stream', text)) seen.push(text);
  }
}

const upstream = await start(['--auth', 'strict'], strict);
const seen = [];
let files = 0;
try {
  for (let round = 0; round < rounds; round++) {
    const { child, url } = await start(['--mode', 'record', '--recordings', folder, '--upstream', upstream.url]);
    const over = { now: false };
    const work = Promise.all([0, 1, 2, 3].map((worker) => load(url, round, worker, seen, over)));
    // At a random moment: while it gets ready, at its first call, or in the midst of it. A busy machine takes some 200 ms to the first reply.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 500));
    child.kill('SIGKILL');
    over.now = true;
    await work;
  }
  const texts = new Set();
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!path.endsWith('.json')) continue;
    files += 1;
    const recording = JSON.parse(readFileSync(join(folder, path), 'utf8'));
    if (!recording.reply?.raw?.status) throw new Error(`${path} is not whole`);
    texts.add(recording.recorded.request.body.json.messages[0].content[0].text);
  }
  const lost = seen.filter((text) => !texts.has(text));
  if (lost.length > 0)
    throw new Error(`${lost.length} exchanges whose end a client saw are lost: ${lost.slice(0, 3).join('; ')}`);
  if (seen.length === 0) throw new Error('no exchange was answered: nothing was proved');
  console.log(
    `${rounds} kills: ${files} files, all whole; ${seen.length} exchanges were seen to their end, all on the disk`,
  );
} finally {
  upstream.child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}
