import { describe, expect, it } from 'vitest';
import { authenticate, foreignServiceHint, readCaller } from '../../../src/server/auth/authenticate.js';
import { createClock } from '../../../src/server/clock.js';
import { defaultSettings } from '../../../src/server/settings.js';
import { pair, presigned, shortTermKey, signed, toRequest } from './requests.js';

const signer = { kind: 'sigv4', accessKeyId: pair.accessKeyId, region: 'eu-west-1', service: 'bedrock' };

describe('where every credential is accepted', () => {
  const accept = (request: ReturnType<typeof toRequest>) =>
    authenticate(request, undefined, defaultSettings, createClock());

  it('a signature is taken at its word, in the header and in the query', async () => {
    const credentials = { ...pair, secretAccessKey: 'whatever' };
    expect(await accept(await signed({ region: 'eu-west-1', credentials }))).toEqual(signer);
    expect(await accept(await presigned({ region: 'eu-west-1', credentials }))).toEqual(signer);
  });

  it('an API key is, too', async () => {
    const bearer = (apiKey: string) => toRequest({ headers: { authorization: `Bearer ${apiKey}` } });
    expect(await accept(bearer('anything'))).toEqual({ kind: 'bearer' });
    expect(await accept(bearer(await shortTermKey({ region: 'eu-west-1' })))).toEqual({ ...signer, kind: 'bearer' });
  });

  it.each([
    {},
    { authorization: '' },
    { authorization: 'Basic dTpw' },
    { authorization: 'AWS4-HMAC-SHA256 Credential=a/b' },
  ])('who shows nothing readable in %j is anonymous', (headers) => {
    expect(readCaller(toRequest({ headers: headers as Record<string, string> }))).toEqual({ kind: 'anonymous' });
  });
});

describe('a request for another service', () => {
  it('is told by name which variables to set', async () => {
    const caller = readCaller(await signed({ service: 's3' }));
    expect(caller.service).toBe('s3');
    expect(foreignServiceHint(caller)).toBe(
      "This request is signed for the service 's3', and only Amazon Bedrock is here: set AWS_ENDPOINT_URL_BEDROCK and " +
        'AWS_ENDPOINT_URL_BEDROCK_RUNTIME rather than AWS_ENDPOINT_URL, which sends every AWS service here, or name ' +
        'the emulator of the others by --forward-other.',
    );
  });

  it.each([undefined, 'bedrock', 'bedrock-mantle', 'bedrock-runtime'])('is not one for %s', (service) => {
    expect(foreignServiceHint({ kind: 'sigv4', service })).toBeUndefined();
  });
});
