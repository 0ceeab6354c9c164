/** One row of the options table, and what a bad value of it throws. */
import type { ValueType } from './value-types.js';

export interface Option<Value> {
  /** As commander spells it: `--port <number>`. Absent: no flag, because a flag shows in the list of processes or would be unreadable. */
  flag?: string;
  /** Whether the flag may be given several times, for a list. Default false. */
  repeatable?: boolean;
  /** The environment variable. */
  environment?: string;
  /** Whether the configuration file may hold it, under its name. Default true. */
  inFile?: boolean;
  type: ValueType<Value>;
  default: Value;
  /** One sentence without its full stop. Units and the effect of a default that is empty stand in it. */
  description: string;
}

/** A row for each value. */
export type OptionTable<Values> = { [Name in keyof Values]: Option<Values[Name]> };

/** The user's mistake in one line, ready to print. The process ends with status 2. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}
