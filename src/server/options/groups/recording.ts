/** Options: recording real replies, and giving them again. */
import { defaultSettings, type RecordingRules } from '../../settings.js';
import type { OptionTable } from '../option.js';
import { boolean, choice, integer, list, mapping, number, text, ValueProblem, type ValueType } from '../value-types.js';
import { placeUrl } from './kinds.js';

/** What answers: the emulation, recordings, an upstream, or a mixture of the two. */
export type Mode = 'emulate' | 'record' | 'record-missing' | 'refresh' | 'replay' | 'passthrough';

/** As a file gives them: what is left out is the default. */
export interface GivenRecordingRules {
  ignore?: Partial<RecordingRules['ignore']>;
  redact?: Partial<RecordingRules['redact']>;
}

export interface RecordingValues {
  mode: Mode;
  recordingFolder: string | undefined;
  upstream: string | undefined;
  speed: number;
  olderThan: number;
  recordings: GivenRecordingRules;
}

const texts = list(text({ expected: 'a text' }));

/** Refuses a text that is no regular expression. */
const pattern: ValueType<string> = {
  ...text({ expected: 'a regular expression' }),
  read(value, path) {
    try {
      new RegExp(String(value), 'u');
    } catch (cause) {
      throw new ValueProblem(path, (subject) => `${subject} must be a regular expression: ${(cause as Error).message}`);
    }
    return text({ expected: 'a regular expression' }).read(value, path);
  },
};
const patterns = list(pattern);

const upstream = placeUrl('a URL such as https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com');

const rules = mapping<GivenRecordingRules>(
  {
    ignore: mapping({ headers: texts, paths: texts, patterns }, []),
    redact: mapping({ keys: texts, paths: texts, patterns, requestIds: boolean }, []),
  },
  [],
);

export const recordingOptions: OptionTable<RecordingValues> = {
  mode: {
    flag: '--mode <mode>',
    environment: 'BEDROCK_LOCAL_MODE',
    type: choice<Mode>('emulate', 'record', 'record-missing', 'refresh', 'replay', 'passthrough'),
    default: 'emulate',
    description:
      'what answers: the emulation; AWS, recorded always ("record"), where there is no recording ("record-missing") or an old one ("refresh"); recordings alone ("replay"); AWS alone ("passthrough")',
  },
  recordingFolder: {
    flag: '--recordings <path>',
    environment: 'BEDROCK_LOCAL_RECORDINGS',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'folder of recordings; without it "recordings" in the working directory, in the modes that need one',
  },
  upstream: {
    flag: '--upstream <url>',
    environment: 'BEDROCK_LOCAL_UPSTREAM',
    type: upstream,
    default: undefined,
    description: 'where the modes that call AWS call instead of the endpoints of the region',
  },
  speed: {
    flag: '--speed <factor>',
    environment: 'BEDROCK_LOCAL_SPEED',
    type: number(0, 1_000_000),
    default: 1,
    description: 'how much faster than it was recorded a reply is given again; 0 does not wait at all',
  },
  olderThan: {
    flag: '--older-than <days>',
    environment: 'BEDROCK_LOCAL_OLDER_THAN',
    type: integer(0, 100_000),
    default: 30,
    description: 'days after which the mode "refresh" records anew',
  },
  recordings: {
    type: rules,
    default: {},
    description:
      'what of a request does not count in a match ("ignore": headers, paths, patterns), and what is redacted beside credentials and accounts ("redact": keys, paths, patterns, requestIds)',
  },
};

/** With the defaults for what was left out. */
export function completeRules({ ignore, redact }: GivenRecordingRules): RecordingRules {
  const defaults = defaultSettings.recordings;
  return { ignore: { ...defaults.ignore, ...ignore }, redact: { ...defaults.redact, ...redact } };
}
