import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Recording } from '../../../src/fixtures/recording.js';
import type { CapturedRequest } from '../../../src/server/recordings/captured.js';
import type { RecordingStore } from '../../../src/server/recordings/store.js';
import { askConverse, exchange, filesOf, makeFolder, open, rules, say, textOf } from './captured.js';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
});

async function record(store: RecordingStore, question: string, ...answers: string[]): Promise<void> {
  for (const answer of answers) await store.write(exchange(askConverse(question), say(answer)));
}

const textIn = (recording: Recording | undefined) =>
  recording && /"text":"([^"]*)"/.exec(JSON.stringify(recording.reply.raw.body))?.[1];
const answers = (store: RecordingStore, request: CapturedRequest, count: number) =>
  Array.from({ length: count }, () => textIn(store.find(request)));

describe('several recordings of one request', () => {
  it('come in their order, more than nine too, and the last one stays', async () => {
    const said = Array.from({ length: 11 }, (_, index) => `answer ${index}`);
    await record(open(folder), 'Next?', ...said);
    expect(answers(open(folder), askConverse('Next?'), 13)).toEqual([...said, 'answer 10', 'answer 10']);
  });

  it('give way one by one to those of a new run, where that is asked for', async () => {
    await record(open(folder), 'Next?', 'one', 'two', 'three');
    const before = filesOf(folder);
    await record(open(folder, { replace: true }), 'Next?', 'ONE', 'TWO');
    expect(filesOf(folder)).toEqual(before);
    expect(answers(open(folder), askConverse('Next?'), 3)).toEqual(['ONE', 'TWO', 'three']);
    await record(open(folder), 'Next?', 'four');
    expect(answers(open(folder), askConverse('Next?'), 4)).toEqual(['ONE', 'TWO', 'three', 'four']);
  });

  it('are of the region of the request, where it has some', async () => {
    const store = open(folder);
    const ask = (region: string) => askConverse('Where?', { region });
    for (const region of ['us-east-1', 'eu-west-1']) await store.write(exchange(ask(region), say(region)));
    const again = open(folder);
    expect(answers(again, ask('eu-west-1'), 2)).toEqual(['eu-west-1', 'eu-west-1']);
    expect(answers(again, ask('us-east-1'), 1)).toEqual(['us-east-1']);
    expect(answers(again, ask('ap-south-1'), 2)).toEqual(['us-east-1', 'eu-west-1']);
  });
});

it('what is written is found at once, and what replaces it is too', async () => {
  const store = open(folder);
  await record(store, 'Hi', 'one');
  const found = store.find(askConverse('Hi'));
  expect(textIn(found)).toBe('one');
  await store.write(exchange(askConverse('Hi'), say('two')), found);
  expect(textIn(store.find(askConverse('Hi')))).toBe('two');
  expect(store.size).toBe(1);
  expect(filesOf(folder)).toHaveLength(1);
});

it('recordings that were made by other rules are found by those of now', async () => {
  const request = (day: string) => askConverse(`Today is ${day}. What day is it?`);
  await open(folder).write(exchange(request('2026-01-01'), say('New Year')));
  const lenient = { ...rules, ignore: { ...rules.ignore, patterns: ['\\d{4}-\\d\\d-\\d\\d'] } };
  expect(open(folder).find(request('2026-05-05'))).toBeUndefined();
  const store = open(folder, { rules: lenient });
  expect(textIn(store.find(request('2026-05-05')))).toBe('New Year');
  expect(store.size).toBe(1);
});

it('is older than so many days by its own date', async () => {
  const store = open(folder);
  const at = new Date(Date.now() - 10 * 86_400_000).toISOString();
  await store.write(exchange(askConverse('Old?'), say('yes'), { at }));
  const found = store.find(askConverse('Old?'))!;
  expect([store.olderThan(found, 9), store.olderThan(found, 11)]).toEqual([true, false]);
});

