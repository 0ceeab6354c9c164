/** How each shell is told to set variables, and which shell the user most likely has. */
import type { Environment } from '../server/options.js';

export type Shell = 'posix' | 'powershell' | 'cmd';

interface ShellStyle {
  /** As a person calls it. */
  title: string;
  set(name: string, value: string): string;
  /** Between commands that stand on one line. */
  joiner: string;
  /** One argument, quoted where it must be. */
  quote(argument: string): string;
  /** What posts `body` to `url` and shows the reply. */
  post(url: string, body: string, caPath: string | undefined): string;
}

const plain = /^[\w@%+=:,./\\-]+$/;
const header = 'content-type: application/json';
const authority = (caPath: string | undefined, quote: (text: string) => string) =>
  caPath ? ` --cacert ${quote(caPath)}` : '';

const posixQuote = (argument: string) =>
  plain.test(argument) && !argument.includes('\\') ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
const powershellQuote = (argument: string) => `'${argument.replaceAll("'", "''")}'`;
const cmdQuote = (argument: string) => (plain.test(argument) ? argument : `"${argument.replaceAll('"', '\\"')}"`);

export const shells: Record<Shell, ShellStyle> = {
  posix: {
    title: 'bash, zsh, sh',
    joiner: '; ',
    set: (name, value) => `export ${name}=${posixQuote(value)}`,
    quote: posixQuote,
    post: (url, body, caPath) =>
      `curl${authority(caPath, posixQuote)} ${posixQuote(url)} -H '${header}' -d ${posixQuote(body)}`,
  },
  powershell: {
    title: 'PowerShell',
    joiner: '; ',
    set: (name, value) => `$env:${name} = ${powershellQuote(value)}`,
    quote: powershellQuote,
    post: (url, body) =>
      `irm ${powershellQuote(url)} -Method Post -ContentType application/json -Body ${powershellQuote(body)} | ConvertTo-Json -Depth 9`,
  },
  cmd: {
    title: 'cmd',
    joiner: ' & ',
    set: (name, value) => `set "${name}=${value}"`,
    quote: cmdQuote,
    post: (url, body, caPath) =>
      `curl${authority(caPath, cmdQuote)} ${cmdQuote(url)} -H "${header}" -d ${cmdQuote(body)}`,
  },
};

/** Git's bash sets MSYSTEM on Windows, cmd alone sets PROMPT there; elsewhere only PowerShell sets PSModulePath. */
export function detectShell(environment: Environment, platform: NodeJS.Platform): Shell {
  if (platform !== 'win32') return environment.PSModulePath ? 'powershell' : 'posix';
  if (environment.MSYSTEM) return 'posix';
  return environment.PROMPT ? 'cmd' : 'powershell';
}
