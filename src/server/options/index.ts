/** The options table: one row for each setting, with its spelling in every source. */
import { defaultSettings, type KeyPair, type ModelOverlay, type RuleSwitches } from '../settings.js';
import { type AtRestValues, atRestOptions } from './at-rest.js';
import type { Option } from './option.js';
import { ruleSwitch } from './rule-switch.js';
import { boolean, choice, integer, list, mapping, text } from './value-types.js';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Every option by its name, which is also its key in the configuration file. */
export interface OptionValues extends AtRestValues {
  config: string | undefined;
  port: number;
  host: string;
  region: string;
  accountId: string;
  seed: number;
  auth: 'any' | 'strict';
  keys: KeyPair[];
  apiKeys: string[];
  enforceLifecycle: boolean;
  padding: boolean;
  models: ModelOverlay[];
  rules: Partial<RuleSwitches>;
  lenient: boolean;
  fixtures: string[] | undefined;
  strictFixtures: boolean;
  tls: boolean;
  tlsCert: string | undefined;
  tlsKey: string | undefined;
  cors: string[];
  allowedHosts: string[];
  logLevel: LogLevel;
  logFormat: 'text' | 'json';
  journalSize: number;
  drainMs: number;
}

const regionName = text({ pattern: /^[a-z]{2,}(-[a-z]+)+-\d+$/, expected: 'a region such as us-east-1' });
const secret = (expected: string) => text({ secret: true, expected });

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

const modelOverlay = mapping<ModelOverlay>(
  { id: text({ expected: 'a model id' }), like: text({ expected: 'a model id' }), regions: list(regionName) },
  ['id', 'like'],
);

const ruleSwitches = mapping<Partial<RuleSwitches>>({ on: list(ruleSwitch), off: list(ruleSwitch) }, [], (given) => ({
  off: list(ruleSwitch).fromText(given),
}));

const origins = list(
  text({ pattern: /^(\*|https?:\/\/[^/]+)$/, expected: 'an origin such as http://localhost:3000, or *' }),
);

export const options: { [Name in keyof OptionValues]: Option<OptionValues[Name]> } = {
  config: {
    flag: '--config <path>',
    environment: 'BEDROCK_LOCAL_CONFIG',
    inFile: false,
    type: text({ expected: 'a path' }),
    default: undefined,
    description:
      'configuration file; without it bedrock-local.config.yaml, .yml or .json of the working directory, if there',
  },
  port: {
    flag: '--port <number>',
    environment: 'BEDROCK_LOCAL_PORT',
    type: integer(0, 65535),
    default: 4567,
    description: 'port to listen on; 0 takes a free one',
  },
  host: {
    flag: '--host <address>',
    environment: 'BEDROCK_LOCAL_HOST',
    type: text({ expected: 'an address' }),
    default: '127.0.0.1',
    description: 'address to listen on; 0.0.0.0 opens the server to the network',
  },
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
  seed: {
    flag: '--seed <number>',
    environment: 'BEDROCK_LOCAL_SEED',
    type: integer(0, 2 ** 32 - 1),
    default: defaultSettings.seed,
    description: 'another seed gives other replies; the same seed gives the same',
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
  enforceLifecycle: {
    flag: '--enforce-lifecycle',
    environment: 'BEDROCK_LOCAL_ENFORCE_LIFECYCLE',
    type: boolean,
    default: defaultSettings.enforceLifecycle,
    description: 'refuse models whose end of life has come',
  },
  padding: {
    flag: '--no-padding',
    environment: 'BEDROCK_LOCAL_PADDING',
    type: boolean,
    default: defaultSettings.padding,
    description: 'whether event frames carry the padding member "p", as those of AWS do',
  },
  models: {
    type: list(modelOverlay),
    default: [],
    description: 'models beside those of the catalogue: an id, the id that it is like, and its regions',
  },
  rules: {
    environment: 'BEDROCK_LOCAL_RULES_OFF',
    type: ruleSwitches,
    default: {},
    description:
      'rules of AWS to switch "off", or "on" for models that are excepted: ids of docs/rules.md, each also as id@glob for some models; the variable lists those that are off',
  },
  lenient: {
    flag: '--lenient',
    environment: 'BEDROCK_LOCAL_LENIENT',
    type: boolean,
    default: defaultSettings.lenient,
    description: 'switch every rule off: refuse only what is malformed',
  },
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
  tls: {
    flag: '--tls',
    environment: 'BEDROCK_LOCAL_TLS',
    type: boolean,
    default: false,
    description: 'answer https on the same port, with a certificate made for this machine',
  },
  tlsCert: {
    flag: '--tls-cert <path>',
    environment: 'BEDROCK_LOCAL_TLS_CERT',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'certificate chain in PEM, instead of the one made here; needs the key too',
  },
  tlsKey: {
    flag: '--tls-key <path>',
    environment: 'BEDROCK_LOCAL_TLS_KEY',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'private key of that certificate in PEM',
  },
  cors: {
    flag: '--cors [origins]',
    environment: 'BEDROCK_LOCAL_CORS',
    type: { ...origins, fromText: (given) => (given === 'true' ? ['*'] : origins.fromText(given)) },
    default: [],
    description: 'origins whose pages may call the API from a browser; the bare flag allows all',
  },
  allowedHosts: {
    flag: '--allowed-hosts <names>',
    environment: 'BEDROCK_LOCAL_ALLOWED_HOSTS',
    type: list(text({ pattern: /^[\w.*-]+$/, expected: 'a host name, or *' })),
    default: [],
    description: 'names, besides the loopback ones, under which /_local may be called; * for all',
  },
  logLevel: {
    flag: '--log-level <level>',
    environment: 'BEDROCK_LOCAL_LOG_LEVEL',
    type: choice('silent', 'error', 'warn', 'info', 'debug'),
    default: 'info',
    description: 'one line for each exchange at "info", refusals only at "warn", failures only at "error"',
  },
  logFormat: {
    flag: '--log-format <format>',
    environment: 'BEDROCK_LOCAL_LOG_FORMAT',
    type: choice('text', 'json'),
    default: 'text',
    description: 'lines for people, or one JSON object a line',
  },
  journalSize: {
    flag: '--journal-size <count>',
    environment: 'BEDROCK_LOCAL_JOURNAL_SIZE',
    type: integer(0, 1_000_000),
    default: defaultSettings.journalSize,
    description: 'exchanges that the journal keeps',
  },
  ...atRestOptions,
  drainMs: {
    flag: '--drain-ms <milliseconds>',
    environment: 'BEDROCK_LOCAL_DRAIN_MS',
    type: integer(0, 600_000),
    default: 500,
    description: 'how long exchanges under way may go on when the server is told to stop, in milliseconds',
  },
};
