import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSections } from '../../src/cli/aws-files.js';
import { childEnvironment, misleading } from '../../src/cli/child-environment.js';
import type { Endpoint } from '../../src/cli/endpoint.js';
import type { Environment } from '../../src/server/options.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-child-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const endpoint: Endpoint = {
  url: 'http://127.0.0.1:5000',
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const nowhere = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
const child = (environment: Environment, options: { keep?: boolean } = {}, more: Partial<Endpoint> = {}) =>
  childEnvironment({ ...nowhere, ...environment }, { ...endpoint, ...more }, { directory, ...options });

describe('the environment of the child', () => {
  it('names the server, credentials and both region variables, and keeps the rest', () => {
    expect(child({ HOME: '/home/me', AWS_ACCESS_KEY_ID: 'AKIAREAL' })).toMatchObject({
      HOME: '/home/me',
      AWS_ENDPOINT_URL_BEDROCK: endpoint.url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoint.url,
      ANTHROPIC_BEDROCK_BASE_URL: endpoint.url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
  });

  it('has nothing that sends clients elsewhere, unless it is to be kept', () => {
    const traps = Object.fromEntries(misleading.map((name) => [name, 'x']));
    expect(Object.keys(child(traps)).filter((name) => misleading.includes(name))).toEqual([]);
    expect(child(traps, { keep: true })).toMatchObject({ ...traps, AWS_CONFIG_FILE: '/nowhere' });
  });

  it('keeps the endpoint of other services', () => {
    expect(child({ AWS_ENDPOINT_URL: 'http://localhost:4566' }).AWS_ENDPOINT_URL).toBe('http://localhost:4566');
    const forwarding = child({ AWS_ENDPOINT_URL: 'http://localhost:4566' }, {}, { all: true });
    expect(forwarding.AWS_ENDPOINT_URL).toBe(endpoint.url);
  });

  it.each([
    [{}, '127.0.0.1,localhost'],
    [{ NO_PROXY: 'corp.test' }, 'corp.test,127.0.0.1,localhost'],
    [{ NO_PROXY: 'a', no_proxy: 'b, localhost' }, 'b,localhost,a,127.0.0.1'],
    [{ no_proxy: '*' }, '*'],
  ])('exempts this machine from proxies: %j', (environment: Environment, list) => {
    expect(child(environment)).toMatchObject({ NO_PROXY: list, no_proxy: list });
  });

  it('shows every profile by name, with neither its settings nor its credentials', () => {
    const files = { AWS_CONFIG_FILE: join(directory, 'real'), AWS_SHARED_CREDENTIALS_FILE: join(directory, 'secret') };
    writeFileSync(files.AWS_CONFIG_FILE, '[profile dev]\nuse_fips_endpoint = true\nsso_session = corp\n');
    writeFileSync(files.AWS_SHARED_CREDENTIALS_FILE, '[ci]\naws_secret_access_key = hunter2\n');
    const shown = childEnvironment(files, endpoint, { directory });
    expect(readSections(readFileSync(shown.AWS_CONFIG_FILE!, 'utf8'))).toEqual({
      default: { region: 'eu-west-1' },
      'profile dev': { region: 'eu-west-1' },
      'profile ci': { region: 'eu-west-1' },
    });
    const pair = { aws_access_key_id: 'local', aws_secret_access_key: 'local' };
    expect(readSections(readFileSync(shown.AWS_SHARED_CREDENTIALS_FILE!, 'utf8'))).toEqual({
      default: pair,
      dev: pair,
      ci: pair,
    });
  });

  it('gives the API key where that is all the server accepts', () => {
    const environment = child({ AWS_SESSION_TOKEN: 'old' }, {}, { credentials: { apiKey: 'key-1' } });
    expect(environment.AWS_BEARER_TOKEN_BEDROCK).toBe('key-1');
    expect(environment.AWS_SESSION_TOKEN).toBeUndefined();
  });

  it('adds the authority of a TLS server to those that were trusted', () => {
    const [caPath, corporate] = [join(directory, 'ca.pem'), join(directory, 'corporate.pem')];
    writeFileSync(caPath, 'OURS\n');
    writeFileSync(corporate, 'THEIRS\n');
    const environment = child({ AWS_CA_BUNDLE: corporate }, {}, { caPath });
    expect(environment.NODE_EXTRA_CA_CERTS).toBe(caPath);
    expect(readFileSync(environment.AWS_CA_BUNDLE!, 'utf8')).toBe('THEIRS\nOURS\n');
  });
});
