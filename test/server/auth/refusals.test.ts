import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/server/auth/authenticate.js';
import {
  authorized,
  bodyOf,
  clockAt,
  NOW,
  pair,
  presigned,
  refusalOf,
  signed,
  signedAt,
  strict,
  toRequest,
} from './requests.js';

const scoped = (scope: string) =>
  authorized(`AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope}, SignedHeaders=host;x-amz-date, Signature=00`);

describe('what strict authentication refuses, in AWS’s words', () => {
  it('a request without credentials, which has its own body form', async () => {
    expect(await refusalOf(toRequest({}))).toMatchObject({
      name: 'AccessDeniedException',
      message: 'Authorization header is missing',
      options: { status: 403, source: 'coral.service', messageKey: 'Message' },
    });
  });

  it('an unknown access key', async () => {
    const request = await signed({ signedAt, credentials: { ...pair, accessKeyId: 'AKIDOTHER' } });
    const refusal = await refusalOf(request);
    expect(refusal).toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
      options: { status: 403, source: 'coral.service' },
    });
    expect(refusal.options.messageKey).toBeUndefined();
  });

  it.each([
    ['missing', 'token', undefined],
    ['wrong', 'token', 'other'],
    ['not asked for', undefined, 'token'],
  ])('a session token that is %s', async (_how, expected, given) => {
    const request = await signed({ signedAt, credentials: { ...pair, sessionToken: given } });
    expect(await refusalOf(request, strict([{ ...pair, sessionToken: expected }]))).toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('an expired session token, by the namespace’s clock', async () => {
    const temporary = { ...pair, sessionToken: 'token', expiresAt: '2025-01-01T13:00:00Z' };
    const request = await signed({ signedAt, credentials: temporary });
    const clock = clockAt(NOW);
    await authenticate(request, await bodyOf(request), strict([temporary]), clock);
    clock.advance(3_600_000);
    expect(await refusalOf(request, strict([temporary]), clock)).toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
      options: { status: 403, source: 'coral.service' },
    });
  });

  it('a wrong signature, with what should have been signed and no secret in it', async () => {
    const temporary = { ...pair, sessionToken: 'topsecret' };
    const wrong = { ...temporary, secretAccessKey: 'wrong' };
    const request = await signed({ signedAt, url: '/model/a%3A0/converse', credentials: wrong });
    const refusal = await refusalOf(request, strict([temporary]));
    expect(refusal).toMatchObject({
      name: 'InvalidSignatureException',
      options: { status: 403, source: 'coral.service' },
    });
    expect(refusal.message).toBe(
      `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.

The Canonical String for this request should have been
'POST
/model/a%253A0/converse

content-type:application/json
host:127.0.0.1:4567
x-amz-date:20250101T120000Z
x-amz-security-token:***

content-type;host;x-amz-date;x-amz-security-token
44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
20250101T120000Z
20250101/us-east-1/bedrock/aws4_request
${/aws4_request\n(\w{64})'\n$/.exec(refusal.message)?.[1]}'
`,
    );
    const url = await presigned({ signedAt, credentials: wrong });
    expect((await refusalOf(url, strict([temporary]))).message).toMatch(
      /X-Amz-Security-Token=\*\*\*&X-Amz-SignedHeaders/,
    );
  });

  it.each([
    [
      '2025-01-01T11:54:59Z',
      'Signature expired: 20250101T115459Z is now earlier than 20250101T115500Z (20250101T120000Z - 5 min.)',
    ],
    [
      '2025-01-01T12:05:01Z',
      'Signature not yet current: 20250101T120501Z is still later than 20250101T120500Z (20250101T120000Z + 5 min.)',
    ],
  ])('a signature of %s', async (date, message) => {
    const refusal = await refusalOf(await signed({ signedAt: new Date(date) }));
    expect(refusal).toMatchObject({ name: 'InvalidSignatureException', message, options: { status: 403 } });
  });

  it('measures skew by real time, however far the namespace’s clock was moved, and allows five minutes', async () => {
    const clock = clockAt(NOW);
    clock.advance(86_400_000);
    for (const date of ['2025-01-01T11:55:00Z', '2025-01-01T12:05:00Z']) {
      const request = await signed({ signedAt: new Date(date) });
      expect(await authenticate(request, await bodyOf(request), strict(), clock)).toMatchObject({ kind: 'sigv4' });
    }
  });

  it('a presigned URL past the time that it granted itself', async () => {
    const request = await presigned({ signedAt: new Date('2025-01-01T11:00:00Z') }, 3600);
    expect(await authenticate(request, await bodyOf(request), strict(), clockAt(NOW))).toMatchObject({ kind: 'sigv4' });
    expect((await refusalOf(request, strict(), clockAt('2025-01-01T12:00:01Z'))).message).toBe(
      'Signature expired: 20250101T110000Z is now earlier than 20250101T110001Z (20250101T120001Z - 60 min.)',
    );
  });

  it('a signature that does not cover the host', async () => {
    const request = authorized(
      'AWS4-HMAC-SHA256 Credential=a/20250101/us-east-1/bedrock/aws4_request, SignedHeaders=x-amz-date, Signature=00',
    );
    expect(await refusalOf(request)).toMatchObject({
      name: 'InvalidSignatureException',
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    });
  });

  it.each([
    ['20250101/nowhere/bedrock/aws4_request', 'Credential should be scoped to a valid region. '],
    ['20250101/us-east-1/s3/aws4_request', "Credential should be scoped to correct service: 'bedrock'. "],
    [
      '20250101/us-east-1/bedrock/aws3',
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws3'. ",
    ],
    [
      '20241231/us-east-1/bedrock/aws4_request',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20241231' != '20250101', from '20250101T120000Z'.",
    ],
    [
      '20250101/nowhere/sts/aws4_request',
      "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'bedrock'. ",
    ],
  ])('the scope %s', async (scope, message) => {
    expect(await refusalOf(scoped(scope))).toMatchObject({ name: 'InvalidSignatureException', message });
  });

  it('a region that is not the one of the host, where the host names one', async () => {
    const headers = { host: 'bedrock-runtime.eu-west-1.amazonaws.com' };
    expect((await refusalOf(await signed({ signedAt, headers }))).message).toBe(
      'Credential should be scoped to a valid region. ',
    );
    const request = await signed({ signedAt, headers, region: 'eu-west-1' });
    expect(await authenticate(request, await bodyOf(request), strict(), clockAt(NOW))).toMatchObject({
      region: 'eu-west-1',
    });
  });

  it('a body whose hash the client declares in place of signing it', async () => {
    const request = await signed({ signedAt, headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    expect((await refusalOf(request)).message).toContain('does not match');
  });
});
