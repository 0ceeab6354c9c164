import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { authorized, presigned, refusalOf, signed, signedAt, toRequest, withHeaders } from './requests.js';

const base64 = (text: string) => createHash('sha256').update(text).digest('base64');

describe('a signature that cannot be read is refused:', () => {
  it('a presigned request that has an Authorization header too', async () => {
    const request = withHeaders(await presigned({ signedAt }), { authorization: 'AWS4-HMAC-SHA256 Credential=a' });
    expect(await refusalOf(request)).toMatchObject({
      name: 'InvalidSignatureException',
      message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    });
  });

  it('an Authorization header that lacks a part, without repeating it', async () => {
    const header = 'AWS4-HMAC-SHA256 SignedHeaders=host';
    const refusal = await refusalOf(authorized(header, {}));
    expect(refusal).toMatchObject({
      name: 'IncompleteSignatureException',
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. " +
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
        `(Hashed with SHA-256 and encoded with Base64) Authorization=${base64(header)}`,
      options: { status: 403, source: 'coral.service' },
    });
    expect((await refusalOf(authorized('AWS4-HMAC-SHA256 Credential=a, Signature=b'))).message).toMatch(
      /^Authorization header requires 'SignedHeaders' parameter\. \(Hashed/,
    );
  });

  it('an Authorization header that is no list of parameters', async () => {
    expect(await refusalOf(authorized('Basic abc'))).toMatchObject({
      name: 'IncompleteSignatureException',
      message: `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${base64('Basic abc')}'.`,
    });
  });

  it('a presigned URL that lacks a parameter', async () => {
    expect(
      await refusalOf(toRequest({ url: '/model/m/converse?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=x' })),
    ).toMatchObject({
      name: 'IncompleteSignatureException',
      message:
        "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. " +
        "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
    });
  });

  it.each(['2025', '20250101T120000', '20251301T000000Z', 'Wed, 01 Jan 2025'])('the date %s', async (date) => {
    expect(await refusalOf(withHeaders(await signed({ signedAt }), { 'x-amz-date': date }))).toMatchObject({
      name: 'IncompleteSignatureException',
      message: `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    });
  });

  it('another algorithm', async () => {
    const request = authorized('AWS4-ECDSA-P256-SHA256 Credential=a/b, SignedHeaders=host, Signature=00');
    expect(await refusalOf(request)).toMatchObject({
      name: 'IncompleteSignatureException',
      message: "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 for now). ",
    });
  });

  it('a credential that has not five elements', async () => {
    expect(
      await refusalOf(
        authorized('AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/us-east-1, SignedHeaders=host, Signature=00'),
      ),
    ).toMatchObject({
      name: 'IncompleteSignatureException',
      message:
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/us-east-1'",
    });
  });
});
