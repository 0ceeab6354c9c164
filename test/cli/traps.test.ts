/** Each trap of an environment is shown to be one, with the SDK itself, and then shown to be gone in the child of `run`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment } from '../../src/cli/child-environment.js';
import { type Endpoint, endpointVariables } from '../../src/cli/endpoint.js';
import type { Environment } from '../../src/server/options.js';

const endpoint: Endpoint = {
  url: 'http://127.0.0.1:5000',
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-traps-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

interface SentRequest {
  hostname: string;
  port?: number;
  headers: Record<string, string>;
}

/** What the SDK, with nothing in code, would send in `environment`: where to, signed by whom. No call is made. */
async function whatIsSent(environment: Environment): Promise<string> {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  const requestHandler = {
    handle: async (request: SentRequest) => {
      throw Object.assign(new Error('not sent'), { request });
    },
  };
  try {
    const client = new BedrockRuntimeClient({ requestHandler: requestHandler as never });
    const error = await client.send(new ConverseCommand({ modelId: 'x', messages: [] })).catch((thrown) => thrown);
    const request: SentRequest | undefined = error.request;
    if (!request) return error.message;
    const { authorization = '', ...headers } = request.headers;
    const signer = /Credential=([^/]+)/.exec(authorization)?.[1] ?? authorization;
    const token = headers['x-amz-security-token'] ? ' with a token' : '';
    return `${request.hostname}:${request.port ?? ''} by ${signer}${token}`;
  } finally {
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

function awsFile(name: string, text: string): Environment {
  const path = join(directory, name);
  writeFileSync(path, text);
  return { [name.startsWith('config') ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE']: path };
}

const arrived = '127.0.0.1:5000 by local';
const traps: Record<string, () => Environment> = {
  AWS_USE_FIPS_ENDPOINT: () => ({ AWS_USE_FIPS_ENDPOINT: 'true' }),
  AWS_USE_DUALSTACK_ENDPOINT: () => ({ AWS_USE_DUALSTACK_ENDPOINT: 'true' }),
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: () => ({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }),
  AWS_PROFILE: () => ({
    AWS_PROFILE: 'dev',
    ...awsFile('credentials-dev', '[dev]\naws_access_key_id = AKIAREAL\naws_secret_access_key = real\n'),
  }),
  AWS_BEARER_TOKEN_BEDROCK: () => ({ AWS_BEARER_TOKEN_BEDROCK: 'real-key' }),
  AWS_SESSION_TOKEN: () => ({ AWS_SESSION_TOKEN: 'old' }),
  'a config file that ignores endpoints': () =>
    awsFile('config-ignore', '[default]\nignore_configured_endpoint_urls = true\n'),
  'a config file with FIPS': () => awsFile('config-fips', '[default]\nuse_fips_endpoint = true\n'),
};

describe('in an environment with', () => {
  it.each(Object.entries(traps))('%s', async (_, trap) => {
    const nowhere = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
    const environment = { ...nowhere, ...trap() };
    expect(await whatIsSent({ ...environment, ...endpointVariables(endpoint) })).not.toBe(arrived);
    expect(await whatIsSent(childEnvironment(environment, endpoint, { directory }))).toBe(arrived);
  });

  it('AWS_ENDPOINT_URL, which is no trap: the variable of the service wins', async () => {
    const environment = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', ...endpointVariables(endpoint) };
    expect(await whatIsSent(environment)).toBe(arrived);
  });
});
