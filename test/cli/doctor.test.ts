import { describe, expect, it } from 'vitest';
import { type AwsFiles, readSections } from '../../src/cli/aws-files.js';
import type { Surroundings } from '../../src/cli/doctor/check.js';
import { checks } from '../../src/cli/doctor/index.js';
import { examine } from '../../src/cli/doctor.js';

const url = 'http://127.0.0.1:4567';

/** Surroundings in which all is in order, but for what is given. An undefined variable is not set. */
function surroundings(
  environment: Record<string, string | undefined> = {},
  more: Partial<Omit<Surroundings, 'files' | 'environment'>> & { config?: string; credentials?: string } = {},
): Surroundings {
  const { config = '', credentials = '', ...rest } = more;
  const files: AwsFiles = { config: readSections(config), credentials: readSections(credentials) };
  const inOrder = {
    AWS_ENDPOINT_URL_BEDROCK: url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
  };
  return {
    environment: { ...inOrder, ...environment },
    files,
    nodeVersion: '22.1.0',
    installedVersion: () => undefined,
    probe: async () => undefined,
    optionMistake: () => undefined,
    ...rest,
  };
}

async function findings(given: Surroundings): Promise<string[]> {
  const { lines } = await examine(checks, given);
  return lines.filter((line) => line.startsWith('PROBLEM')).map((line) => line.slice('PROBLEM  '.length));
}

