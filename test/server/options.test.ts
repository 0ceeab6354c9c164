import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OptionSources, type OptionValues, options, readOptions } from '../../src/server/options.js';
import { defaultSettings } from '../../src/server/settings.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-options-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = (text: string, name = 'bedrock-local.config.yaml') => writeFileSync(join(directory, name), text);
const read = (sources: OptionSources = {}) => readOptions({ environment: {}, directory, ...sources });
const mistake = (sources: OptionSources = {}) => {
  try {
    read(sources);
  } catch (error) {
    return String(error);
  }
  return 'no mistake';
};

describe('sources', () => {
  it('gives the defaults of the settings where nothing is said', () => {
    expect(read()).toEqual({
      settings: defaultSettings,
      host: { host: '127.0.0.1', port: 4567, tls: false, cors: [], allowedHosts: [], drainMs: 500 },
      log: { level: 'info', format: 'text', colour: undefined },
      configFile: undefined,
      fixtures: { paths: [], named: false },
      faults: [],
      passage: {
        mode: 'emulate',
        folder: expect.stringMatching(/recordings$/),
        speed: 1,
        olderThan: 30,
        transport: { caFiles: [] },
      },
      account: { prepare: [] },
    });
  });

  it('takes flag before environment before file before default', () => {
    file('port: 1000\nregion: eu-west-1\nseed: 5\n');
    const environment = { BEDROCK_LOCAL_PORT: '2000', BEDROCK_LOCAL_REGION: 'eu-west-2' };
    const { host, settings } = read({ flags: { port: '3000' }, environment });
    expect([host.port, settings.region, settings.seed, settings.accountId]).toEqual([
      3000,
      'eu-west-2',
      5,
      '123456789012',
    ]);
  });

  it('counts an empty variable as unset', () => {
    expect(read({ environment: { BEDROCK_LOCAL_PORT: '' } }).host.port).toBe(4567);
  });

  it('lets a command have its own defaults, below the file', () => {
    expect(read({ defaults: { logLevel: 'error' } }).log.level).toBe('error');
    file('logLevel: debug');
    expect(read({ defaults: { logLevel: 'error' } }).log.level).toBe('debug');
  });

  it('reads JSON, and the file that a flag or variable names', () => {
    file('{"port": 1001}', 'bedrock-local.config.json');
    file('port: 1002', 'other.yml');
    expect(read().host.port).toBe(1001);
    expect(read({ flags: { config: 'other.yml' } }).host.port).toBe(1002);
    expect(read({ environment: { BEDROCK_LOCAL_CONFIG: join(directory, 'other.yml') } }).host.port).toBe(1002);
  });

  it('reads what only a file can hold', () => {
    file(`
auth: strict
keys:
  - { accessKeyId: AKIDEXAMPLE, secretAccessKey: secret, sessionToken: token, expiresAt: "2030-01-01T00:00:00Z" }
apiKeys: [bedrock-api-key-1]
models:
  - { id: acme.new-v1:0, like: amazon.nova-lite-v1:0, regions: [us-east-1] }
`);
    const { auth, models } = read().settings;
    expect(auth.keys[0]).toMatchObject({ accessKeyId: 'AKIDEXAMPLE', sessionToken: 'token' });
    expect(auth.apiKeys).toEqual(['bedrock-api-key-1']);
    expect(models).toEqual([{ id: 'acme.new-v1:0', like: 'amazon.nova-lite-v1:0', regions: ['us-east-1'] }]);
  });

  const given: Partial<Record<keyof OptionValues, string>> = {
    port: '1',
    host: '0.0.0.0',
    region: 'eu-west-1',
    accountId: '111122223333',
    seed: '1',
    auth: 'strict',
    keys: 'AKIDEXAMPLE:secret',
    apiKeys: 'key',
    enforceLifecycle: 'true',
    padding: 'false',
    fixtures: 'one.yaml,two',
    strictFixtures: 'true',
    tls: 'true',
    cors: '*',
    allowedHosts: 'bedrock',
    logLevel: 'debug',
    logFormat: 'json',
    journalSize: '1',
    drainMs: '1',
  };

  it.each(Object.entries(given))('obeys the flag and the variable of %s', (name, text) => {
    const { flag, environment } = options[name as keyof OptionValues];
    const fromVariable = read({ environment: { [environment!]: text } });
    expect(fromVariable).not.toEqual(read());
    if (flag) expect(read({ flags: { [name]: text } })).toEqual(fromVariable);
  });
});

