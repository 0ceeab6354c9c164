import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { createTerminal, type OpenTerminal } from '../../src/cli/chat-terminal.js';

const ctrlC = '\x03';
const ctrlD = '\x04';

let terminal: OpenTerminal;
afterEach(() => terminal.close());

function open(isTTY: boolean) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 80 });
  const stderr = new PassThrough({ encoding: 'utf8' });
  terminal = createTerminal({ stdin, stdout, stderr }, (error) => `bedrock-local: ${(error as Error).message}`);
  const type = async (keys: string) => {
    stdin.write(keys);
    await new Promise(setImmediate);
  };
  return { type, shown: () => String(stdout.read() ?? ''), errors: () => String(stderr.read() ?? '') };
}

/** Reads as a chat does, and lets the test decide when an answer ends. */
async function nextLine(): Promise<string | undefined> {
  const { value, done } = await terminal.lines[Symbol.asyncIterator]().next();
  return done ? undefined : value;
}

describe('a person', () => {
  it('is asked, named, and told beside the answer', async () => {
    const { type, shown } = open(true);
    terminal.ask();
    await type('Hi\r');
    expect(await nextLine()).toBe('Hi');
    terminal.signal();
    for (const part of ['Hel', 'lo', '\n']) terminal.write(part);
    terminal.note('[3 in + 2 out tokens, 5 ms]');
    const text = shown();
    expect(text).toContain('User: ');
    expect(text).toContain('Assistant: Hello\n\x1b[2m[3 in + 2 out tokens, 5 ms]\x1b[22m\n');
  });

  it('does not see what is typed in the middle of an answer, but at the next prompt', async () => {
    const { type, shown } = open(true);
    terminal.ask();
    await type('Hi\r');
    await nextLine();
    shown();
    await type('and then');
    terminal.write('Hello');
    expect(shown()).toBe('Assistant: Hello');
    terminal.ask();
    expect(shown()).toContain('and then');
  });

  it('sees a line again that was entered in the middle of an answer, when its turn comes', async () => {
    const { type, shown } = open(true);
    terminal.ask();
    await type('Hi\r');
    await nextLine();
    await type('More\r');
    shown();
    terminal.ask();
    expect(await nextLine()).toBe('More');
    expect(shown()).toMatch(/User: .*More\n$/s);
  });

  it('ends an answer by Ctrl-C, and the chat by a second', async () => {
    const { type } = open(true);
    terminal.ask();
    await type('Hi\r');
    await nextLine();
    const signal = terminal.signal();
    await type(ctrlC);
    expect(signal.aborted).toBe(true);
    expect(terminal.status()).toBeUndefined();
    terminal.ask();
    await type(ctrlC);
    expect(terminal.status()).toBe(130);
    expect(await nextLine()).toBeUndefined();
  });

  it('goes on after a Ctrl-C where something is said in between', async () => {
    const { type, shown } = open(true);
    terminal.ask();
    await type('half a thought');
    await type(ctrlC);
    expect(shown()).toContain('Ctrl-C once more, or Ctrl-D, ends the chat.');
    await type('Hi\r');
    expect(await nextLine()).toBe('Hi');
    terminal.ask();
    await type(ctrlC);
    expect(terminal.status()).toBeUndefined();
  });

  it('ends the chat by Ctrl-D, which is no mistake', async () => {
    const { type } = open(true);
    terminal.ask();
    await type(ctrlD);
    expect(await nextLine()).toBeUndefined();
    expect(terminal.status()).toBeUndefined();
  });
});

describe('a pipe', () => {
  it('gets answers alone, and errors where they belong', async () => {
    const { type, shown, errors } = open(false);
    terminal.ask();
    await type('Hi\n');
    expect(await nextLine()).toBe('Hi');
    terminal.write('Hello');
    terminal.write('\n');
    terminal.note('[tokens]');
    terminal.complain(new Error('no'), 'm');
    expect(shown()).toBe('Hello\n');
    expect(errors()).toBe('bedrock-local: no\n');
  });
});