describe('a miss', () => {
  it('names the nearest recording and the first difference, however far in', async () => {
    const long = 'words and words. '.repeat(40);
    await record(open(folder), `${long} Red?`, 'x');
    await record(open(folder), 'Something else', 'x');
    expect(open(folder).explainMiss(askConverse(`${long} Blue?`))).toMatch(
      /^the nearest is converse\/amazon\.nova-lite\/words-and-.*\.json, where body\.messages\.0\.content\.0\.text is "?\.\.\..* Red\?" and here is \.\.\..* Blue\?"$/,
    );
  });

  it('says so where there is nothing', () => {
    expect(open(folder).explainMiss(askConverse('Hi'))).toBe(`there are no recordings in ${folder}`);
    expect(open(join(folder, 'absent')).explainMiss(askConverse('Hi'))).toMatch(/^there are no recordings in /);
  });
});

describe('a file that is no recording', () => {
  const change = async (from: string | RegExp, to: string) => {
    await record(open(folder), 'Hi', 'Hello');
    await record(open(folder), 'Other', 'serves');
    const path = filesOf(folder).find((one) => one.includes('/hi-'))!;
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text).toMatch(from);
    writeFileSync(join(folder, path), text.replace(from, to));
    const line = text.slice(0, text.search(from)).split('\n').length;
    const store = open(folder);
    expect(textIn(store.find(askConverse('Other')))).toBe('serves');
    expect(store.find(askConverse('Hi'))).toBeUndefined();
    expect(store.problems).toHaveLength(1);
    return store.problems[0]!.replace(join(folder, path), 'FILE').replace(`:${line}:`, ':LINE:');
  };

  it.each<[string, RegExp, string, RegExp]>([
    ['cut off', /"status": 200[\s\S]*/, '"st', /^FILE:LINE: cannot be parsed: /],
    ['with a comma too few', /(?<="protocol": "h2"),/, '', /^FILE:(?:LINE|\d+): cannot be parsed: /],
    [
      'foreign',
      /\{[\s\S]*/,
      '{"name": "package"}',
      /^FILE:LINE: is no recording: "match.request" must be the hash of its request$/,
    ],
    ['a list', /\{[\s\S]*/, '[]', /^FILE:LINE: is no recording: it must be an object$/],
    ['empty', /[\s\S]+/, '', /^FILE:LINE: cannot be parsed: /],
    [
      'with a status that is none',
      /"status": 200/,
      '"status": "OK"',
      /^FILE:LINE: is no recording: "reply.raw.status" must be a number$/,
    ],
    [
      'with a date that is none',
      /"at": "[^"]*"/,
      '"at": "yesterday"',
      /^FILE:LINE: is no recording: "recorded.at" must be a date$/,
    ],
    [
      'with a body that is none',
      /"body": \{\s+"json": \{\s+"output"/,
      '"body": {"text": {"output"',
      /^FILE:LINE: is no recording: "reply.raw.body" must be a text, \{ json \} or \{ base64 \}$/,
    ],
    [
      'with an event that is none',
      /(?<="raw": \{)\s+"body": /,
      '"events": [1], "was": ',
      /^FILE:(?:LINE|\d+): is no recording: an event must have "atMs", "headers" and "payload"$/,
    ],
  ])('%s is named with its line, and the others serve', async (_, from, to, problem) => {
    expect(await change(from, to)).toMatch(problem);
  });

  it('since the folder was opened is named when it is asked for', async () => {
    await record(open(folder), 'Hi', 'one', 'two');
    const store = open(folder);
    rmSync(join(folder, filesOf(folder).find((path) => !path.endsWith('-2.json'))!));
    expect(textIn(store.find(askConverse('Hi')))).toBe('two');
    expect(store.problems).toEqual([expect.stringMatching(/hi-[0-9a-f]{6}\.json cannot be read \(ENOENT\)$/)]);
  });
});

it('a folder that is a file is told of in one sentence', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, '');
  await expect(record(open(path), 'Hi', 'one')).rejects.toThrow(
    /file\/converse\/amazon\.nova-lite cannot be written: a part of the path is a file$/,
  );
});

it('a recording differs from the one before only where the exchange did', async () => {
  const more = { body: Buffer.from('{ "inferenceConfig": {}, "messages": [] }') };
  const other = { body: Buffer.from('{"messages":[],"inferenceConfig":{}}') };
  for (const request of [askConverse('', more), askConverse('', other)])
    await open(folder, { replace: false }).write(exchange(request, say('same')));
  const [one, two] = filesOf(folder).map((path) => textOf(folder, path));
  expect(one).toBe(two);
});
