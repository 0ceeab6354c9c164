/** A folder that keeps the resources of all namespaces: a file for each, there as a whole or not at all, before its reply goes out. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type { Namespace } from '../namespace.js';
import type { Namespaces } from '../namespace-registry.js';
import { readRecord, writeRecord } from '../namespace-snapshot.js';
import type { ResourceRecord } from '../resources/resource.js';
import { type Lock, lockFolder } from './lock.js';

/** What is used of the library: it writes beside, syncs and renames. */
type WriteFileAtomic = (path: string, text: string) => Promise<void>;

export interface StateFolder {
  /** Writes what has changed since it was last written. Resolves when it is on the disk; one call goes on after the other. */
  save(namespace: Namespace): Promise<void>;
  /** Resolves when all is written; another server may then use the folder. */
  close(): Promise<void>;
}

/**
 * Opens the folder, makes it where it is new, and puts what it holds in force. Throws an Error of one sentence where another server
 * uses it, or a file in it cannot be read.
 */
export function openStateFolder(folder: string, namespaces: Namespaces): StateFolder {
  mkdirSync(folder, { recursive: true });
  const lock: Lock = lockFolder(folder);
  /** Path below the folder to the text that stands there. */
  const written = new Map<string, string>();
  try {
    for (const path of findFiles(folder)) load(path);
  } catch (cause) {
    lock.release();
    throw cause;
  }
  let last: Promise<void> = Promise.resolve();

  function load(path: string): void {
    const [name = '', kind, region, account, file = ''] = path.split('/');
    const text = readFileSync(join(folder, path), 'utf8');
    const id = decodeURIComponent(file.slice(0, -'.json'.length));
    const shelf = `${kind}/${region}/${account}`;
    const { resources } = namespaces.open(name);
    const records = resources.get(shelf) ?? new Map<string, unknown>();
    resources.set(shelf, records.set(id, parse(path, text)));
    written.set(path, text);
  }

  function parse(path: string, text: string): unknown {
    try {
      return readRecord(text);
    } catch (cause) {
      throw new Error(
        `${join(folder, path)} is no record of a resource: ${(cause as Error).message}; mend it, or remove it`,
      );
    }
  }

  async function write(namespace: Namespace): Promise<void> {
    const own = `${namespace.id}/`;
    const present = textsOf(namespace);
    for (const [path, text] of present) {
      if (written.get(path) === text) continue;
      await writeWhole(join(folder, path), text);
      written.set(path, text);
    }
    for (const path of [...written.keys()]) {
      if (!path.startsWith(own) || present.has(path)) continue;
      rmSync(join(folder, path), { force: true });
      written.delete(path);
    }
  }

  function save(namespace: Namespace): Promise<void> {
    const next = last.then(() => write(namespace));
    last = next.catch(() => {});
    return next;
  }

  return {
    save,
    async close() {
      for (const namespace of namespaces.list()) await save(namespace);
      lock.release();
    },
  };
}

function textsOf({ id, resources }: Namespace): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [shelf, records] of resources)
    for (const [name, record] of records)
      texts.set(`${id}/${shelf}/${encodeURIComponent(name)}.json`, textOf(record as ResourceRecord));
  return texts;
}

/** The text of a record as it was when it was last written, with the members that are replaced where it changes. */
const known = new WeakMap<ResourceRecord, { members: unknown[]; text: string }>();

/** Of thousands of records few have changed since; nothing in their members is changed in place. */
function textOf(record: ResourceRecord): string {
  const members = Object.values(record);
  const before = known.get(record);
  if (before?.members.length === members.length && before.members.every((value, index) => value === members[index]))
    return before.text;
  const text = writeRecord(record);
  known.set(record, { members, text });
  return text;
}

/** `default/guardrail/us-east-1/123456789012/5zwrmdlsra2e.json`; what a killed process left half-written has another ending. */
function findFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path.split('/').length === 5)
    .sort();
}

async function writeWhole(path: string, text: string): Promise<void> {
  const write = createRequire(import.meta.url)('write-file-atomic') as WriteFileAtomic;
  mkdirSync(dirname(path), { recursive: true });
  await write(path, text);
}
