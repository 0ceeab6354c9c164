import { readdirSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { askConverse, exchange, filesOf, makeFolder, open, say } from './captured.js';

/** The disk holds so many more files. */
const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY, code: 'ENOSPC' }));

vi.mock('node:fs/promises', async (load) => {
  const real = await load<typeof import('node:fs/promises')>();
  const open = async (...given: Parameters<typeof real.open>) => {
    const file = await real.open(...given);
    if (given[1] !== 'wx' || disk.left-- > 0) return file;
    file.writeFile = async () => {
      await file.write('{"match": {');
      throw Object.assign(new Error(`${disk.code}: write`), { code: disk.code });
    };
    return file;
  };
  return { ...real, open };
});

it.each([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EIO', 'EIO: write'],
])('%s is told of in one sentence, leaves nothing behind, and harms no other recording', async (code, reason) => {
  const folder = makeFolder();
  const store = open(folder);
  Object.assign(disk, { left: 1, code });
  await store.write(exchange(askConverse('fits'), say('x')));
  await expect(store.write(exchange(askConverse('does not fit'), say('x')))).rejects.toThrow(
    `${folder} cannot be written: ${reason}`,
  );
  expect(filesOf(folder)).toHaveLength(1);
  expect(readdirSync(folder, { recursive: true }).filter((path) => String(path).includes('unfinished'))).toEqual([]);
  expect(store.find(askConverse('does not fit'))).toBeUndefined();
  disk.left = Number.POSITIVE_INFINITY;
  await store.write(exchange(askConverse('does not fit'), say('fits again')));
  expect(open(folder)).toMatchObject({ size: 2, problems: [] });
});
