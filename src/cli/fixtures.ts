/** `bedrock-local fixtures add`: an exchange that a server has seen, as a fixture file. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Fixture } from '../fixtures/fixture.js';
import { OptionError } from '../server/options.js';
import { fixtureFromEntry } from './fixture-from-entry.js';
import { askServer, endpointVariable } from './local-control.js';

const examples = `
Examples:
  $ bedrock-local fixtures add --from last
  $ bedrock-local fixtures add --from 5f1c7f0e-3a55-4b12-9a52-0c2f6c1f8d11 --to fixtures/berlin.yaml

Status: 0, or 2 where there is no such exchange, no server, or the file is there already.`;

interface AddFlags {
  from: string;
  to?: string;
  endpoint?: string;
}

async function writeFixture(path: string, fixture: Fixture): Promise<void> {
  const { stringify } = await import('yaml');
  const schema = relative(dirname(path), resolve('node_modules/bedrock-local/dist/fixtures/fixture.schema.json'));
  const head = `# yaml-language-server: $schema=${schema.replaceAll('\\', '/')}\n`;
  const text = path.endsWith('.json') ? `${JSON.stringify(fixture, null, 2)}\n` : head + stringify(fixture);
  if (existsSync(path)) throw new OptionError(`${path} is there already; name another by --to`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new OptionError(`${path} cannot be written (${(cause as NodeJS.ErrnoException).code})`);
  }
}

async function add(flags: AddFlags, command: Command): Promise<void> {
  const entries = await askServer(flags, (control) => control.journal.entries());
  const entry =
    flags.from === 'last'
      ? entries.findLast(({ operation }) => operation !== undefined)
      : entries.find(({ id }) => id === flags.from);
  if (!entry) throw new OptionError(`the journal has no exchange ${flags.from}`);
  const fixture = await fixtureFromEntry(entry);
  const path = resolve(flags.to ?? `fixtures/${entry.operation}-${entry.id.slice(0, 8)}.yaml`);
  await writeFixture(path, fixture);
  command.configureOutput().writeOut?.(`wrote ${relative(process.cwd(), path)}\n`);
}

export function addFixtures(program: Command): void {
  program
    .command('fixtures')
    .description('make fixture files')
    .command('add')
    .description('turn an exchange of the journal into a fixture file')
    .requiredOption('--from <id>', 'its x-amzn-requestid, or "last"')
    .option('--to <path>', 'the file, .yaml or .json (default: fixtures/OPERATION-ID.yaml)')
    .option('--endpoint <url>', `where the server is (default: ${endpointVariable}, or the usual port)`)
    .addHelpText('after', examples)
    .action(add);
}
