/** A folder that stands for S3: `s3://bucket/key` is the file `bucket/key` below it. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type Storage, StorageError, type StoredObject } from './storage.js';

/** Buckets as S3 names them. */
const bucketName = /^[a-z0-9][-.a-z0-9]{1,61}[a-z0-9]$/;
/** What no file may be called here or elsewhere: steps out of the folder, and what some systems read as such. */
const badSegment = /^\.{0,2}$|[\\:\u0000]/;
/** Files that are still being written; no object has such a name. */
const unfinished = /\.[0-9]+-[0-9]+\.unfinished$/;

let written = 0;

/** `root` need not be there: it and buckets are made when something is written. */
export function createFolder(root: string): Storage {
  const home = resolve(root);

  return {
    async read(bucket, key) {
      const path = pathOf(home, bucket, key);
      return readFile(path).catch((cause) => {
        if (isAbsent(cause)) return undefined;
        throw trouble('read', path, cause);
      });
    },
    async write(bucket, key, body) {
      const path = pathOf(home, bucket, key);
      written += 1;
      const draft = `${path}.${process.pid}-${written}.unfinished`;
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(draft, body);
        await rename(draft, path);
      } catch (cause) {
        await rm(draft, { force: true }).catch(() => {});
        throw trouble('write', path, cause as NodeJS.ErrnoException);
      }
    },
    async list(bucket, prefix) {
      const place = pathOf(home, bucket);
      const found = await readdir(place, { withFileTypes: true, recursive: true }).catch((cause) => {
        if (isAbsent(cause)) return [];
        throw trouble('list', place, cause);
      });
      const keys = found
        .filter((entry) => entry.isFile() && !unfinished.test(entry.name))
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(place.length + 1)
            .split(sep)
            .join('/'),
        )
        .filter((key) => key.startsWith(prefix))
        .sort();
      return Promise.all(
        keys.map(async (key): Promise<StoredObject> => ({ key, size: await sizeOf(join(place, key)) })),
      );
    },
  };
}

/** Throws where the object would stand outside of its bucket's folder. */
function pathOf(home: string, bucket: string, key?: string): string {
  if (!bucketName.test(bucket)) throw new StorageError(`${JSON.stringify(bucket)} is no name of an S3 bucket`);
  if (key === undefined) return join(home, bucket);
  if (key.split('/').some((segment) => badSegment.test(segment)))
    throw new StorageError(`the key ${JSON.stringify(key)} of the bucket ${bucket} cannot be a file below ${home}`);
  return join(home, bucket, ...key.split('/'));
}

async function sizeOf(path: string): Promise<number> {
  const { size } = await stat(path);
  return size;
}

function isAbsent({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}

function trouble(verb: string, path: string, cause: NodeJS.ErrnoException): StorageError {
  return new StorageError(`cannot ${verb} ${path}: ${reasons[cause.code ?? ''] ?? cause.message}`, { cause });
}

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  EISDIR: 'a folder has this name',
};
