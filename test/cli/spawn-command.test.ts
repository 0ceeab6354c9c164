import { describe, expect, it } from 'vitest';
import { findOnWindows, quoteForBatch, windowsCommand } from '../../src/cli/spawn-command.js';

const environment = { Path: 'C:\\Windows;C:\\node', PATHEXT: '.COM;.EXE;.BAT;.CMD', ComSpec: 'C:\\Windows\\cmd.exe' };

describe('on Windows', () => {
  const files = ['C:\\node\\npm.cmd', 'C:\\node\\npm', 'C:\\node\\node.exe', 'tools\\x.bat'];
  const find = (command: string) => findOnWindows(command, environment, (path) => files.includes(path));

  it('finds what cmd.exe would run', () => {
    expect(find('npm')).toBe('C:\\node\\npm.cmd');
    expect(find('node')).toBe('C:\\node\\node.exe');
    expect(find('node.exe')).toBe('C:\\node\\node.exe');
    expect(find('.\\tools\\x')).toBe('tools\\x.bat');
    expect(find('absent')).toBeUndefined();
  });

  it('starts a program without any shell', () => {
    expect(windowsCommand('C:\\node\\node.exe', ['a b', '&'], environment)).toEqual([
      'C:\\node\\node.exe',
      ['a b', '&'],
      {},
    ]);
  });

  it('starts a batch file through cmd.exe, with arguments that it cannot read as its own', () => {
    const [file, args, options] = windowsCommand('C:\\Program Files\\npm.cmd', ['run', 'a&b'], environment);
    expect(file).toBe('C:\\Windows\\cmd.exe');
    expect(args).toEqual(['/d', '/s', '/c', '"C:\\Program^ Files\\npm.cmd ^^^"run^^^" ^^^"a^^^&b^^^""']);
    expect(options).toEqual({ windowsVerbatimArguments: true });
  });

  it('leaves no character of cmd.exe unescaped in an argument', () => {
    for (const argument of ['a&b', '%PATH%', 'x|y>z', '"&calc&"', 'back\\', 'q\\"'])
      expect(quoteForBatch(argument).replaceAll(/\^\^\^[()\][%!^"`<>&|;, *?]/g, '')).not.toMatch(
        /[()\][%!^"`<>&|;, *?]/,
      );
    expect(quoteForBatch('back\\')).toBe('^^^"back\\\\^^^"');
  });
});
