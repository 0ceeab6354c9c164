/** What the server is told, from four sources: flag, then environment variable, then file, then default. Alone reads the process's environment. */
import { dirname, join, resolve } from 'node:path';
import type { Fault } from '../fixtures/fault.js';
import { findConfigFile, readConfigFile } from './options/config-file.js';
import { configSchema, fileType } from './options/config-schema.js';
import { completeRules, type Mode } from './options/groups/recording.js';
import { type LogLevel, type OptionValues, options } from './options/index.js';
import { type Option, OptionError } from './options/option.js';
import { ValueProblem, writePath } from './options/value-types.js';
import type { KeyPair, PreparedCall, Settings } from './settings.js';

export { findConfigFile } from './options/config-file.js';
export { type LogLevel, type OptionValues, options } from './options/index.js';
export { OptionError } from './options/option.js';

export type Environment = Record<string, string | undefined>;

export interface HostOptions {
  host: string;
  port: number;
  /** False for plain HTTP, true for a certificate made here, else the PEM files of one. */
  tls: boolean | { certPath: string; keyPath: string };
  /** Origins; `*` stands for all, none for no CORS at all. */
  cors: string[];
  /** Names besides the loopback ones under which `/_local` may be called; `*` stands for all. */
  allowedHosts: string[];
  /** What other machines must bring to use `/_local`. */
  adminToken?: string;
  /** Milliseconds that exchanges under way have when the server closes. */
  drainMs: number;
}

export interface LogOptions {
  level: LogLevel;
  format: 'text' | 'json';
  /** From NO_COLOR and FORCE_COLOR. Undefined: colour where the log is a terminal. */
  colour: boolean | undefined;
}

export interface FixturePaths {
  /** Files and directories, absolute. */
  paths: string[];
  /** Whether the user named them, so that each must be there. */
  named: boolean;
}

/** What the modes beside the emulation need. */
export interface PassageOptions {
  mode: Mode;
  /** The folder of recordings, absolute. */
  folder: string;
  upstream?: string;
  speed: number;
  /** Days. */
  olderThan: number;
  /** How to reach an upstream: proxies and authorities, as the environment names them. */
  transport: { httpProxy?: string; httpsProxy?: string; noProxy?: string; caFiles: string[] };
  /** The API key of AWS_BEARER_TOKEN_BEDROCK. */
  apiKey?: string;
}

export interface ServerOptions {
  settings: Settings;
  fixtures: FixturePaths;
  /** In force from the start, in every namespace. */
  faults: Fault[];
  account: { state?: string; prepare: PreparedCall[] };
  passage: PassageOptions;
  /** Who answers what is not Bedrock's. */
  forward?: { url: string; caFiles: string[] };
  host: HostOptions;
  log: LogOptions;
  /** The file that was read. */
  configFile: string | undefined;
}

export interface OptionSources {
  /** By option name, as commander gives them: text, or a boolean for a flag that stands alone. */
  flags?: Record<string, unknown>;
  /** Default: the process's. */
  environment?: Environment;
  /** Where the file is looked for. Default: the working directory. */
  directory?: string;
  /** Defaults of a command that differ from the table's. */
  defaults?: Partial<OptionValues>;
}

/** The pair that is printed to be set, and that `--auth strict` accepts where no other is configured. */
export const localCredentials: KeyPair = { accessKeyId: 'local', secretAccessKey: 'local' };

/** A copy of the process's environment, for whoever hands it on or explains it. */
export function processEnvironment(): Environment {
  return { ...process.env };
}

/** What a server on another machine asks for, where the environment has it. */
export function adminToken(): string | undefined {
  return process.env.BEDROCK_LOCAL_ADMIN_TOKEN || undefined;
}

/** Whether Jest runs this process: its `require` takes no ES modules. */
export function isWithinJest(): boolean {
  return process.env.JEST_WORKER_ID !== undefined;
}

/** Keeps the SDK of this package from telling its user to raise Node.js: its version is our choice, not theirs. */
export function silenceSdkWarning(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
}

/** `--port <number>` to `--port`. */
const spelling = (option: Option<unknown>) => option.flag?.split(/[ ,]/)[0] ?? '';

function readText<Value>(option: Option<Value>, name: string, text: string, subject: string): Value {
  try {
    return option.type.read(option.type.fromText(text), [name]);
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    throw new OptionError(error.sentence(writePath([subject, ...error.path.slice(1)])));
  }
}

type Reader = <Name extends keyof OptionValues>(name: Name) => OptionValues[Name] | undefined;

/** Reads an option from flag or environment; an empty variable counts as unset. */
function createTextReader(flags: Record<string, unknown>, environment: Environment): Reader {
  return (name) => {
    const option = options[name];
    const flag = flags[name];
    if (flag !== undefined) return readText(option, name, String(flag), spelling(option));
    const variable = option.environment && environment[option.environment];
    return variable ? readText(option, name, variable, option.environment!) : undefined;
  };
}

