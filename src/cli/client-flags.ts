/** The flags of commands that call a server: where it is, and as whom. */
import type { Command } from 'commander';
import type { ClientOptions } from '../client/clients.js';
import { localCredentials, OptionError, processEnvironment, silenceSdkWarning } from '../server/options.js';
import { defaultEndpoint } from './endpoint.js';

/** Adds `--endpoint` and `--region`. */
export function addClientFlags(command: Command, variable: string): Command {
  return command
    .option('--endpoint <url>', `where the server is (default: ${variable}, AWS_ENDPOINT_URL, or ${defaultEndpoint})`)
    .option('--region <region>', 'region to call (default: AWS_REGION, AWS_DEFAULT_REGION, or us-east-1)');
}

/** What the flags and the environment say. Without a key pair in the environment the well-known local one signs. */
export function readClientOptions(flags: { endpoint?: string; region?: string }, variable: string): ClientOptions {
  silenceSdkWarning();
  const environment = processEnvironment();
  const endpoint = flags.endpoint ?? (environment[variable] || environment.AWS_ENDPOINT_URL || defaultEndpoint);
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint))
    throw new OptionError(`the endpoint must be a URL such as ${defaultEndpoint}, not "${endpoint}"`);
  const region = flags.region ?? (environment.AWS_REGION || environment.AWS_DEFAULT_REGION || 'us-east-1');
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  const given = AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY;
  const credentials = given
    ? { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY, sessionToken: AWS_SESSION_TOKEN }
    : localCredentials;
  return { endpoint, region, credentials };
}
