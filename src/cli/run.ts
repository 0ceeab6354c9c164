/** `bedrock-local run -- COMMAND`: a server for the life of one command, whose clients all reach it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createLog } from '../server/log.js';
import { localCredentials, processEnvironment, readOptions } from '../server/options.js';
import { childEnvironment } from './child-environment.js';
import { toEndpoint } from './endpoint.js';
import { exitStatus } from './exit-status.js';
import { watchExchanges } from './recent-exchanges.js';
import { addServerFlags, givenFlags } from './server-flags.js';
import { spawnCommand } from './spawn-command.js';

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

async function run([name, ...args]: [string, ...string[]], command: Command): Promise<void> {
  const flags = { port: '0', ...givenFlags(command) };
  const options = readOptions({ flags, defaults: { logLevel: 'silent' } });
  const { serve } = await import('./serve.js');
  const recent = watchExchanges(createLog(options.log, process.stderr));
  const server = await serve(options, recent.log);
  const directory = mkdtempSync(join(tmpdir(), 'bedrock-local-'));
  try {
    const keep = command.getOptionValue('keepEnvironment') as boolean | undefined;
    const endpoint = toEndpoint(server, options.settings, localCredentials);
    const environment = childEnvironment(processEnvironment(), endpoint, { keep, directory });
    const complain = (line: string) => process.stderr.write(`bedrock-local: ${line}\n`);
    const status = await exitStatus(spawnCommand(name, args, environment), name, complain);
    const failed = status > 0 && status < 128 && options.log.level === 'silent';
    const came = failed ? recent.write() : undefined;
    if (came) complain(`${name} ended with status ${status}; ${came}`);
    process.exitCode = status;
  } finally {
    rmSync(directory, { recursive: true, force: true });
    await server.close();
  }
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
