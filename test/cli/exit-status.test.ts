import { describe, expect, it } from 'vitest';
import { exitStatus } from '../../src/cli/exit-status.js';
import { spawnCommand } from '../../src/cli/spawn-command.js';
import { processEnvironment } from '../../src/server/options.js';

async function statusOf(command: string, ...args: string[]) {
  const lines: string[] = [];
  const child = spawnCommand(command, args, processEnvironment());
  return { status: await exitStatus(child, command, (line) => lines.push(line)), lines };
}

describe('exitStatus', () => {
  it('is that of the command', async () => {
    expect(await statusOf(process.execPath, '-e', 'process.exit(3)')).toEqual({ status: 3, lines: [] });
  });

  it.runIf(process.platform !== 'win32')('is 128 + n where signal n ended it', async () => {
    const { status } = await statusOf(process.execPath, '-e', 'process.kill(process.pid, "SIGKILL")');
    expect(status).toBe(137);
  });

  it('is 127 where the command is not there, and says so', async () => {
    expect(await statusOf('no-such-command')).toEqual({ status: 127, lines: ['no-such-command: command not found'] });
  });

  it('leaves no signal listener behind', async () => {
    const before = process.listenerCount('SIGTERM');
    await statusOf(process.execPath, '-e', '');
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});
