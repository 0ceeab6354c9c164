/** The environment that `run` gives its child: every AWS client in it reaches the server, and nothing sends one elsewhere. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../server/options.js';
import { profileNames, readAwsFiles } from './aws-files.js';
import { type Endpoint, endpointVariables } from './endpoint.js';

/**
 * What would send a client elsewhere or let it sign otherwise. AWS_ENDPOINT_URL is not among them: the variables of the
 * two services win over it in every SDK, and it may hold the emulator of the child's other services.
 */
export const misleading = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_SESSION_TOKEN',
];

const localHosts = ['127.0.0.1', 'localhost'];

/** boto3 sends even loopback calls through a proxy. Python takes `no_proxy` first, others the upper case: both get all. */
function withoutProxy(environment: Environment): Environment {
  const given = [environment.no_proxy, environment.NO_PROXY].flatMap((value) => value?.split(',') ?? []);
  const hosts = [...new Set(given.map((host) => host.trim()).filter(Boolean))];
  const value = hosts.includes('*') ? '*' : [...new Set([...hosts, ...localHosts])].join(',');
  return { NO_PROXY: value, no_proxy: value };
}

/**
 * Writes a config and a credentials file to `directory`, with every profile of the real ones and nothing of what they
 * say: code that names a profile finds it, with credentials that are worth nothing. Settings such as
 * `use_fips_endpoint`, `ignore_configured_endpoint_urls` or a sign-on thereby do not reach the child.
 */
function writeAwsFiles(environment: Environment, endpoint: Endpoint, directory: string): Environment {
  const { region, credentials } = endpoint;
  const pair =
    'apiKey' in credentials
      ? []
      : [`aws_access_key_id = ${credentials.accessKeyId}`, `aws_secret_access_key = ${credentials.secretAccessKey}`];
  const names = profileNames(readAwsFiles(environment));
  const write = (file: string, title: (name: string) => string, lines: string[]) => {
    const path = join(directory, file);
    const text = names.map((name) => [`[${title(name)}]`, ...lines, ''].join('\n')).join('\n');
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return {
    AWS_CONFIG_FILE: write('config', (name) => (name === 'default' ? name : `profile ${name}`), [`region = ${region}`]),
    AWS_SHARED_CREDENTIALS_FILE: write('credentials', (name) => name, pair),
  };
}

/** A bundle of the authorities that were trusted before and ours: AWS_CA_BUNDLE replaces, it does not add. */
function trust(environment: Environment, caPath: string, directory: string): Environment {
  const bundle = (variable: string) => {
    const before = environment[variable];
    if (!before || !existsSync(before)) return caPath;
    const path = join(directory, `${variable}.pem`);
    writeFileSync(path, `${readFileSync(before, 'utf8').trimEnd()}\n${readFileSync(caPath, 'utf8')}`);
    return path;
  };
  return { NODE_EXTRA_CA_CERTS: bundle('NODE_EXTRA_CA_CERTS'), AWS_CA_BUNDLE: bundle('AWS_CA_BUNDLE') };
}

export interface ChildEnvironmentOptions {
  /** Leave variables and AWS files as they are, save those that are set. Default false. */
  keep?: boolean;
  /** An empty directory for the files that the child is shown. The caller removes it. */
  directory: string;
}

/** `environment` as the child gets it. */
export function childEnvironment(
  environment: Environment,
  endpoint: Endpoint,
  { keep = false, directory }: ChildEnvironmentOptions,
): Environment {
  const kept = Object.entries(environment).filter(([name]) => keep || !misleading.includes(name.toUpperCase()));
  return {
    ...Object.fromEntries(kept),
    ...withoutProxy(environment),
    ...(keep ? {} : writeAwsFiles(environment, endpoint, directory)),
    ...endpointVariables(endpoint),
    ...(endpoint.caPath && trust(environment, endpoint.caPath, directory)),
    ANTHROPIC_BEDROCK_BASE_URL: endpoint.url,
  };
}
