/** The exit status of a child, while the signals that ask us to end go on to it. */
import type { ChildProcess } from 'node:child_process';
import { onEndingSignal, signalStatus } from './signals.js';

/** As shells have it: 127 for a command that is not there, 126 for one that may not be run. */
const spawnStatus: Record<string, number> = { ENOENT: 127, EACCES: 126 };

/**
 * Resolves when the child has ended: with its status, or 128 + n where signal n ended it. Says by `complain` why a
 * command could not be started. A terminal's Ctrl-C is not passed on: the child gets it from the terminal.
 */
export function exitStatus(child: ChildProcess, command: string, complain: (line: string) => void): Promise<number> {
  return new Promise((resolve) => {
    const stop = onEndingSignal((signal) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
    const settle = (status: number) => {
      stop();
      resolve(status);
    };
    child.once('exit', (code, signal) => settle(code ?? signalStatus(signal ?? 'SIGKILL')));
    child.once('error', (error: NodeJS.ErrnoException) => {
      complain(`${command}: ${error.code === 'ENOENT' ? 'command not found' : error.message}`);
      settle(spawnStatus[error.code ?? ''] ?? 1);
    });
  });
}
