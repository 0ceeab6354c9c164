/** `bedrock-local verify DIR`: sends every recorded request again, and reports where the form of the reply differs. */
import { statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { localCredentials, OptionError, readOptions, silenceSdkWarning } from '../server/options.js';
import type { DriftReport } from './verify/run.js';

const examples = `
Examples:
  $ bedrock-local verify recordings                       against the emulation: is it still true?
  $ bedrock-local verify recordings --target aws          against AWS: has it changed? Calls cost what they cost
  $ bedrock-local verify recordings --format junit > drift.xml

What a model says is free, its form is not: status, exceptions and their words, members and their types, headers, the order of events.
Status: 0 where nothing differs, 1 where something does, 2 for wrong use.`;

interface VerifyFlags {
  target: string;
  format: 'text' | 'json' | 'junit';
  only?: string;
}

/** A server to send to: our own, one that passes on to AWS, or the one that was named. */
async function open(target: string, folder: string) {
  if (/^https?:\/\//.test(target) && URL.canParse(target))
    return { url: target.replace(/\/$/, ''), close: async () => {} };
  const { startServer } = await import('../testing/start-server.js');
  if (target === 'mock') return startServer();
  if (target !== 'aws') throw new OptionError(`--target must be mock, aws or a URL, not "${target}"`);
  const { passage } = readOptions();
  const { apiKey } = passage;
  const credentials = apiKey === undefined ? {} : { credentials: async () => ({ apiKey }) };
  return startServer({ passage: { mode: 'passthrough', folder, ...credentials } });
}

async function verify(folder: string, { target, format, only }: VerifyFlags, command: Command): Promise<void> {
  silenceSdkWarning();
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new OptionError(`${folder} is no folder of recordings; bedrock-local record makes one`);
  const { verifyForms } = await import('./verify/run.js');
  const { driftForms } = await import('./verify/report.js');
  const server = await open(target, folder);
  let report: DriftReport;
  try {
    report = await verifyForms(folder, server.url, { only, accessKeyId: localCredentials.accessKeyId });
  } finally {
    await server.close();
  }
  command.configureOutput().writeOut?.(driftForms[format](report));
  process.exitCode = report.differing.length > 0 ? 1 : 0;
}

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description('send recorded requests again, and report where replies differ in form')
    .argument('<folder>', 'the folder of recordings')
    .option('--target <target>', 'mock (the emulation), aws, or the URL of a server', 'mock')
    .option('--only <text>', 'only recordings whose path holds this')
    .addOption(new Option('--format <format>', 'of the report').choices(['text', 'json', 'junit']).default('text'))
    .addHelpText('after', examples)
    .action(verify);
}