describe('values', () => {
  it('turns flags that stand alone into values', () => {
    expect(read({ flags: { cors: true } }).host.cors).toEqual(['*']);
    expect(read({ flags: { cors: 'http://localhost:3000, https://app.test' } }).host.cors).toHaveLength(2);
    expect(read({ flags: { padding: false, tls: true } })).toMatchObject({
      settings: { padding: false },
      host: { tls: true },
    });
  });

  it('reads a key pair from the environment, colons in the secret and all', () => {
    const environment = { BEDROCK_LOCAL_KEYS: 'AKIDEXAMPLE:a:b/c+d', BEDROCK_LOCAL_API_KEYS: 'one,two' };
    expect(read({ environment }).settings.auth).toEqual({
      mode: 'any',
      keys: [{ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a:b/c+d' }],
      apiKeys: ['one', 'two'],
    });
  });

  it('accepts the printed pair when strict and nothing else is configured', () => {
    const { auth } = read({ flags: { auth: 'strict' } }).settings;
    expect(auth.keys).toEqual([{ accessKeyId: 'local', secretAccessKey: 'local' }]);
  });

  it('finds the fixtures beside the configuration file, or where they are said to be', () => {
    expect(read({ flags: { fixtures: 'a.yaml,b' } }).fixtures).toEqual({
      paths: [join(directory, 'a.yaml'), join(directory, 'b')],
      named: true,
    });
    file('{}');
    expect(read().fixtures).toEqual({ paths: [join(directory, 'fixtures')], named: false });
  });

  it('takes colour from NO_COLOR and FORCE_COLOR', () => {
    expect(read({ environment: { NO_COLOR: '1', FORCE_COLOR: '1' } }).log.colour).toBe(false);
    expect(read({ environment: { FORCE_COLOR: '1' } }).log.colour).toBe(true);
  });
});

describe('mistakes are one line that names where, what and the remedy', () => {
  it.each<[string, OptionSources, string]>([
    ['flag', { flags: { port: 'many' } }, '--port must be a whole number from 0 to 65535, not "many"'],
    ['flag out of range', { flags: { port: '70000' } }, '--port must be a whole number from 0 to 65535, not 70000'],
    [
      'variable',
      { environment: { BEDROCK_LOCAL_AUTH: 'lax' } },
      'BEDROCK_LOCAL_AUTH must be one of any, strict, not "lax"',
    ],
    ['boolean', { environment: { BEDROCK_LOCAL_TLS: 'yes' } }, 'BEDROCK_LOCAL_TLS must be true or false, not "yes"'],
    [
      'half a pair',
      { flags: { tlsCert: 'a.pem' } },
      '--tls-cert and --tls-key go together: one is given, the other is not',
    ],
    ['secret', { environment: { BEDROCK_LOCAL_KEYS: 'hunter2' } }, 'BEDROCK_LOCAL_KEYS[0] lacks "secretAccessKey"'],
  ])('%s', (_, sources, sentence) => {
    expect(mistake(sources)).toBe(`OptionError: ${sentence}`);
  });

  it.each([
    ['port: 1\nprot: 2', '2: unknown key "prot"; did you mean "port"?'],
    ['log-level: info', '1: unknown key "log-level"; did you mean "logLevel"?'],
    ['wholly-other: 1', '1: unknown key "wholly-other"'],
    ['seed: 1\nport: "80"', '2: port must be a whole number from 0 to 65535, not "80"'],
    ['accountId: 123456789012', '1: accountId must be twelve digits (in a file: in quotes), not 123456789012'],
    [
      'keys:\n  - accessKeyId: a\n    secretAccesKey: b',
      '3: unknown key "keys[0].secretAccesKey"; did you mean "secretAccessKey"?',
    ],
    ['models:\n  - id: a\n    like: b\n  - id: a', '4: models[1] lacks "like"'],
    ['apiKeys: secret', '1: apiKeys must be a list'],
    ['apiKeys: [one, 2]', '1: apiKeys[1] must be an API key'],
    ['- port', '1: the file must be a mapping with keys such as "journalSize"'],
    ['port: 1\nport: 2', '2: cannot be parsed: Map keys must be unique'],
    ['config: other.yaml', '1: unknown key "config"'],
  ])('file %j', (text, sentence) => {
    file(text);
    expect(mistake()).toBe(`OptionError: bedrock-local.config.yaml:${sentence}`);
  });

  it('names a file that is not there, and two of which one is too many', () => {
    expect(mistake({ flags: { config: 'none.yaml' } })).toMatch(/none\.yaml does not exist$/);
    file('{}', 'bedrock-local.config.json');
    file('', 'bedrock-local.config.yaml');
    expect(mistake()).toMatch(/yaml and bedrock-local\.config\.json are both here: keep one, or name it by --config$/);
  });
});
