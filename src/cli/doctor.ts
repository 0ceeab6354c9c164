/** `bedrock-local doctor`: why a client of this environment would not arrive, and what to do. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { OptionError, processEnvironment, readOptions } from '../server/options.js';
import { readAwsFiles } from './aws-files.js';
import type { Check, Finding, Surroundings } from './doctor/check.js';
import { checks } from './doctor/index.js';

const help = `
Looks at the variables, AWS files, packages and server of this environment, and explains each thing that would send
an AWS client elsewhere or make it fail. Changes nothing.

Status: 0 where all is in order, 1 where something was found.`;

const PATIENCE_MS = 2000;

async function probe(url: string): Promise<string | undefined> {
  try {
    const reply = await fetch(new URL('/_local/health', url), { signal: AbortSignal.timeout(PATIENCE_MS) });
    await reply.body?.cancel();
    return reply.ok ? undefined : `status ${reply.status}`;
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? message;
  }
}

/** Looks in node_modules of the working directory and of those above it, as Node does. */
function installedVersion(name: string): string | undefined {
  for (let directory = process.cwd(); ; directory = dirname(directory)) {
    try {
      const text = readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      if (directory === dirname(directory)) return undefined;
    }
  }
}

function optionMistake(): string | undefined {
  try {
    readOptions();
    return undefined;
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
}

function presentSurroundings(): Surroundings {
  const environment = processEnvironment();
  const files = readAwsFiles(environment);
  return { environment, files, nodeVersion: process.versions.node, installedVersion, probe, optionMistake };
}

const writeFinding = ({ found, effect, remedy }: Finding) => [
  `PROBLEM  ${found}`,
  `  effect ${effect}`,
  `  remedy ${remedy}`,
  '',
];

/** The report's lines, and how many findings are in it. */
export async function examine(table: Check[], surroundings: Surroundings): Promise<{ lines: string[]; count: number }> {
  const looked = await Promise.all(table.map(async (check) => ({ check, findings: await check.look(surroundings) })));
  const findings = looked.flatMap((look) => look.findings);
  const passed = looked.filter((look) => look.findings.length === 0).map(({ check }) => `ok       ${check.name}`);
  const count = findings.length;
  const summary =
    count === 0 ? 'Nothing stands in the way.' : `${count} ${count === 1 ? 'problem' : 'problems'} found.`;
  return { lines: [...findings.flatMap(writeFinding), ...passed, '', summary], count };
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('explain what in this environment keeps a client from the server')
    .addHelpText('after', help)
    .action(async () => {
      const { lines, count } = await examine(checks, presentSurroundings());
      process.stdout.write(`${lines.join('\n')}\n`);
      process.exitCode = count === 0 ? 0 : 1;
    });
}
