// Runs the tests that drive the built server with SDKs of other languages. Makes its own Python environment in .venv.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const python = join(root, '.venv', windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');

function run(command, args) {
  console.log(`> ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

run(process.execPath, ['scripts/build.mjs']);
if (!existsSync(python)) run(windows ? 'python' : 'python3', ['-m', 'venv', '.venv']);
run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'test/course/requirements.txt']);
for (const kind of ['rule', 'fault']) {
  const file = join(root, '.venv', `${kind}-cases.json`);
  run(process.execPath, ['--import', 'tsx', `scripts/write-${kind}-cases.ts`, file]);
  process.env[`${kind.toUpperCase()}_CASES`] = file;
}
run(process.execPath, [
  'dist/cli.js',
  'run',
  '--',
  python,
  '-m',
  'pytest',
  '-q',
  'test/course',
  'test/sdks',
  ...process.argv.slice(2),
]);
