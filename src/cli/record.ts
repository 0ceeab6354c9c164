/** `bedrock-local record -- COMMAND`: what a command asks of AWS is recorded, and what is recorded is looked through for secrets. */
import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { OptionError, readOptions } from '../server/options.js';
import { runServed } from './served-command.js';
import { addServerFlags, givenFlags } from './server-flags.js';

const examples = `
Examples:
  $ bedrock-local record -- npm test                            into ./recordings
  $ bedrock-local record --out test/recordings -- npm test
  $ bedrock-local record --mode record-missing -- npm test      asks AWS only what is not there yet
  $ bedrock-local record --mode refresh --older-than 90 -- npm test
  $ bedrock-local record --upstream https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com -- npm test

AWS is called with your own credentials (AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_BEARER_TOKEN_BEDROCK, SSO, ...); the command gets none of them.
Credentials, accounts and what the option recordings names are redacted before anything is written.
Status: that of the command; 1 where it ended well and a secret was found in a file; 2 where an option is at fault.`;

async function record(words: [string, ...string[]], command: Command): Promise<void> {
  const given = givenFlags(command);
  const out = command.getOptionValue('out') as string | undefined;
  const flags = { port: '0', mode: 'record', ...given, ...(out !== undefined && { recordingFolder: out }) };
  const options = readOptions({ flags, defaults: { logLevel: 'error' } });
  const { mode, folder } = options.passage;
  if (!['record', 'record-missing', 'refresh'].includes(mode))
    throw new OptionError(`record takes the modes record, record-missing and refresh, not "${mode}"`);
  const status = await runServed(options, words);
  const found = await scan(folder);
  process.exitCode = status === 0 && found > 0 ? 1 : status;
}

/** Tells of each secret, and how many there are. */
async function scan(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const { scanFolder } = await import('../server/recordings/scan.js');
  const findings = scanFolder(folder);
  for (const { path, line, what } of findings)
    process.stderr.write(
      `bedrock-local: ${path}:${line}: this looks like ${what}; remove it, or name it in the option recordings.redact\n`,
    );
  return findings.length;
}

export function addRecord(program: Command): void {
  const command = program
    .command('record')
    .description('serve for one command, and record what AWS answers it')
    .argument('<command...>', 'the command and its arguments, after --')
    .passThroughOptions();
  addServerFlags(command)
    .addOption(new Option('--out <path>', 'folder of the recordings: the same as --recordings'))
    .addHelpText('after', examples)
    .action((words: [string, ...string[]]) => record(words, command));
}
