/** Files of the user's: read whole, and there whole or not at all. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileError } from './user-error.js';

export function readWhole(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw fileError(path, 'read', cause);
  }
}

/** Writes beside the file and moves it into place. Where `isPrivate`, only its user may read it. */
export function writeWhole(path: string, content: string | Uint8Array, { isPrivate = false } = {}): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, content, { mode: isPrivate ? 0o600 : 0o666 });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw fileError(path, 'written', cause);
  }
}
