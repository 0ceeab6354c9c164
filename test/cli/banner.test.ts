import { describe, expect, it } from 'vitest';
import { writeBanner } from '../../src/cli/banner.js';
import type { Endpoint } from '../../src/cli/endpoint.js';
import { toEndpoint } from '../../src/cli/endpoint.js';
import { detectShell, type Shell, shells } from '../../src/cli/shells.js';
import { defaultSettings, type Settings } from '../../src/server/settings.js';

const local = { accessKeyId: 'local', secretAccessKey: 'local' };
const endpoint: Endpoint = { url: 'http://127.0.0.1:4567', region: 'us-east-1', credentials: local };
const banner = (shown: Shell[], more: Partial<Endpoint> = {}, wellKnown = true) =>
  writeBanner({
    version: '1.2.3',
    endpoint: { ...endpoint, ...more },
    settings: defaultSettings,
    shells: shown,
    wellKnown,
  });

describe('the banner', () => {
  it('shows the lines to set in the syntax of each shell', () => {
    expect(banner(['posix'])).toContain('\n  export AWS_ENDPOINT_URL_BEDROCK_RUNTIME=http://127.0.0.1:4567\n');
    expect(banner(['powershell'])).toContain("\n  $env:AWS_DEFAULT_REGION = 'us-east-1'\n");
    expect(banner(['cmd'])).toContain('\n  set "AWS_ACCESS_KEY_ID=local"\n');
  });

  it('is short, and has the other shells on one line each', () => {
    expect(banner(['posix']).split('\n').length).toBeLessThan(26);
    expect(banner(['posix'])).toMatch(
      /\n {2}\$env:AWS_ENDPOINT_URL_BEDROCK = .*; \$env:AWS_DEFAULT_REGION = 'us-east-1'\n/,
    );
    expect(banner(['posix'])).toMatch(/\n {2}set "AWS_ENDPOINT_URL_BEDROCK=.*" & set "AWS_DEFAULT_REGION=us-east-1"\n/);
  });

  it('names the authority to trust with TLS', () => {
    const text = banner(['posix'], { url: 'https://127.0.0.1:4567', caPath: '/a b/ca.pem' });
    expect(text).toContain("export NODE_EXTRA_CA_CERTS='/a b/ca.pem'");
    expect(text).toContain("export AWS_CA_BUNDLE='/a b/ca.pem'");
    expect(text).toContain("curl --cacert '/a b/ca.pem' https://127.0.0.1:4567/model/");
  });

  it('shows no secret that somebody configured', () => {
    const text = banner(['posix'], { credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'hunter2' } }, false);
    expect(text).toContain('export AWS_ACCESS_KEY_ID=AKIDEXAMPLE');
    expect(text).not.toContain('hunter2');
  });
});

describe('toEndpoint', () => {
  const settings = (auth: Partial<Settings['auth']>) => ({
    ...defaultSettings,
    auth: { ...defaultSettings.auth, mode: 'strict' as const, ...auth },
  });
  const of = (auth: Partial<Settings['auth']>) => toEndpoint({ url: 'u' }, settings(auth), local).credentials;

  it('gives credentials that the server accepts', () => {
    const pair = { accessKeyId: 'a', secretAccessKey: 'b' };
    expect(of({ keys: [pair], apiKeys: ['k'] })).toBe(pair);
    expect(of({ apiKeys: ['k'] })).toEqual({ apiKey: 'k' });
    expect(of({ mode: 'any', keys: [pair] })).toBe(local);
  });
});

describe('shells', () => {
  it.each<[NodeJS.Platform, Record<string, string>, Shell]>([
    ['linux', { SHELL: '/bin/bash' }, 'posix'],
    ['darwin', { PSModulePath: '/opt/powershell' }, 'powershell'],
    ['win32', { PSModulePath: 'C:\\x' }, 'powershell'],
    ['win32', { PSModulePath: 'C:\\x', PROMPT: '$P$G' }, 'cmd'],
    ['win32', { PSModulePath: 'C:\\x', MSYSTEM: 'MINGW64' }, 'posix'],
  ])('on %s with %j', (platform, environment, shell) => {
    expect(detectShell(environment, platform)).toBe(shell);
  });

  it('quotes what each shell would read otherwise', () => {
    expect(shells.posix.set('A', "it's $HOME")).toBe("export A='it'\\''s $HOME'");
    expect(shells.powershell.set('A', "it's")).toBe("$env:A = 'it''s'");
    expect(shells.cmd.post('http://x', '{"a":1}', undefined)).toContain('-d "{\\"a\\":1}"');
  });
});
