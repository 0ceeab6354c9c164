/** Starts a command with its arguments as they are, on every system, without a shell that could read them otherwise. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { win32 } from 'node:path';
import type { Environment } from '../server/options.js';

/** Environment names have no case on Windows: `Path` is PATH. */
function variable(environment: Environment, name: string): string {
  return Object.entries(environment).find(([key]) => key.toUpperCase() === name)?.[1] ?? '';
}

/** The file that cmd.exe would run for `command`: PATHEXT decides, so `npm` is `npm.cmd`. Undefined where there is none. */
export function findOnWindows(
  command: string,
  environment: Environment,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const extensions = (variable(environment, 'PATHEXT') || '.COM;.EXE;.BAT;.CMD').toLowerCase().split(';');
  const named = /[\\/]/.test(command);
  const directories = named ? [''] : ['.', ...variable(environment, 'PATH').split(';').filter(Boolean)];
  const endings = extensions.includes(win32.extname(command).toLowerCase()) ? [''] : extensions;
  return directories
    .flatMap((directory) => endings.map((ending) => win32.join(directory, command + ending)))
    .find((path) => exists(path));
}

const meta = /([()\][%!^"`<>&|;, *?])/g;

/**
 * One argument for a batch file. The C runtime's quoting comes first (backslashes before a quote are doubled); then each
 * character that cmd.exe reads is escaped twice, because a batch file hands `%*` through its parser once more.
 */
export function quoteForBatch(argument: string): string {
  const quoted = `"${argument.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, '$1$1')}"`;
  return quoted.replaceAll(meta, '^$1').replaceAll(meta, '^$1');
}

/** What `spawn` is given on Windows: cmd.exe for a batch file, since it alone runs those, else the program itself. */
export function windowsCommand(
  path: string,
  args: string[],
  environment: Environment,
): [string, string[], SpawnOptions] {
  if (!/\.(cmd|bat)$/i.test(path)) return [path, args, {}];
  const line = [win32.normalize(path).replaceAll(meta, '^$1'), ...args.map(quoteForBatch)].join(' ');
  const shell = variable(environment, 'COMSPEC') || 'cmd.exe';
  return [shell, ['/d', '/s', '/c', `"${line}"`], { windowsVerbatimArguments: true }];
}

/** The child shares our input, output and errors. A command that does not exist makes it emit `error` with ENOENT. */
export function spawnCommand(command: string, args: string[], environment: Environment): ChildProcess {
  const options: SpawnOptions = { env: environment, stdio: 'inherit' };
  if (process.platform !== 'win32') return spawn(command, args, options);
  const path = findOnWindows(command, environment) ?? command;
  const [file, words, more] = windowsCommand(path, args, environment);
  return spawn(file, words, { ...options, ...more });
}