function readTls(values: OptionValues): HostOptions['tls'] {
  const { tls, tlsCert, tlsKey } = values;
  if (tlsCert && tlsKey) return { certPath: resolve(tlsCert), keyPath: resolve(tlsKey) };
  if (tlsCert || tlsKey) throw new OptionError('--tls-cert and --tls-key go together: one is given, the other is not');
  return tls;
}

function toSettings(values: OptionValues): Settings {
  const { region, accountId, seed, enforceLifecycle, padding, models, lenient, journalSize, apiKeys } = values;
  const unarmed = values.auth === 'strict' && values.keys.length === 0 && apiKeys.length === 0;
  const auth = { mode: values.auth, keys: unarmed ? [localCredentials] : values.keys, apiKeys };
  const rules = { off: values.rules.off ?? [], on: values.rules.on ?? [] };
  const { modelAccess, policies, strictFixtures, quotas, transitionMs, s3Endpoint, batchQueueMs, batchRecordMs } =
    values;
  return {
    region,
    accountId,
    seed,
    auth,
    modelAccess,
    policies,
    enforceLifecycle,
    padding,
    models,
    rules,
    lenient,
    strictFixtures,
    quotas,
    journalSize,
    recordings: completeRules(values.recordings),
    transitionMs,
    ...(values.s3Root !== undefined && { s3Root: resolve(values.s3Root) }),
    ...(s3Endpoint !== undefined && { s3Endpoint }),
    ...(values.logsRoot !== undefined && { logsRoot: resolve(values.logsRoot) }),
    ...(values.trail !== undefined && { trail: resolve(values.trail) }),
    batchQueueMs,
    batchRecordMs,
  };
}

/** Beside a configuration file `fixtures` is ours; a directory of that name anywhere else may be anybody's. */
function readFixturePaths(
  given: string[] | undefined,
  configFile: string | undefined,
  directory: string,
): FixturePaths {
  if (given) return { paths: given.map((path) => resolve(directory, path)), named: true };
  return { paths: configFile === undefined ? [] : [join(dirname(configFile), 'fixtures')], named: false };
}

function readColour(environment: Environment): boolean | undefined {
  if (environment.NO_COLOR) return false;
  return environment.FORCE_COLOR ? environment.FORCE_COLOR !== '0' : undefined;
}

/** What the environment says of calls to AWS: proxies, authorities, and an API key. */
export function readUpstream(environment = processEnvironment()): Pick<PassageOptions, 'transport' | 'apiKey'> {
  // Upper or lower case, whichever is set: tools disagree on it.
  const either = (name: string) => environment[name] || environment[name.toLowerCase()] || undefined;
  const [httpProxy, httpsProxy, noProxy] = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].map(either);
  const caFiles = [environment.AWS_CA_BUNDLE, environment.NODE_EXTRA_CA_CERTS].filter((path) => path !== undefined);
  const apiKey = environment.AWS_BEARER_TOKEN_BEDROCK || undefined;
  return { transport: { httpProxy, httpsProxy, noProxy, caFiles: caFiles.filter(Boolean) }, ...(apiKey && { apiKey }) };
}

function readPassage(values: OptionValues, environment: Environment): PassageOptions {
  const { mode, recordingFolder = 'recordings', upstream, speed, olderThan } = values;
  const folder = resolve(recordingFolder);
  return { mode, folder, ...(upstream !== undefined && { upstream }), speed, olderThan, ...readUpstream(environment) };
}

function readForward({ forwardOther: url }: OptionValues, environment: Environment): Pick<ServerOptions, 'forward'> {
  return url === undefined ? {} : { forward: { url, caFiles: readUpstream(environment).transport.caFiles } };
}

/** Everything that was said to the server. Throws an `OptionError` that names the source, the option and what it should be. */
export function readOptions(sources: OptionSources = {}): ServerOptions {
  const { flags = {}, environment = processEnvironment(), directory = process.cwd(), defaults = {} } = sources;
  const fromText = createTextReader(flags, environment);
  const named = fromText('config');
  const configFile = named === undefined ? findConfigFile(directory) : resolve(directory, named);
  const file = configFile === undefined ? {} : readConfigFile(configFile, fileType(options));
  const names = Object.keys(options) as (keyof OptionValues)[];
  const values = Object.fromEntries(
    names.map((name) => [name, fromText(name) ?? file[name] ?? defaults[name] ?? options[name].default]),
  ) as unknown as OptionValues;
  const { host, port, cors, allowedHosts, adminToken, drainMs, faults, logLevel, logFormat } = values;
  return {
    settings: toSettings(values),
    fixtures: readFixturePaths(values.fixtures, configFile, directory),
    faults,
    account: { ...(values.state !== undefined && { state: resolve(values.state) }), prepare: values.prepare },
    passage: readPassage(values, environment),
    ...readForward(values, environment),
    host: { host, port, tls: readTls(values), cors, allowedHosts, ...(adminToken && { adminToken }), drainMs },
    log: { level: logLevel, format: logFormat, colour: readColour(environment) },
    configFile,
  };
}

/** The JSON Schema of the configuration file. */
export function writeConfigSchema(): Record<string, unknown> {
  return configSchema(options);
}