describe('doctor', () => {
  it('finds nothing where all is in order, and says what it looked at', async () => {
    const { lines, count } = await examine(checks, surroundings());
    expect(count).toBe(0);
    expect(lines.filter((line) => line.startsWith('ok'))).toHaveLength(checks.length);
    expect(lines.at(-1)).toBe('Nothing stands in the way.');
  });

  it('says what is set, what it does and how to mend it', async () => {
    const { lines, count } = await examine(checks, surroundings({ AWS_PROFILE: 'dev' }, { config: '[profile dev]' }));
    expect(count).toBe(1);
    expect(lines.slice(0, 3)).toEqual([
      'PROBLEM  AWS_PROFILE=dev',
      expect.stringMatching(/^ {2}effect the JavaScript SDK signs with the profile's credentials/),
      '  remedy remove it',
    ]);
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no endpoint', { AWS_ENDPOINT_URL_BEDROCK: undefined }, /^AWS_ENDPOINT_URL_BEDROCK not set/],
    ['no scheme', { AWS_ENDPOINT_URL_BEDROCK: 'localhost:4567' }, /^AWS_ENDPOINT_URL_BEDROCK=localhost:4567/],
    ['a path', { AWS_ENDPOINT_URL_BEDROCK: `${url}/model` }, /^AWS_ENDPOINT_URL_BEDROCK=.*\/model/],
    ['ignored endpoints', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' }, /^AWS_IGNORE_CONFIGURED/],
    ['FIPS', { AWS_USE_FIPS_ENDPOINT: 'true' }, /^AWS_USE_FIPS_ENDPOINT=true/],
    ['dual-stack', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, /^AWS_USE_DUALSTACK_ENDPOINT=true/],
    [
      'a proxy',
      { http_proxy: 'http://proxy:1', NO_PROXY: 'corp.test' },
      /^http_proxy set, and 127\.0\.0\.1 not in NO_/,
    ],
    ['half a key pair', { AWS_SECRET_ACCESS_KEY: undefined }, /^AWS_ACCESS_KEY_ID set, its other half not/],
    ['no keys', { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }, /^no credentials/],
    [
      'an unknown profile',
      { AWS_DEFAULT_PROFILE: 'gone' },
      /^AWS_DEFAULT_PROFILE=gone, a profile that no AWS file has/,
    ],
    ['an API key', { AWS_BEARER_TOKEN_BEDROCK: 'hunter2' }, /^AWS_BEARER_TOKEN_BEDROCK set$/],
    ['an old token', { AWS_SESSION_TOKEN: 'hunter2' }, /^AWS_SESSION_TOKEN set, though/],
    ['no region for boto3', { AWS_DEFAULT_REGION: undefined }, /^AWS_DEFAULT_REGION not set/],
    ['no region for others', { AWS_REGION: undefined }, /^AWS_REGION not set/],
    ['two regions', { AWS_REGION: 'eu-west-1' }, /^AWS_REGION=eu-west-1, AWS_DEFAULT_REGION=us-east-1/],
    ['a mistyped variable', { BEDROCK_LOCAL_PROT: '1' }, /^BEDROCK_LOCAL_PROT set/],
  ])('finds %s', async (_, environment, found) => {
    expect(await findings(surroundings(environment))).toEqual([expect.stringMatching(found)]);
  });

  it.each<[string, string, RegExp]>([
    [
      'ignore_configured_endpoint_urls = true',
      'ignored endpoints',
      /^ignore_configured_endpoint_urls in the profile default/,
    ],
    ['use_fips_endpoint = true', 'FIPS', /^use_fips_endpoint in the profile default/],
    ['services = gone', 'a section that is not there', /^services = gone .* without a section/],
  ])('finds "%s" in the AWS config file', async (line, _, found) => {
    const config = `[default]\n${line}\n`;
    expect(await findings(surroundings({}, { config }))).toEqual([expect.stringMatching(found)]);
  });

  it('finds endpoints of the AWS config file where no variable wins over them', async () => {
    const config = '[default]\nservices = x\n[services x]\nbedrock_runtime =\n  endpoint_url = http://elsewhere\n';
    expect(await findings(surroundings({}, { config }))).toEqual([]);
    const found = await findings(surroundings({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: undefined }, { config }));
    expect(found[1]).toMatch(/^endpoint_url = http:\/\/elsewhere for bedrock_runtime/);
  });

  it('finds a server that does not answer', async () => {
    const probe = async () => 'ECONNREFUSED';
    expect(await findings(surroundings({}, { probe }))).toEqual([`${url}/_local/health: ECONNREFUSED`]);
  });

  it('finds authorities that are not trusted, with https', async () => {
    const https = { AWS_ENDPOINT_URL_BEDROCK: 'https://localhost:1', AWS_CA_BUNDLE: '/ca.pem' };
    expect(await findings(surroundings(https))).toEqual(['NODE_EXTRA_CA_CERTS not set, with an https endpoint']);
  });

  it.each([
    ['@aws-sdk/client-bedrock-runtime', '3.400.0', /^@aws-sdk\/client-bedrock-runtime 3\.400\.0/],
    ['@aws-sdk/client-bedrock-runtime', '3.844.0', /3\.844\.0/],
    ['@anthropic-ai/bedrock-sdk', '0.36.0', /^ANTHROPIC_BEDROCK_BASE_URL not set/],
  ])('finds %s %s', async (name, version, found) => {
    const installedVersion = (wanted: string) => (wanted === name ? version : undefined);
    expect(await findings(surroundings({}, { installedVersion }))).toEqual([expect.stringMatching(found)]);
  });

  it('finds an old Node.js and a mistake in its own options', async () => {
    expect(await findings(surroundings({}, { nodeVersion: '20.9.0' }))).toEqual(['Node.js 20.9.0']);
    expect(await findings(surroundings({}, { optionMistake: () => 'prot?' }))).toEqual(['prot?']);
  });

  it('takes no offence at exemptions, ASIA keys, profiles with a region, and variables of ours', async () => {
    const environment = {
      HTTPS_PROXY: 'http://proxy:1',
      no_proxy: 'localhost,127.0.0.1',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      AWS_SESSION_TOKEN: 'token',
      AWS_REGION: undefined,
      AWS_DEFAULT_REGION: undefined,
      BEDROCK_LOCAL_PORT: '1',
    };
    expect(await findings(surroundings(environment, { config: '[default]\nregion = eu-west-1\n' }))).toEqual([]);
  });

  it('shows no secret', async () => {
    const environment = {
      AWS_BEARER_TOKEN_BEDROCK: 'hunter2',
      AWS_SESSION_TOKEN: 'hunter2',
      HTTP_PROXY: 'http://u:hunter2@p',
    };
    expect((await examine(checks, surroundings(environment))).lines.join('\n')).not.toContain('hunter2');
  });
});
