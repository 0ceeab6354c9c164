/** The command line as a function: sub-commands from their table, mistakes as one line and status 2. */
import { Command, CommanderError } from 'commander';
import { isUserError } from '../client/user-error.js';
import { OptionError } from '../server/options.js';
import { commands } from './index.js';
import { packageVersion } from './version.js';

const examples = `
Examples:
  $ bedrock-local                      serve on 127.0.0.1:4567, and print what to set
  $ bedrock-local run -- npm test      serve for one command, with everything set
  $ bedrock-local chat --stream        talk to a model
  $ bedrock-local doctor               why does my client not arrive here?

"bedrock-local start --help" lists the options of the server.`;

/** Where help and mistakes are written. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

const processOutput: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

const oneLine = (text: string) =>
  text
    .replace(/^error: /, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');

/** Runs the command that `args` name and resolves with the status to exit with. Rejects only where this program is at fault. */
export async function main(args: string[], { out, err }: Output = processOutput): Promise<number> {
  const complain = (text: string) => err(`bedrock-local: ${oneLine(text)}\n`);
  const program = new Command('bedrock-local')
    .description('A local Amazon Bedrock: the bedrock and bedrock-runtime APIs on one port.')
    .version(packageVersion(), '-v, --version')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err, outputError: complain })
    .addHelpText('after', examples);
  for (const add of commands) add(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof OptionError || isUserError(error))) throw error;
    complain(error.message);
    return 2;
  }
}
