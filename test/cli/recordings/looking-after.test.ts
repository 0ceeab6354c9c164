import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.js';
import {
  askConverse,
  exchange,
  filesOf,
  frame,
  makeFolder,
  open,
  say,
  stream,
} from '../../server/recordings/captured.js';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  process.exitCode = undefined;
});

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  process.exitCode = undefined;
  const status = await main(['recordings', ...args], { out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out: out.replaceAll(folder, 'FOLDER'), err: err.replaceAll(folder, 'FOLDER') };
}

async function record(question: string, reply = say('Hello'), at = '2026-01-01T00:00:00.000Z'): Promise<string> {
  return (await open(folder).write(exchange(askConverse(question), reply, { at }))).path;
}

function change(path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replace(from, to));
}

describe('edit-check', () => {
  it('is content with what nobody changed, and with a reply that was', async () => {
    const path = await record('Hi');
    expect(await run('edit-check', folder)).toMatchObject({ status: 0, out: '1 recordings, nothing wrong\n' });
    change(path, '"Hello"', '"Goodbye"');
    expect(await run('edit-check', folder)).toMatchObject({ status: 0, out: '1 recordings, nothing wrong\n' });
  });

  it('names a request that is no longer found, and mends it', async () => {
    const path = await record('Hi');
    change(path, '"Hi"', '"Good day"');
    const { status, out } = await run('edit-check', folder);
    expect(status).toBe(1);
    expect(out).toMatch(
      /^FOLDER\/converse\/.*\.json: its request is no longer the one that it is found by: set match\.request to [0-9a-f]{64} \(--fix does\)/,
    );
    expect(open(folder).find(askConverse('Good day'))?.source).toBe(path);
    expect(await run('edit-check', folder, '--fix')).toMatchObject({
      status: 0,
      out: `FOLDER/${path}: mended\n1 recordings, nothing wrong\n`,
    });
    expect(await run('edit-check', folder)).toMatchObject({ status: 0, out: '1 recordings, nothing wrong\n' });
    expect(open(folder).find(askConverse('Good day'))?.source).toBe(path);
  });

  it('tells of bytes that no longer say the same as the events, and drops them', async () => {
    const whole = frame('contentBlockDelta', { delta: { text: 'one' } });
    const path = await record('Hi', stream([whole, whole.subarray(0, -5)], { end: 'reset' }));
    change(path, '"one"', '"two"');
    expect(await run('edit-check', folder)).toMatchObject({
      status: 0,
      out: `FOLDER/${path}: its reply was changed by hand and is given as changed; its chunks are passed over\n1 recordings, nothing wrong\n`,
    });
    await run('edit-check', folder, '--fix');
    expect(JSON.parse(readFileSync(join(folder, path), 'utf8')).reply.raw).toMatchObject({
      events: [{}],
      end: 'reset',
    });
    expect(readFileSync(join(folder, path), 'utf8')).not.toContain('chunks');
  });
});

describe('prune', () => {
  it('names what is old, and deletes it when told to', async () => {
    const old = await record('Old');
    await record('New', say('x'), new Date().toISOString());
    expect(await run('prune', folder, '--older-than', '30')).toMatchObject({
      status: 0,
      out: `${old}\n1 would be deleted; --yes deletes them\n`,
    });
    expect(filesOf(folder)).toHaveLength(2);
    expect(await run('prune', folder, '--older-than', '30', '--yes')).toMatchObject({ out: `${old}\n1 deleted\n` });
    expect(filesOf(folder)).toHaveLength(1);
  });

  it('names what a run did not use', async () => {
    const used = await record('Used');
    const other = await record('Other');
    const journal = join(folder, 'journal.jsonl');
    writeFileSync(journal, `${JSON.stringify({ operation: 'Converse', fixture: used })}\n`);
    expect(await run('prune', folder, '--unused', journal)).toMatchObject({
      out: `${other}\n1 would be deleted; --yes deletes them\n`,
    });
  });

  it.each([
    [[], 'prune needs --older-than DAYS, or --unused JOURNAL, to know what may go'],
    [['--older-than', 'soon'], '--older-than must be a number of days, not "soon"'],
    [['--unused', 'none.jsonl'], 'none.jsonl cannot be read (ENOENT)'],
    [
      ['--unused', 'package.json'],
      'package.json is no journal in JSON lines; bedrock-local journal --format jsonl writes one',
    ],
  ])('with %j is refused in one line', async (flags, sentence) => {
    await record('Hi');
    expect(await run('prune', folder, ...flags)).toMatchObject({ status: 2, err: `bedrock-local: ${sentence}\n` });
  });
});

it('verify names secrets, broken files and changed requests', async () => {
  const [secret, broken, changed] = [await record('Secret'), await record('Broken'), await record('Changed')];
  change(secret!, '"Hello"', '"AKIAQ3EGCANARY7XK2LM"');
  change(broken!, '"status": 200', '"status": ');
  change(changed!, '"Changed"', '"Otherwise"');
  const { status, out } = await run('verify', folder);
  expect(status).toBe(1);
  expect(out.split('\n').sort()).toEqual([
    '',
    '2 recordings, 3 problems',
    expect.stringMatching(/broken-.*\.json:\d+: cannot be parsed/),
    expect.stringMatching(/changed-.*\.json: its request is no longer/),
    expect.stringMatching(/secret-.*\.json:\d+: this looks like an access key id/),
  ]);
});

it.each(['list', 'verify', 'edit-check', 'prune', 'export'])(
  '%s of a folder that is not there is refused in one line',
  async (command) => {
    const more = { prune: ['--older-than', '1'], export: ['--out', 'x'] }[command] ?? [];
    expect(await run(command, join(folder, 'absent'), ...more)).toMatchObject({
      status: 2,
      err: 'bedrock-local: FOLDER/absent is no folder of recordings; bedrock-local record makes one\n',
    });
  },
);
