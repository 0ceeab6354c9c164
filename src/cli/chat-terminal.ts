/** A terminal, or a pipe, as a chat takes it: prompts and notes are for a person, through a pipe go answers alone. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { ChatTerminal } from '../client/chat.js';
import { onEndingSignal, signalStatus } from './signals.js';

export interface Streams {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  stderr: NodeJS.WritableStream;
}

export interface OpenTerminal extends ChatTerminal {
  /** Whether a person sits there. */
  typed: boolean;
  /** What the signal ended the chat with; undefined where it ended of itself. */
  status(): number | undefined;
  /** The signal of the turn under way. */
  current(): AbortSignal;
  close(): void;
}

const dim = (text: string) => text.replaceAll(/^.+$/gm, '\x1b[2m$&\x1b[22m');

/** What readline echoes goes nowhere while an answer is written: keys pressed meanwhile show with the next prompt. */
function createEcho(stdout: Streams['stdout'], isMuted: () => boolean): Writable {
  const echo = new Writable({
    write(chunk, _, done) {
      if (!isMuted()) stdout.write(chunk);
      done();
    },
  });
  return Object.defineProperty(echo, 'columns', { get: () => stdout.columns });
}

export function createTerminal(
  { stdin, stdout, stderr }: Streams,
  describe: (error: unknown, modelId: string) => string,
): OpenTerminal {
  const typed = stdin.isTTY === true;
  let turn = new AbortController();
  let isAnswering = false;
  let isNamed = false;
  let isWarned = false;
  let ending: NodeJS.Signals | undefined;
  const output = typed ? createEcho(stdout, () => isAnswering) : undefined;
  const reader = createInterface({ input: stdin, output, terminal: typed, prompt: 'User: ', historySize: 500 });

  function end(signal: NodeJS.Signals): void {
    ending ??= signal;
    turn.abort();
    reader.close();
  }
  const stop = onEndingSignal(end);

  /** The first ends the answer, or what was typed; the second ends the chat. */
  function interrupt(): void {
    if (isWarned) end('SIGINT');
    else if (isAnswering) turn.abort();
    else dropLine();
    isWarned = true;
  }

  function dropLine(): void {
    stdout.write('\n');
    note('Ctrl-C once more, or Ctrl-D, ends the chat.');
    reader.write(null, { ctrl: true, name: 'e' });
    reader.write(null, { ctrl: true, name: 'u' });
    reader.prompt();
  }
  reader.on('SIGINT', interrupt);
  reader.on('close', () => typed && stdout.write('\n'));

  let unseen = 0;
  reader.on('line', () => {
    if (typed && isAnswering) unseen++;
  });
  // From now on, not from when the chat begins to ask: what is piped in does not wait.
  const read = reader[Symbol.asyncIterator]();
  async function* lines() {
    for await (const line of read) {
      if (ending) return;
      if (unseen > 0) stdout.write(`${line}\n`);
      unseen = Math.max(0, unseen - 1);
      isWarned = false;
      isAnswering = true;
      yield line;
    }
  }

  function note(text: string): void {
    isNamed = false;
    if (typed && text) stdout.write(`${dim(text)}\n`);
  }

  return {
    typed,
    lines: lines(),
    note,
    status: () => ending && signalStatus(ending),
    current: () => turn.signal,
    ask() {
      isAnswering = false;
      if (typed && !ending) reader.prompt();
    },
    write(text) {
      if (typed && !isNamed) stdout.write('Assistant: ');
      isNamed = true;
      stdout.write(text);
    },
    complain: (error, modelId) => stderr.write(`${describe(error, modelId)}\n`),
    signal() {
      turn = new AbortController();
      isNamed = false;
      return turn.signal;
    },
    close() {
      stop();
      reader.removeAllListeners('close');
      reader.close();
    },
  };
}
