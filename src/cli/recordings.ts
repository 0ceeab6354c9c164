/** `bedrock-local recordings`: looks after a folder of recordings. */
import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { OptionError } from '../server/options.js';
import type { Edits } from './recordings/edits.js';
import type { PruneFlags } from './recordings/prune.js';

const examples = `
Examples:
  $ bedrock-local recordings list recordings
  $ bedrock-local recordings show recordings/converse/amazon.nova-lite/hello-8f3a21.json
  $ bedrock-local recordings verify recordings                   every file is whole, fits its request, and holds no secret
  $ bedrock-local recordings edit-check recordings               what was changed by hand, and whether it still holds
  $ bedrock-local recordings prune recordings --older-than 90    says what would go; with --yes it goes
  $ bedrock-local recordings import cassettes/*.yaml --out recordings
  $ bedrock-local recordings export recordings --format har --out exchanges.har

Status: 0 where all is well, 1 where something is wrong with a file, 2 for wrong use.`;

/** Throws an OptionError where there is no such folder. */
function folderOf(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new OptionError(`${path} is no folder of recordings; bedrock-local record makes one`);
  return path;
}

export function addRecordings(program: Command): void {
  const command = program
    .command('recordings')
    .description('list, show, verify, prune, import and export recordings')
    .addHelpText('after', examples);
  const write = (text: string) => command.configureOutput().writeOut?.(text);
  command
    .command('list')
    .argument('<folder>')
    .option('--json', 'as JSON')
    .description('one line for each recording')
    .action(async (folder: string, flags: { json?: boolean }) => {
      const { listRecordings } = await import('./recordings/list.js');
      write(listRecordings(folderOf(folder), flags.json));
    });
  command
    .command('show')
    .argument('<file>')
    .description('one recording, readable')
    .action(async (file: string) => {
      const { showRecording } = await import('./recordings/show.js');
      write(showRecording(file));
    });
  command
    .command('verify')
    .argument('<folder>')
    .description('whether every file is whole, fits its request, and holds no secret')
    .action(async (folder: string) => {
      const { verifyRecordings } = await import('./recordings/verify.js');
      report(write, await verifyRecordings(folderOf(folder)));
    });
  command
    .command('edit-check')
    .argument('<folder>')
    .option('--fix', 'set the hash of a request that was changed, and drop chunks that no longer hold')
    .description('what was changed by hand, and whether it still holds')
    .action(async (folder: string, flags: { fix?: boolean }) => {
      const { checkEdits } = await import('./recordings/edits.js');
      report(write, await checkEdits(folderOf(folder), flags.fix));
    });
  command
    .command('prune')
    .argument('<folder>')
    .option('--older-than <days>', 'recorded more than so many days ago')
    .option('--unused <journal>', 'not used by the run whose journal this is, in JSON lines')
    .option('--yes', 'delete them; without it they are only named')
    .description('delete recordings that are old or not used')
    .action(async (folder: string, flags: PruneFlags) => {
      const { pruneRecordings } = await import('./recordings/prune.js');
      write(pruneRecordings(folderOf(folder), flags));
    });
  command
    .command('import')
    .argument('<files...>')
    .requiredOption('--out <folder>', 'where the recordings go')
    .option('--from <format>', 'vcr, har, journal, polly, nock or wiremock; default: by what stands in the file')
    .description('make recordings of cassettes and archives of other tools')
    .action(async (files: string[], flags: { out: string; from?: string }) => {
      const { importFiles } = await import('./recordings/import.js');
      write(await importFiles(files, flags));
    });
  command
    .command('export')
    .argument('<folder>')
    .requiredOption('--out <path>', 'the file, or the folder of fixtures')
    .option('--format <format>', 'har or fixtures', 'har')
    .description('write recordings in a form of other tools')
    .action(async (folder: string, flags: { out: string; format: string }) => {
      const { exportRecordings } = await import('./recordings/export.js');
      write(exportRecordings(folderOf(folder), flags));
    });
}

/** Writes each problem on a line, and the count; the status says whether there are any. */
function report(write: (text: string) => void, { count, problems, changed }: Edits): void {
  for (const sentence of [...problems, ...changed]) write(`${sentence}\n`);
  write(`${count} recordings, ${problems.length === 0 ? 'nothing wrong' : `${problems.length} problems`}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
