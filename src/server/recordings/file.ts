/** Files that appear whole or not at all, each under a name of its own, whoever else writes to the folder. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a killed process left: it has this ending, and nobody reads it. */
export const UNFINISHED = '.unfinished';

/** Writes to `name.json`, `name-2.json`, ...: the first that is free. Gives its path below the folder, when it is on the disk. */
export async function writeNew(folder: string, name: string, text: string): Promise<string> {
  const temporary = await writeBeside(join(folder, name), text);
  try {
    for (let number = 1; ; number++) {
      const path = `${name}${number > 1 ? `-${number}` : ''}.json`;
      if (await take(temporary, join(folder, path))) {
        await syncFolder(dirname(join(folder, path)));
        return path;
      }
    }
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Puts a text in place of a file. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = await writeBeside(path, text);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

async function writeBeside(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}${UNFINISHED}`;
  const file = await open(temporary, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
  } catch (cause) {
    // On a full disk the part that was written would only make it fuller.
    await file.close().catch(() => {});
    await rm(temporary, { force: true });
    throw cause;
  }
  return temporary;
}

/** A link is made only where the name is free, which a rename does not promise. */
async function take(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw cause;
    return takeByName(temporary, path);
  }
}

/** On disks without links: the name is taken by a file that nobody reads, then the finished one goes to it. */
async function takeByName(temporary: string, path: string): Promise<boolean> {
  const claim = `${path}${UNFINISHED}`;
  try {
    await (await open(claim, 'wx')).close();
    await (await open(path, 'r')).close();
    await rm(claim, { force: true });
    return false;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'ENOENT') throw cause;
  }
  await rename(temporary, path);
  await rm(claim, { force: true });
  return true;
}

/** So that the name survives a crash of the machine too; systems that cannot are not asked. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows opens no folders: there the file itself is synced.
  }
}
