/** `bedrock-local run -- COMMAND`: a server for the life of one command, whose clients all reach it. */
import type { Command } from 'commander';
import { readOptions } from '../server/options.js';
import { runServed } from './served-command.js';
import { addServerFlags, givenFlags } from './server-flags.js';

const examples = `
Examples:
  $ bedrock-local run -- npm test
  $ bedrock-local run -- python chat.py
  $ bedrock-local run --log-level info -- pytest -q     with one line for each exchange, on standard error
  $ bedrock-local run -- bash                           a shell in which everything is set

The port is a free one unless --port is given. The command gets the endpoint of both services, credentials and
region, and ANTHROPIC_BEDROCK_BASE_URL; 127.0.0.1 and localhost are exempt from proxies. Variables that send clients
elsewhere are taken away (AWS_PROFILE, AWS_USE_FIPS_ENDPOINT, AWS_BEARER_TOKEN_BEDROCK, ...), and the profiles of
~/.aws keep their names but not their settings: no real credential reaches the command. After a command that failed,
the last 20 exchanges are shown on standard error.
Status: that of the command; 128 + n where signal n ended it; 127 where it was not found; 2 where an option is at fault.`;

async function run(words: [string, ...string[]], command: Command): Promise<void> {
  const flags = { port: '0', ...givenFlags(command) };
  const options = readOptions({ flags, defaults: { logLevel: 'silent' } });
  process.exitCode = await runServed(options, words, command.getOptionValue('keepEnvironment') as boolean | undefined);
}

export function addRun(program: Command): void {
  const command = program
    .command('run')
    .description('serve for one command, with its environment set')
    .argument('<command...>', 'the command and its arguments, after --')
    .passThroughOptions();
  addServerFlags(command)
    .option('--keep-environment', 'take nothing away: profiles, AWS files and other variables stay as they are')
    .addHelpText('after', examples)
    .action((words: [string, ...string[]]) => run(words, command));
}
