/** `bedrock-local init`: a configuration file and a first fixture, which an editor can complete and check. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { findConfigFile, OptionError } from '../server/options.js';

const schemas = 'node_modules/bedrock-local/dist/fixtures';

const configuration = `# yaml-language-server: $schema=./${schemas}/config.schema.json
# What stands here are the defaults; "bedrock-local start --help" lists every option.
port: 4567
region: us-east-1
seed: 0

# Refuse what no fixture matches, instead of answering with words of the emulator's own.
strictFixtures: false
`;

const fixture = `# yaml-language-server: $schema=../${schemas}/fixture.schema.json
# Every file of this directory is loaded at the start, and again when it changes.
# "bedrock-local explain --last" says which fixture answered, and why the others did not.
- match:
    lastUserTurn: { pattern: hello, flags: i }
  reply:
    text: 'Hello from {{model}}. You said: {{lastUserTurn}}'
`;

function init(directory: string, _flags: object, command: Command): void {
  const root = resolve(directory);
  const files: [string, string][] = [
    [findConfigFile(root) ?? join(root, 'bedrock-local.config.yaml'), configuration],
    [join(root, 'fixtures', 'hello.yaml'), fixture],
  ];
  const said = files.map(([path, text]) => {
    const name = relative(root, path);
    if (existsSync(path)) return `kept  ${name}, which was there`;
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text, { flag: 'wx' });
    } catch (cause) {
      throw new OptionError(`${path} cannot be written (${(cause as NodeJS.ErrnoException).code})`);
    }
    return `wrote ${name}`;
  });
  command.configureOutput().writeOut?.(`${said.join('\n')}\n`);
}

export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a configuration file and a first fixture')
    .argument('[directory]', 'where', '.')
    .addHelpText('after', '\nWhat is there already is kept.\nStatus: 0, or 2 where a file cannot be written.')
    .action(init);
}
