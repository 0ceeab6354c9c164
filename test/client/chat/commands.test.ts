import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPath } from '../../../src/client/chat/attachments.js';
import { chatCommands, runChatCommand } from '../../../src/client/chat/commands.js';
import { openSession } from '../../../src/client/chat/session.js';

const picture = Buffer.from('89504e470d0a1a0a', 'hex');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-commands-'));
  mkdirSync(join(directory, 'my files'));
  writeFileSync(join(directory, 'cat.jpg'), picture);
  writeFileSync(join(directory, 'my files', 'Q3_report: final!.md'), '# Report');
  writeFileSync(join(directory, 'page.xyz'), 'x');
});
afterAll(() => rmSync(directory, { recursive: true }));

const session = () => openSession({ modelId: 'm', stream: true });

describe('commands of a chat', () => {
  it('attach a picture by what its bytes are', () => {
    const open = session();
    expect(runChatCommand(`/image ${directory}/cat.jpg`, open)).toMatch(/goes with your next message \(1 attachment\)/);
    expect(open.attachments).toEqual([{ image: { format: 'png', source: { bytes: new Uint8Array(picture) } } }]);
  });

  it('attach a document under a name that Converse takes, and no name twice', () => {
    const open = session();
    const line = `/document "${directory}/my files/Q3_report: final!.md"`;
    runChatCommand(line, open);
    runChatCommand(line, open);
    expect(open.attachments.map(({ document }) => document)).toMatchObject([
      { format: 'md', name: 'Q3 report final' },
      { format: 'md', name: 'Q3 report final (2)' },
    ]);
  });

  it('turn tools and streaming over, or as told', () => {
    const open = session();
    runChatCommand('/tools', open);
    runChatCommand('/stream off', open);
    expect(open).toMatchObject({ tools: true, stream: false });
    runChatCommand('/tools off', open);
    expect(open.tools).toBe(false);
  });

  it('take thoughts out where the model changes, since another one refuses their signature', () => {
    const open = session();
    const thought = { reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } };
    open.messages = [{ role: 'assistant', content: [thought, { text: 'Yes.' }] }];
    runChatCommand('/model other', open);
    expect(open).toMatchObject({ modelId: 'other', messages: [{ content: [{ text: 'Yes.' }] }] });
  });

  it('save, and again to the same file, but over no other', () => {
    const open = session();
    const path = join(directory, 'saved.json');
    expect(runChatCommand(`/save ${path}`, open)).toContain(`saved to ${path}`);
    expect(runChatCommand(`/save ${path}`, open)).toContain('saved to');
    expect(() => runChatCommand(`/save ${path}`, session())).toThrow(/is there already; name another file/);
  });

  it('forget', () => {
    const open = session();
    runChatCommand(`/image ${directory}/cat.jpg`, open);
    open.messages = [{ role: 'user', content: [{ text: 'a' }] }];
    runChatCommand('/clear', open);
    expect(open).toMatchObject({ messages: [], attachments: [] });
  });

  it('are all in the help', () => {
    const help = runChatCommand('/help', session());
    for (const name of Object.keys(chatCommands)) expect(help).toContain(`/${name}`);
  });

  it.each([
    ['/image', /name the file/],
    ['/image none.png', /none\.png cannot be read: there is no such file/],
    ['/image .', /cannot be read: it is a folder/],
    ['/tools perhaps', /on or off, not "perhaps"/],
    ['/save', /name the file to save to/],
    ['/save /nowhere/at/all.json', /cannot be written: there is no such file or folder/],
    ['/nothing', /no command \/nothing/],
    ['/constructor', /no command \/constructor/],
  ])('say in one sentence what is wrong: %s', (line, words) => {
    expect(() => runChatCommand(line, session())).toThrow(words);
  });

  it('say what a document and a picture may be', () => {
    expect(() => runChatCommand(`/document ${directory}/page.xyz`, session())).toThrow(/\.pdf, \.csv/);
    expect(() => runChatCommand(`/image ${directory}/page.xyz`, session())).toThrow(/PNG, JPEG, GIF or WebP/);
  });
});

it.runIf(process.platform !== 'win32')('a path is read as it is typed or dropped', () => {
  expect(readPath("'/a b/c.png'", homedir())).toBe('/a b/c.png');
  expect(readPath('/a\\ b/c.png', homedir())).toBe('/a b/c.png');
  expect(readPath('~/c.png', '/home/me')).toBe('/home/me/c.png');
});
