import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { loadRecordings } from '../../../src/server/recordings/load.js';
import { askConverse, filesOf, makeFolder, open } from './captured.js';

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url));

interface Writer {
  child: ChildProcess;
  /** What it said is on the disk: number and path. */
  told: [name: string, path: string][];
  ended: Promise<void>;
}

/** Resolves when it has told of two. */
function startWriter(folder: string, name: string, most?: number): Promise<Writer> {
  const words = ['--import', 'tsx', writer, folder, name, ...(most === undefined ? [] : [String(most)])];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  const told: Writer['told'] = [];
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      // A line that was cut off was not told.
      for (const line of text.split('\n').slice(1, -1)) {
        const [, said = '', path = ''] = /^(\S+ \d+) (.*)$/.exec(line) ?? [];
        told.push([said, path]);
      }
      resolve();
    });
  });
  return new Promise((resolve) => {
    child.stdout?.on('data', (data) => {
      text += data;
      if (text.split('\n').length > 3) resolve({ child, told, ended });
    });
  });
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('a writer that is killed leaves whole files, and all that it told of', async () => {
  const folder = makeFolder();
  const told: Writer['told'] = [];
  for (const round of [0, 1, 2, 3, 4]) {
    const one = await startWriter(folder, `round${round}`);
    await wait(Math.random() * 60);
    one.child.kill('SIGKILL');
    await one.ended;
    told.push(...one.told);
  }
  const { recordings, problems } = loadRecordings(folder, 0);
  expect(problems).toEqual([]);
  const texts = new Map(recordings.map(({ source, reply }) => [source, JSON.stringify(reply.raw.body)]));
  for (const [said, path] of told) expect(texts.get(path)).toContain(`"${said} x`);
  expect(told.length).toBeGreaterThan(5);
});

it('two writers into one folder lose nothing, of the same requests either', async () => {
  const folder = makeFolder();
  const writers = await Promise.all(['one', 'two'].map((name) => startWriter(folder, name, 60)));
  await Promise.all(writers.map(({ ended }) => ended));
  const told = writers.flatMap((one) => one.told);
  expect(told).toHaveLength(120);
  expect(new Set(told.map(([, path]) => path)).size).toBe(120);
  expect(filesOf(folder)).toHaveLength(120);
  for (const [said, path] of told) expect(readFileSync(join(folder, path), 'utf8')).toContain(`"${said} x`);
  const store = open(folder);
  const same = Array.from({ length: 12 }, () => store.find(askConverse('the same for all'))?.source);
  expect(new Set(same).size).toBe(12);
});

it('what a killed writer left unfinished is never read, and removed when a minute has passed', async () => {
  const folder = makeFolder();
  const one = await startWriter(folder, 'one', 4);
  await one.ended;
  const unfinished = () =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.unfinished'));
  expect(unfinished()).toEqual([]);
  const left = join(folder, `${filesOf(folder)[0]}.1-00ff.unfinished`);
  writeFileSync(left, '{"match": {');
  expect(open(folder)).toMatchObject({ size: 4, problems: [] });
  expect(unfinished()).toHaveLength(1);
  utimesSync(left, new Date(0), new Date(0));
  expect(open(folder)).toMatchObject({ size: 4, problems: [] });
  expect(unfinished()).toEqual([]);
});
