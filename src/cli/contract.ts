/** `bedrock-local contract`: one suite, against a server of its own, a server elsewhere, recordings, or AWS, and a report of where it differs. */
import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import type { Report } from '../client/contract/report/report.js';
import type { CaseResult, RunOptions } from '../client/contract/run.js';
import { OptionError } from '../server/options.js';
import { requireAwsCredentials } from './aws-credentials.js';
import { planRuns, type RunFlags } from './contract-runs.js';
import { openTarget, type TargetPlace } from './contract-target.js';

const examples = `
Examples:
  $ bedrock-local contract                                 against a server of its own, on every port protocol
  $ bedrock-local contract --only '^Converse'              some cases, by id or operation
  $ bedrock-local contract --target http://127.0.0.1:4567  against a server that runs
  $ bedrock-local contract --target aws --dry-run          the calls, their cost at most and the least policy; calls nothing
  $ bedrock-local contract --target aws --budget 0.50      against the account: what costs at most so much, and changes nothing
  $ bedrock-local contract --compare mock aws              both, side by side
  $ bedrock-local contract --target replay                 the emulator is recorded, and the recordings must hold too
  $ bedrock-local contract --record recordings             what passes is recorded
  $ bedrock-local contract --target replay --recordings recordings
  $ bedrock-local contract --report contract.html --report junit.xml

Against AWS only cases run that read, and cost nothing; --budget and --allow-writes let more run.
What a recording cannot say is skipped, with its reason.
Status: 0 where every case holds, 1 where one does not, 2 for wrong use.`;

interface ContractFlags extends RunFlags {
  only?: string;
  budget: string;
  allowWrites?: boolean;
  dryRun?: boolean;
  report: string[];
  concurrency: string;
}

const formOfExtension: Record<string, string> = { '.html': 'html', '.json': 'json', '.xml': 'junit' };

function readNumber(flag: string, text: string, fits: (value: number) => boolean, expected: string): number {
  const value = Number(text);
  if (text.trim() === '' || !fits(value)) throw new OptionError(`--${flag} must be ${expected}, not "${text}"`);
  return value;
}

function readRunOptions({ only, budget, allowWrites = false, concurrency }: ContractFlags): RunOptions {
  const pattern = () => {
    try {
      return only === undefined ? undefined : new RegExp(only);
    } catch (cause) {
      throw new OptionError(`--only must be a regular expression: ${(cause as Error).message}`);
    }
  };
  return {
    only: pattern(),
    allowWrites,
    budget: readNumber('budget', budget, (value) => value >= 0, 'an amount of US dollars such as 0.50'),
    concurrency: readNumber(
      'concurrency',
      concurrency,
      (value) => Number.isInteger(value) && value > 0,
      'a whole number above 0',
    ),
  };
}

/** One dot a case on a terminal: a run against AWS takes minutes. */
function createProgress(): ((result: CaseResult) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  const marks = { pass: '.', fail: 'F', skip: 's' };
  let count = 0;
  return ({ outcome }) => {
    count += 1;
    process.stderr.write(`${marks[outcome]}${count % 100 === 0 ? ` ${count}\n` : ''}`);
  };
}

async function runOn(place: TargetPlace, options: RunOptions): Promise<Report> {
  const { runSuite } = await import('../client/contract/suite.js');
  const target = await openTarget(place);
  try {
    return await runSuite(target, { ...options, progress: createProgress() });
  } finally {
    await target.end();
  }
}

const formOf = (path: string) => formOfExtension[extname(path).toLowerCase()];

/** Asked before the run, which may take minutes. */
function checkReports(paths: string[]): void {
  const odd = paths.find((path) => formOf(path) === undefined);
  if (odd !== undefined) throw new OptionError(`--report must end in .html, .json or .xml (JUnit), not "${odd}"`);
}

async function writeReports(report: Report, paths: string[]): Promise<void> {
  const { reportForms } = await import('../client/contract/report/index.js');
  for (const path of paths) {
    try {
      writeFileSync(path, reportForms[formOf(path)!]!(report));
    } catch (cause) {
      throw new OptionError(`the report cannot be written: ${(cause as Error).message}`);
    }
  }
}

async function dryRun({ target: name, region, recordings }: ContractFlags, options: RunOptions, write: Write) {
  const { planRun, writePlan } = await import('../client/contract/plan.js');
  const { allCases } = await import('../client/contract/suite.js');
  const target = await openTarget({ name, region, ...(recordings !== undefined && { recordings }) });
  write(writePlan(planRun(allCases(), target, options)));
  await target.end();
}

type Write = (text: string) => void;

async function runAll(flags: ContractFlags, options: RunOptions, write: Write): Promise<Report[]> {
  const { places, replayed, end } = planRuns(flags);
  const { writeText } = await import('../client/contract/report/text.js');
  const { compareReports, writeComparison } = await import('../client/contract/report/compare.js');
  const reports: Report[] = [];
  try {
    if (places.some(({ name }) => name === 'aws')) await requireAwsCredentials();
    for (const place of places) reports.push(await runOn(place, options));
  } finally {
    end();
  }
  for (const report of reports) write(writeText(report));
  const [left, right] = reports;
  if (left && right) write(writeComparison(left, right, replayed));
  const parted = replayed && left && right && compareReports(left, right, true).length > 0;
  process.exitCode = parted || reports.some(({ counts }) => counts.fail > 0) ? 1 : 0;
  return reports;
}

async function contract(flags: ContractFlags, command: Command): Promise<void> {
  const options = readRunOptions(flags);
  checkReports(flags.report);
  const write: Write = (text) => command.configureOutput().writeOut?.(text);
  if (flags.dryRun) return dryRun(flags, options, write);
  const reports = await runAll(flags, options, write);
  await writeReports(reports.at(-1)!, flags.report);
}

export function addContract(program: Command): void {
  program
    .command('contract')
    .description('run the contract suite against the emulator, a recording or AWS')
    .option('--target <target>', 'mock (a server of its own), replay, aws, or the URL of a server', 'mock')
    .option('--compare <targets...>', 'two targets, side by side')
    .option('--record <folder>', 'record what passes into this folder, as --target replay reads it')
    .option(
      '--recordings <folder>',
      'what --target replay answers from; without it the emulator, or the target beside it, is recorded first',
    )
    .option('--only <pattern>', 'only cases whose id or operation matches')
    .option('--budget <dollars>', 'what a run against AWS may cost', '0')
    .option('--allow-writes', 'against AWS: run what creates, changes or deletes something')
    .option('--dry-run', 'print the calls, their cost at most and the least policy, and call nothing')
    .addOption(
      new Option('--report <path>', 'write a report too: .html, .json, or .xml for JUnit; may be given several times')
        .argParser((path: string, before: string[]) => [...before, path])
        .default([], 'none'),
    )
    .option('--region <region>', 'region to call', 'us-east-1')
    .option('--concurrency <cases>', 'cases at once', '8')
    .addHelpText('after', examples)
    .action(contract);
}
