/** Options: fixtures, faults and quotas. */
import type { Fault } from '../../../fixtures/fault.js';
import type { QuotaEntry } from '../../../fixtures/quota.js';
import { defaultSettings } from '../../settings.js';
import { faultList } from '../fault-list.js';
import type { OptionTable } from '../option.js';
import { quotaList } from '../quota-list.js';
import { boolean, list, text } from '../value-types.js';

export interface BehaviourValues {
  fixtures: string[] | undefined;
  strictFixtures: boolean;
  faults: Fault[];
  quotas: QuotaEntry[];
}

export const behaviourOptions: OptionTable<BehaviourValues> = {
  fixtures: {
    flag: '--fixtures <path>',
    repeatable: true,
    environment: 'BEDROCK_LOCAL_FIXTURES',
    type: list(text({ expected: 'a path' })),
    default: undefined,
    description:
      'files and directories of fixtures; without it the directory "fixtures" beside the configuration file, where both are there',
  },
  strictFixtures: {
    flag: '--strict-fixtures',
    environment: 'BEDROCK_LOCAL_STRICT_FIXTURES',
    type: boolean,
    default: defaultSettings.strictFixtures,
    description: 'refuse what no fixture matches, and name the nearest one',
  },
  faults: {
    flag: '--fault <fault>',
    repeatable: true,
    environment: 'BEDROCK_LOCAL_FAULTS',
    type: faultList,
    default: [],
    description:
      'faults in force from the start: a preset or fault by name, or one as JSON such as {"fault":"error","name":"ThrottlingException","times":2}',
  },
  quotas: {
    flag: '--quotas <quotas>',
    environment: 'BEDROCK_LOCAL_QUOTAS',
    type: quotaList,
    default: [],
    description:
      'quotas: "aws" for the defaults of inference on AWS as far as they are known, or rows such as {"model":"*claude*","tokensPerMinute":1000}, {"operation":"Create*","requestsPerMinute":60} and {"resource":"guardrail","count":5}; without it inference is not limited',
  },
};
