// Packs the package once for every script that checks it: into the file of PACKED_TARBALL where that is set, and from there if it is there.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

/** Throws where the command fails. `stdio: 'pipe'` gives what it says; a failure shows it. */
export function run(command, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: 'inherit',
    // There npm and npx are batch files, which only a shell runs.
    shell: windows && /^np[mx]$/.test(command),
    ...options,
  });
  if (error) throw new Error(`${command} could not be started: ${error.message}`);
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with status ${status}\n${stdout ?? ''}${stderr ?? ''}`.trim());
  return stdout;
}

/** The path of the tarball; in `folder` where no other place is named. */
export function packInto(folder) {
  const shared = process.env.PACKED_TARBALL;
  if (shared && existsSync(shared)) return shared;
  run('npm', ['run', '--silent', 'build'], { cwd: root });
  const said = run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  const [{ filename }] = JSON.parse(said);
  if (!shared) return join(folder, filename);
  copyFileSync(join(folder, filename), shared);
  return shared;
}
