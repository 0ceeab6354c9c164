/** A temporary folder that stands for S3, as a test fills it and reads it back. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// biome-ignore lint/suspicious/noExplicitAny: each file has a form of its own, and a test names what it expects.
type Any = any;

export interface S3Folder {
  root: string;
  put(path: string, body: string | Uint8Array): void;
  has(path: string): boolean;
  bytes(path: string): Buffer;
  json(path: string): Any;
  /** The objects of a file of JSON lines. */
  lines(path: string): Any[];
  /** Every file below a path, in order. */
  files(path?: string): string[];
  /** Takes away all that is below it. */
  empty(): void;
  remove(): void;
}

/** Paths are `bucket/key`. */
export function createS3Folder(): S3Folder {
  const root = mkdtempSync(join(tmpdir(), 'bedrock-local-s3-'));
  const bytes = (path: string) => readFileSync(join(root, path));
  const text = (path: string) => bytes(path).toString();
  return {
    root,
    put(path, body) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), body);
    },
    has: (path) => existsSync(join(root, path)),
    bytes,
    json: (path) => JSON.parse(text(path)),
    lines: (path) =>
      text(path)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    files: (path = '') =>
      existsSync(join(root, path))
        ? readdirSync(join(root, path), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name).slice(join(root, path).length).replace(/^\//, ''))
            .sort()
        : [],
    empty() {
      for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
