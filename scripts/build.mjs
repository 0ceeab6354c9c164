// Compiles src/ to dist/ and copies the data files that the compiler does not know. No shell, so that it runs on every system.
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const result = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (result.status !== 0) process.exit(result.status ?? 1);
for (const name of readdirSync(join(root, 'src', 'fixtures'))) {
  if (name.endsWith('.json')) cpSync(join(root, 'src', 'fixtures', name), join(root, 'dist', 'fixtures', name));
}
