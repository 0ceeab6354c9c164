import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFixtureFiles } from '../../src/server/fixture-files.js';
import { defaultSettings } from '../../src/server/settings.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-fixtures-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string) {
  mkdirSync(join(directory, name, '..'), { recursive: true });
  writeFileSync(join(directory, name), text);
}
const read = (...paths: string[]) =>
  readFixtureFiles(
    { paths: paths.length ? paths.map((path) => join(directory, path)) : [directory], named: true },
    defaultSettings,
  );
const short = (text: string) => text.replace(`${directory}/`, '');

describe('fixture files', () => {
  it('hold one or a list, in YAML or JSON, at any depth, each known by file and line', () => {
    file('b.yaml', '# two\n- reply: { text: one }\n\n- id: mine\n  reply:\n    text: two\n');
    file('deep/a.json', '{"match": {"prompt": "x"}, "reply": {"text": "three"}}');
    file('c.yml', 'reply: { text: four }\n');
    file('d.json', '[\n {"reply": {"text": "five"}},\n {"reply": {"text": "six"}}\n]');
    file('notes.md', 'not one');
    file('empty.yaml', '# nothing yet\n');
    expect(read().map(({ id, source, reply }) => [short(id), short(source), (reply as { text: string }).text])).toEqual(
      [
        ['b.yaml:2', 'b.yaml:2', 'one'],
        ['mine', 'b.yaml:4', 'two'],
        ['c.yml:1', 'c.yml:1', 'four'],
        ['d.json:2', 'd.json:2', 'five'],
        ['d.json:3', 'd.json:3', 'six'],
        ['deep/a.json:1', 'deep/a.json:1', 'three'],
      ],
    );
    expect(read('c.yml', 'deep')).toHaveLength(2);
  });

  it.each<[string, string, string]>([
    [
      'typo',
      '- reply: { text: a }\n- match:\n    modle: x\n  reply: { text: b }',
      '3: fixture/match: "modle" is not a key',
    ],
    ['typo in JSON', '{\n "reply": {\n  "txet": "a"\n }\n}', '3: fixture/reply: "txet" is not a key'],
    ['model', 'match:\n  model: acme.none\nreply: { text: a }', '2: fixture/match/model: "acme.none" is no model'],
    [
      'sequence',
      'match: { model: amazon.titan-text-express-v1 }\nreply:\n  - text: a\n  - toolCalls:\n      - { name: a, input: {} }',
      '4: fixture/reply/1: amazon.titan-text-express-v1 calls no tools',
    ],
    ['no reply', '- reply: { text: a }\n- match: { prompt: x }', "2: fixture: must have required property 'reply'"],
    ['no YAML', 'reply: {', '1: cannot be parsed: '],
    ['no fixture', 'just text', '1: fixture: must be object'],
    [
      'id twice',
      '- { id: a, reply: { text: a } }\n- { id: a, reply: { text: b } }',
      '2: the id a is that of a.yaml:1 too; give each its own',
    ],
  ])('name the line of a mistake: %s', (_name, text, sentence) => {
    file('a.yaml', text);
    expect(() => read()).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(`/a.yaml:${sentence.replace('that of ', `that of ${directory}/`)}`),
      }),
    );
  });

  it('must be there where they were named', () => {
    expect(() => read('none.yaml')).toThrow('none.yaml does not exist');
    expect(readFixtureFiles({ paths: [join(directory, 'fixtures')], named: false }, defaultSettings)).toEqual([]);
  });
});

describe('docs/fixtures.md', () => {
  it('shows fixtures that can be loaded', () => {
    const page = readFileSync(new URL('../../docs/fixtures.md', import.meta.url), 'utf8');
    const blocks = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!);
    blocks.forEach((text, index) => {
      file(`${index}.yaml`, text.startsWith('match:') ? `${text}reply: { text: x }\n` : text);
    });
    expect(read()).toHaveLength(7);
  });
});
