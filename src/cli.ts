#!/usr/bin/env node
/** The command line: sub-commands from their table, mistakes as one line and status 2. */
import { Command, CommanderError } from 'commander';
import { commands } from './cli/index.js';
import { packageVersion } from './cli/version.js';
import { OptionError } from './server/options.js';

const examples = `
Examples:
  $ bedrock-local                      serve on 127.0.0.1:4567, and print what to set
  $ bedrock-local run -- npm test      serve for one command, with everything set
  $ bedrock-local chat --stream        talk to a model
  $ bedrock-local doctor               why does my client not arrive here?

"bedrock-local start --help" lists the options of the server.`;

const oneLine = (text: string) =>
  text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
const complain = (text: string) => process.stderr.write(`bedrock-local: ${oneLine(text)}\n`);

const program = new Command('bedrock-local')
  .description('A local Amazon Bedrock: the bedrock and bedrock-runtime APIs on one port.')
  .version(packageVersion(), '-v, --version')
  .enablePositionalOptions()
  .exitOverride()
  .configureOutput({ outputError: complain })
  .addHelpText('after', examples);
for (const add of commands) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof OptionError) {
    complain(error.message);
    process.exitCode = 2;
  } else throw error;
}
