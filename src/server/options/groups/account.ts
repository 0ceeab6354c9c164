/** Options: whose account it stands for, and who may call. */
import { defaultSettings, type KeyPair, type PolicyRule } from '../../settings.js';
import type { OptionTable } from '../option.js';
import { choice, list, mapping, text } from '../value-types.js';
import { regionName, secret } from './kinds.js';

const keyPair = mapping<KeyPair>(
  {
    accessKeyId: text({ expected: 'an access key id' }),
    secretAccessKey: secret('a secret access key'),
    sessionToken: secret('a session token'),
    expiresAt: text({ pattern: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, expected: 'a UTC time such as "2026-01-31T12:00:00Z"' }),
  },
  ['accessKeyId', 'secretAccessKey'],
  (given) => {
    const [accessKeyId, ...rest] = given.split(':');
    return rest.length > 0 ? { accessKeyId, secretAccessKey: rest.join(':') } : { accessKeyId };
  },
);

const policyRule = mapping<PolicyRule>(
  {
    effect: choice('allow', 'deny'),
    callers: list(text({ expected: 'an access key id, or a glob of some' })),
    actions: list(
      text({ pattern: /^(\*|[a-z-]+:[\w*]+)$/, expected: 'an action such as bedrock:InvokeModel, or a glob of some' }),
    ),
    models: list(text({ expected: 'a model id, or a glob of some' })),
  },
  ['effect'],
);

export interface AccountValues {
  region: string;
  accountId: string;
  auth: 'any' | 'strict';
  keys: KeyPair[];
  apiKeys: string[];
  modelAccess: 'all' | 'explicit';
  policies: PolicyRule[];
}

export const accountOptions: OptionTable<AccountValues> = {
  region: {
    flag: '--region <region>',
    environment: 'BEDROCK_LOCAL_REGION',
    type: regionName,
    default: defaultSettings.region,
    description: 'region of requests that name none',
  },
  accountId: {
    flag: '--account-id <digits>',
    environment: 'BEDROCK_LOCAL_ACCOUNT_ID',
    type: text({ pattern: /^\d{12}$/, expected: 'twelve digits (in a file: in quotes)' }),
    default: defaultSettings.accountId,
    description: 'account that stands in ARNs',
  },
  auth: {
    flag: '--auth <mode>',
    environment: 'BEDROCK_LOCAL_AUTH',
    type: choice('any', 'strict'),
    default: 'any',
    description: '"any" accepts every credential and none, "strict" verifies signatures and API keys',
  },
  keys: {
    environment: 'BEDROCK_LOCAL_KEYS',
    type: list(keyPair),
    default: [],
    description:
      'key pairs that "strict" accepts; in the variable ACCESS_KEY_ID:SECRET_ACCESS_KEY. With neither these nor API keys it accepts the pair local:local',
  },
  apiKeys: {
    environment: 'BEDROCK_LOCAL_API_KEYS',
    type: list(secret('an API key')),
    default: [],
    description: 'bearer API keys that "strict" accepts',
  },
  modelAccess: {
    flag: '--model-access <mode>',
    environment: 'BEDROCK_LOCAL_MODEL_ACCESS',
    type: choice('all', 'explicit'),
    default: defaultSettings.modelAccess,
    description: '"all" gives access to every model; with "explicit" those of AWS Marketplace need an agreement first',
  },
  policies: {
    type: list(policyRule),
    default: [],
    description:
      'who may do what, in the manner of IAM: an "effect", and globs of "callers" (access key ids), "actions" and "models"; a deny wins, and who is allowed something is allowed nothing else',
  },
};
