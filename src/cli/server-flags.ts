/** The options table as commander's flags, and what the user gave of them. */
import { type Command, Option } from 'commander';
import { type OptionValues, options } from '../server/options.js';

const rows = Object.entries(options) as [keyof OptionValues, (typeof options)[keyof OptionValues]][];

function describe(name: keyof OptionValues): string {
  const { description, default: fallback, environment, flag } = options[name];
  const shown = flag?.includes('<') && String(fallback ?? '') !== '' ? `default ${fallback}` : undefined;
  return `${description} (${[shown, environment].filter(Boolean).join(', ')})`;
}

/** The flag once more: all its values, as the text of a list. */
export const append = (value: string, previous?: string) => (previous === undefined ? value : `${previous},${value}`);

/** Adds every flag of the table to a command that starts a server. */
export function addServerFlags(command: Command): Command {
  for (const [name, { flag, repeatable }] of rows) {
    if (!flag) continue;
    const option = new Option(flag, describe(name));
    command.addOption(repeatable ? option.argParser(append) : option);
  }
  return command;
}

/** The name under which commander keeps a flag: `--fault <fault>` is `fault`, though the option is called `faults`. */
const keptAs = rows.flatMap(([name, { flag }]) => (flag ? [[name, new Option(flag).attributeName()] as const] : []));

/** The flags of the table that stood on the command line: a default of commander's is not one. */
export function givenFlags(command: Command): Record<string, unknown> {
  const given = keptAs.filter(([, kept]) => command.getOptionValueSource(kept) === 'cli');
  return Object.fromEntries(given.map(([name, kept]) => [name, command.getOptionValue(kept)]));
}
