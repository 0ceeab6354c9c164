/** The options table: one row for each setting, with its spelling in every source, in groups. */
import { type AccountValues, accountOptions } from './groups/account.js';
import { type AtRestValues, atRestOptions } from './groups/at-rest.js';
import { type BehaviourValues, behaviourOptions } from './groups/behaviour.js';
import { type EmulationValues, emulationOptions } from './groups/emulation.js';
import { type PlaceValues, placeOptions } from './groups/place.js';
import { type RecordingValues, recordingOptions } from './groups/recording.js';
import { type ReportValues, reportOptions } from './groups/report.js';
import type { OptionTable } from './option.js';

export type { LogLevel } from './groups/report.js';

/** Every option by its name, which is also its key in the configuration file. */
export interface OptionValues
  extends PlaceValues,
    AccountValues,
    EmulationValues,
    BehaviourValues,
    AtRestValues,
    ReportValues,
    RecordingValues {}

export const options: OptionTable<OptionValues> = {
  ...placeOptions,
  ...accountOptions,
  ...emulationOptions,
  ...behaviourOptions,
  ...atRestOptions,
  ...recordingOptions,
  ...reportOptions,
};
