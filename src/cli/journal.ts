/** `bedrock-local journal`: what a running server has seen, as a table, JSON, JSONL or an HTTP Archive. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type JournalFormat, journalFormats } from '../server/journal-control.js';
import { type JournalFilter, journalFilters, readJournalFilter } from '../server/journal-filter.js';
import { writeJournalText } from '../server/journal-text.js';
import { askServer, endpointVariable } from './local-control.js';

const examples = `
Examples:
  $ bedrock-local journal --exception ThrottlingException
  $ bedrock-local journal --unmatched --limit 20
  $ bedrock-local journal --model '*claude*' --format jsonl | jq .usage
  $ bedrock-local journal --format har > bedrock.har      for the network panel of a browser

Texts may hold * for any run of characters. Credentials are in none of the forms; prompts and replies are.
Status: 0, or 2 where a filter means nothing or no server is there.`;

interface JournalFlags extends JournalFilter {
  endpoint?: string;
  namespace?: string;
  format: JournalFormat | 'text';
}

/** `invocationId` to `--invocation-id <id>`. */
function toFlag(name: string, type: string): string {
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return type === 'boolean' ? flag : `${flag} <${type === 'integer' ? 'number' : 'text'}>`;
}

/** A value that means nothing is commander's to refuse, as it refuses its own. */
const check = (name: string) => (value: string) => {
  try {
    readJournalFilter({ [name]: value });
    return value;
  } catch (cause) {
    throw new InvalidArgumentError((cause as Error).message);
  }
};

async function journal({ endpoint, namespace, format, ...filter }: JournalFlags, command: Command): Promise<void> {
  const text = await askServer({ endpoint, namespace }, ({ journal }) =>
    format === 'text' ? journal.entries(filter).then(writeJournalText) : journal.export(format, filter),
  );
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  command.configureOutput().writeOut?.(whole);
}

export function addJournal(program: Command): void {
  const command = program
    .command('journal')
    .description('show what a server has seen')
    .addOption(
      new Option('--format <format>', 'how').choices(['text', ...Object.keys(journalFormats)]).default('text'),
    );
  for (const [name, { type, description }] of Object.entries(journalFilters)) {
    const option = new Option(toFlag(name, type), description);
    command.addOption(type === 'boolean' ? option : option.argParser(check(name)));
  }
  command
    .option('--endpoint <url>', `where the server is (default: ${endpointVariable}, or the usual port)`)
    .option('--namespace <name>', 'whose journal (default: that of requests that name no namespace)')
    .addHelpText('after', examples)
    .action(journal);
}
