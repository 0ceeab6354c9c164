// What promptfoo does with Converse: the tests of promptfooconfig.yaml, through its own command. Nothing leaves the machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-promptfoo-'));
const results = join(folder, 'results.json');
const quiet = {
  PROMPTFOO_CONFIG_DIR: folder,
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
};

const program = join(here, 'node_modules', 'promptfoo', 'dist', 'src', 'entrypoint.js');
const words = ['eval', '--no-cache', '--no-table', '--no-progress-bar', '--config', 'promptfooconfig.yaml', '--output'];
const { stdout, stderr } = spawnSync(process.execPath, [program, ...words, results], {
  cwd: here,
  encoding: 'utf8',
  env: { ...process.env, ...quiet },
});

try {
  for (const { testCase, success, error } of JSON.parse(readFileSync(results, 'utf8')).results.results) {
    if (!success) process.exitCode = 1;
    console.log(`CORE ${testCase.description} ${success ? 'ok' : `FAILED: ${error.replaceAll('\n', ' ')}`}`);
  }
} catch (error) {
  console.error(stdout, stderr);
  throw error;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
