import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/server/auth/authenticate.js';
import type { Clock } from '../../../src/server/clock.js';
import { clockAt, NOW, pair, shortTermKey, signedAt, strict, toRequest } from './requests.js';

const temporary = { ...pair, sessionToken: 'FwoG/+=', expiresAt: '2025-01-01T18:00:00Z' };

interface Given {
  settings?: ReturnType<typeof strict>;
  clock?: Clock;
  host?: string;
  body?: Uint8Array;
}

function call(apiKey: string, given: Given = {}) {
  const { settings = strict(), clock = clockAt(NOW), host = 'localhost:4567' } = given;
  const body = 'body' in given ? given.body : new Uint8Array();
  return authenticate(toRequest({ headers: { authorization: `Bearer ${apiKey}`, host } }), body, settings, clock);
}

const refused = (message: string) =>
  expect.objectContaining({
    name: 'AccessDeniedException',
    message,
    options: expect.objectContaining({ status: 403, source: 'coral.service', messageKey: 'Message' }),
  });
const invalid = refused('Authentication failed: Please make sure your API Key is valid.');
const expired = refused('Bearer Token has expired');

describe('API keys under strict authentication', () => {
  it('are accepted where the settings name them, long-term keys and any other text', async () => {
    for (const apiKey of ['ABSKQmVkcm9ja0FQSUtleS1h', 'any text']) {
      expect(await call(apiKey, { settings: strict([], ['first', apiKey]) })).toEqual({ kind: 'bearer' });
    }
  });

  it('are refused where they do not', async () => {
    await expect(call('ABSKQmVkcm9ja0FQSUtleS1h')).rejects.toEqual(invalid);
    await expect(call('sk-1234')).rejects.toEqual(
      refused('Invalid API Key format: Must start with pre-defined prefix'),
    );
    await expect(call('')).rejects.toEqual(refused('Invalid API Key format: Must start with pre-defined prefix'));
  });

  it('are not taken by bidirectional streams', async () => {
    await expect(call('known', { settings: strict([], ['known']), body: undefined })).rejects.toEqual(
      refused('This operation does not support API Keys'),
    );
  });
});

describe('short-term API keys', () => {
  it('are accepted from the key pair that made them, and tell its region', async () => {
    const caller = { kind: 'bearer', accessKeyId: pair.accessKeyId, region: 'eu-west-1', service: 'bedrock' };
    expect(await call(await shortTermKey({ signedAt, region: 'eu-west-1' }))).toEqual(caller);
    const made = await shortTermKey({ signedAt, region: 'eu-west-1', credentials: temporary });
    expect(await call(made, { settings: strict([temporary]) })).toEqual(caller);
  });

  it('are good in their region only', async () => {
    const apiKey = await shortTermKey({ signedAt, region: 'eu-west-1' });
    expect(await call(apiKey, { host: 'bedrock-runtime.eu-west-1.amazonaws.com' })).toMatchObject({ kind: 'bearer' });
    await expect(call(apiKey, { host: 'bedrock-runtime.us-east-1.amazonaws.com' })).rejects.toEqual(invalid);
  });

  it('expire by the namespace’s clock: after their time, or with their session', async () => {
    const clock = clockAt(NOW);
    const apiKey = await shortTermKey({ signedAt });
    const ofSession = await shortTermKey({ signedAt, credentials: temporary });
    clock.advance(6 * 3_600_000);
    expect(await call(apiKey, { clock })).toMatchObject({ kind: 'bearer' });
    await expect(call(ofSession, { clock, settings: strict([temporary]) })).rejects.toEqual(expired);
    clock.advance(6 * 3_600_000 + 1);
    await expect(call(apiKey, { clock })).rejects.toEqual(expired);
  });

  it.each<[string, () => Promise<string>]>([
    ['of another secret', () => shortTermKey({ signedAt, credentials: { ...pair, secretAccessKey: 'wrong' } })],
    ['of an unknown access key', () => shortTermKey({ signedAt, credentials: { ...pair, accessKeyId: 'AKIDOTHER' } })],
    ['of a session that is not known', () => shortTermKey({ signedAt, credentials: temporary })],
    ['for longer than 12 hours', () => shortTermKey({ signedAt }, 43_201)],
    ['for no time', () => shortTermKey({ signedAt }, 0)],
    ['for another service', () => shortTermKey({ signedAt, service: 's3' })],
    ['for another action', () => shortTermKey({ signedAt }, 3600, 'GetCallerIdentity')],
    ['from the future', () => shortTermKey({ signedAt: new Date('2025-01-01T12:05:01Z') })],
    ['that are no base64', async () => 'bedrock-api-key-***'],
    ['that hold no URL', async () => `bedrock-api-key-${btoa('bedrock.amazonaws.com/?Action=CallWithBearerToken')}`],
  ])('%s are refused', async (_what, make) => {
    await expect(call(await make())).rejects.toEqual(invalid);
  });

  it('are refused when one character of them is changed', async () => {
    const apiKey = await shortTermKey({ signedAt });
    const start = 'bedrock-api-key-'.length;
    for (let index = start; index < apiKey.length; index += 7) {
      const changed = apiKey[index] === 'A' ? 'B' : 'A';
      await expect(call(apiKey.slice(0, index) + changed + apiKey.slice(index + 1))).rejects.toEqual(invalid);
    }
  });
});
