/** `bedrock-local lint`: what AWS would say of a request, offline, with the rule's id. */
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { JudgedOperation, Verdict } from '../server/emulator-judge.js';
import type { ServiceException } from '../server/exception.js';
import { OptionError, options, readOptions } from '../server/options.js';
import { type LintedRequest, lintedOperations, readLintedRequest } from './linted-request.js';
import { givenFlags } from './server-flags.js';

const examples = `
Examples:
  $ bedrock-local lint request.json --model anthropic.claude-3-haiku-20240307-v1:0
  $ jq .input call.json | bedrock-local lint - --operation ConverseStream
  $ bedrock-local lint body.json --operation InvokeModel --model us.amazon.nova-lite-v1:0

REQUEST.json holds the body of the call, or its input with a modelId, or { "operation", "input" }; - is standard input.
Rules that the configuration file switches off are not looked at. docs/rules.md lists them.
Status: 0 where AWS would answer, 1 where it would refuse, 2 where there is nothing to judge.`;

interface LintFlags {
  model?: string;
  operation?: JudgedOperation;
  json?: boolean;
}

function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (cause) {
    throw new OptionError(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
}

function writeRefusal({ name, message, options: { rule, hint } }: ServiceException, sources: Sources): string {
  const row = rule === undefined ? undefined : sources.get(rule);
  return [
    `${name}: ${message}`,
    ...(rule === undefined ? [] : [`  rule    ${rule}`]),
    ...(row ? [`  demand  ${row.what}`, `  source  ${row.source}`, `  off     rules: { off: ["${rule}"] }`] : []),
    ...(hint === undefined ? [] : [`  hint    ${hint}`]),
  ].join('\n');
}

type Sources = Map<string, { what: string; source: string }>;

function writeVerdict({ refusals, unknown }: Verdict, { operation, modelId }: LintedRequest, sources: Sources): string {
  const [first, ...others] = refusals.map((refusal) => writeRefusal(refusal, sources));
  const passedOver = unknown.length > 0 ? [`AWS passes over what it does not know: ${unknown.join(', ')}`] : [];
  if (first === undefined) return [`${operation} ${modelId}: AWS would answer`, ...passedOver].join('\n');
  return [first, ...(others.length > 0 ? ['When that is mended:', ...others] : []), ...passedOver].join('\n\n');
}

function toJson({ refusals, unknown }: Verdict): string {
  const rows = refusals.map(({ name, message, options: { rule } }) => ({ exception: name, message, rule }));
  return JSON.stringify({ refusals: rows, unknown }, null, 2);
}

async function lint(path: string, flags: LintFlags, command: Command): Promise<void> {
  const request = readLintedRequest(readText(path), path, flags);
  const { settings } = readOptions({ flags: givenFlags(command) });
  const { judgeRequest } = await import('../server/emulator-judge.js');
  const { rules } = await import('../server/rules/index.js');
  const verdict = judgeRequest(request, settings);
  const text = flags.json ? toJson(verdict) : writeVerdict(verdict, request, rules);
  command.configureOutput().writeOut?.(`${text}\n`);
  process.exitCode = verdict.refusals.length > 0 ? 1 : 0;
}

export function addLint(program: Command): void {
  const command = program
    .command('lint')
    .description('say offline what AWS would say of a request')
    .argument('<request>', 'REQUEST.json, or - for standard input')
    .option('--model <id>', 'model or inference profile, where the request names none')
    .addOption(new Option('--operation <name>', 'default Converse').choices(lintedOperations))
    .option('--json', 'as JSON');
  for (const name of ['config', 'region', 'lenient'] as const)
    command.option(options[name].flag!, options[name].description);
  command.addHelpText('after', examples).action(lint);
}
