/** Keeps a second server out of a folder, and no longer than the first one lives. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Lock {
  release(): void;
}

/** Throws an Error of one sentence where a process that is alive has the folder. */
export function lockFolder(folder: string): Lock {
  const path = join(folder, '.lock');
  const owner = readOwner(path);
  if (owner !== undefined && owner !== process.pid && isAlive(owner))
    throw new Error(
      `${folder} is in use by the server of process ${owner}: each server needs a state folder of its own`,
    );
  rmSync(path, { force: true });
  writeFileSync(path, String(process.pid), { flag: 'wx' });
  return { release: () => rmSync(path, { force: true }) };
}

function readOwner(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
