/**
 * Imports recorded traffic as an HTTP Archive, replays it, and holds the replay against the checker: tsx scripts/check-replay.ts FOLDER
 * The folder holds `exchanges.jsonl` and `check.mjs`.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFiles } from '../src/cli/recordings/import.js';
import { driftForms } from '../src/cli/verify/report.js';
import { verifyForms } from '../src/cli/verify/run.js';
import { encodeFrame, encodeHeaders } from '../src/server/smithy/event-stream.js';
import { startServer } from '../src/testing/start-server.js';

interface Recorded {
  region?: string;
  request: { path: string; headers: Record<string, string>; body: unknown };
  response: {
    status: number;
    headers: Record<string, string>;
    body?: unknown;
    rawBase64?: string;
    events?: { headers: Record<string, string>; payload: unknown }[];
  };
  expect: { guardrail?: boolean };
}

const [folder = '../shared/recorded'] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'bedrock-local-replay-'));

const pairs = (headers: Record<string, string>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));

function bodyOf({ rawBase64, events, body }: Recorded['response']): Buffer {
  if (rawBase64 !== undefined) return Buffer.from(rawBase64, 'base64');
  if (!events) return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? ''));
  return Buffer.concat(
    events.map(({ headers, payload }) => encodeFrame(encodeHeaders(Object.entries(headers)), JSON.stringify(payload))),
  );
}

function toEntry({ region = 'us-east-1', request, response }: Recorded): object {
  const text = bodyOf(response).toString('base64');
  return {
    startedDateTime: '2026-01-01T00:00:00.000Z',
    time: 1,
    request: {
      method: 'POST',
      url: `https://bedrock-runtime.${region}.amazonaws.com${request.path}`,
      headers: pairs(request.headers),
      postData: { mimeType: 'application/json', text: JSON.stringify(request.body) },
    },
    response: { status: response.status, headers: pairs(response.headers), content: { text, encoding: 'base64' } },
  };
}

try {
  const lines = readFileSync(join(folder, 'exchanges.jsonl'), 'utf8').split('\n').filter(Boolean);
  const entries = lines.map((line) => toEntry(JSON.parse(line) as Recorded));
  const archive = join(work, 'traffic.har');
  writeFileSync(archive, JSON.stringify({ log: { version: '1.2', entries } }));
  process.stdout.write(await importFiles([archive], { out: join(work, 'recordings') }));
  const server = await startServer({
    passage: {
      mode: 'replay',
      folder: join(work, 'recordings'),
      speed: 0,
      warn: (sentence) => console.error(sentence),
    },
  });
  const checker = [join(folder, 'check.mjs'), '--endpoint', server.url];
  const { stdout, status } = await new Promise<{ stdout: string; status: number }>((resolve) => {
    execFile(process.execPath, checker, { maxBuffer: 1e8 }, (error, out) =>
      resolve({ stdout: out, status: error ? 1 : 0 }),
    );
  });
  console.log(stdout.split('\n').slice(-12).join('\n'));
  await server.close();
  const emulator = await startServer();
  const report = await verifyForms(join(work, 'recordings'), emulator.url, { accessKeyId: 'local' });
  await emulator.close();
  if (process.argv.includes('--differences')) process.stdout.write(driftForms.text(report));
  const held = report.total - report.differing.length;
  console.log(
    `verify: the emulation holds in form for ${held}/${report.total} (${((100 * held) / report.total).toFixed(1)} %)`,
  );
  process.exitCode = status;
} finally {
  rmSync(work, { recursive: true, force: true });
}
