/** The flags of commands that call a server: where it is, and as whom. */
import { type Command, Option } from 'commander';
import type { ClientOptions } from '../client/clients.js';
import {
  type Environment,
  localCredentials,
  OptionError,
  processEnvironment,
  silenceSdkWarning,
} from '../server/options.js';
import { defaultEndpoint } from './endpoint.js';

export interface ClientFlags {
  target?: 'mock' | 'aws';
  endpoint?: string;
  region?: string;
}

/** Adds `--target`, `--endpoint` and `--region`. */
export function addClientFlags(command: Command, variable: string): Command {
  return command
    .addOption(
      new Option('--target <target>', 'a bedrock-local server, or AWS with your own credentials')
        .choices(['mock', 'aws'])
        .default('mock'),
    )
    .option(
      '--endpoint <url>',
      `where the server is (default: ${variable}, AWS_ENDPOINT_URL, or ${defaultEndpoint}; with --target aws, the region's)`,
    )
    .option('--region <region>', 'region to call (default: AWS_REGION, AWS_DEFAULT_REGION, or us-east-1)');
}

function checkEndpoint(endpoint: string): string {
  if (/^https?:\/\//.test(endpoint) && URL.canParse(endpoint)) return endpoint;
  throw new OptionError(`the endpoint must be a URL such as ${defaultEndpoint}, not "${endpoint}"`);
}

/** The server that the flag or the environment names, else the one that was told nothing. */
export function readEndpoint({ endpoint }: ClientFlags, variable: string, environment = processEnvironment()): string {
  return checkEndpoint(endpoint ?? (environment[variable] || environment.AWS_ENDPOINT_URL || defaultEndpoint));
}

/** Without a key pair in the environment the well-known local one signs. */
function mockCredentials({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN }: Environment) {
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return localCredentials;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  };
}

/** What the flags and the environment say. With `aws`, what is not said here the SDK finds where it always does. */
export function readClientOptions(flags: ClientFlags, variable: string): ClientOptions {
  silenceSdkWarning();
  const environment = processEnvironment();
  const named = flags.region ?? (environment.AWS_REGION || environment.AWS_DEFAULT_REGION || undefined);
  if (flags.target === 'aws')
    return { region: named, ...(flags.endpoint !== undefined && { endpoint: checkEndpoint(flags.endpoint) }) };
  return {
    endpoint: readEndpoint(flags, variable, environment),
    region: named ?? 'us-east-1',
    credentials: mockCredentials(environment),
  };
}
