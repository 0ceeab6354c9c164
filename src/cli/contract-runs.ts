/** Which targets one call of `bedrock-local contract` runs on, and what of it is recorded and replayed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OptionError } from '../server/options.js';
import type { TargetPlace } from './contract-target.js';

export interface RunFlags {
  target: string;
  compare?: string[];
  region: string;
  record?: string;
  recordings?: string;
}

export interface PlannedRuns {
  /** One or two, in their order: what is recorded before what replays it. */
  places: TargetPlace[];
  /** Whether the second replays the first, so that all must be alike. */
  replayed: boolean;
  /** Removes what was recorded on the way. */
  end(): void;
}

/** `replay` without recordings is the replay of the other target, or of the emulator. Throws an OptionError where flags do not go together. */
export function planRuns({ target, compare, region, record, recordings }: RunFlags): PlannedRuns {
  const alone = target === 'replay' && recordings === undefined ? ['mock', 'replay'] : [target];
  const names = compare ?? alone;
  const replays = names.filter((name) => name === 'replay');
  const others = names.filter((name) => name !== 'replay');
  if (compare && names.length !== 2) throw new OptionError('--compare takes two targets, such as mock aws');
  if (recordings !== undefined && replays.length === 0)
    throw new OptionError('--recordings are for --target replay; --record makes them of another target');
  if (record !== undefined && others.length !== 1)
    throw new OptionError('--record takes one target that is not replay: mock, aws or a URL');
  const replayed = recordings === undefined && replays.length > 0;
  if (replayed && others.length !== 1)
    throw new OptionError('replay needs --recordings, or another target beside it that it is the replay of');
  const temporary =
    replayed && record === undefined ? mkdtempSync(join(tmpdir(), 'bedrock-local-contract-')) : undefined;
  const made = record ?? temporary;
  return {
    places: [
      ...others.map((name) => ({ name, region, ...(made !== undefined && { record: made }) })),
      ...replays.map((name) => ({ name, region, recordings: recordings ?? made! })),
    ],
    replayed,
    end() {
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}
