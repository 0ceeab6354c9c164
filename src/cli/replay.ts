/** `bedrock-local replay DIR -- COMMAND`: a command is answered by recordings alone, without AWS and without credentials. */
import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { OptionError, readOptions } from '../server/options.js';
import { runServed } from './served-command.js';
import { addServerFlags, givenFlags } from './server-flags.js';

const examples = `
Examples:
  $ bedrock-local replay recordings -- npm test
  $ bedrock-local replay recordings --speed 10 -- npm test      ten times as fast as it was
  $ bedrock-local replay recordings --speed 0 -- npm test       without waiting

What was not recorded is refused, with the nearest recording and the first difference. A server of recordings alone:
  $ bedrock-local --mode replay --recordings recordings
Status: that of the command; 2 where an option is at fault.`;

async function replay([folder, ...words]: string[], command: Command): Promise<void> {
  if (!statSync(folder ?? '', { throwIfNoEntry: false })?.isDirectory())
    throw new OptionError(`${folder} is no folder of recordings; bedrock-local record makes one`);
  if (words.length === 0) throw new OptionError('replay needs a command: bedrock-local replay DIR -- COMMAND');
  const flags = { port: '0', ...givenFlags(command), mode: 'replay', recordingFolder: folder };
  const options = readOptions({ flags, defaults: { logLevel: 'error' } });
  process.exitCode = await runServed(options, words as [string, ...string[]]);
}

export function addReplay(program: Command): void {
  const command = program
    .command('replay')
    .description('serve recordings for one command')
    .argument('<folder>', 'the folder of recordings')
    .argument('[command...]', 'the command and its arguments, after --');
  addServerFlags(command)
    .addHelpText('after', examples)
    .action((folder: string, words: string[]) => replay([folder, ...words], command));
}
