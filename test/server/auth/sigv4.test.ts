import { SignatureV4 } from '@smithy/signature-v4';
import type { ChecksumConstructor } from '@smithy/types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/server/auth/authenticate.js';
import { createClock } from '../../../src/server/clock.js';
import type { HttpRequest } from '../../../src/server/waist.js';
import { bodyOf, clockAt, pair, presigned, sha256, signed, strict, toRequest } from './requests.js';

const clock = createClock();

async function verify(request: HttpRequest, body?: Uint8Array) {
  return authenticate(request, body ?? (await bodyOf(request)), strict(), clock);
}

describe('Signature Version 4', () => {
  it.each([
    ['encoded', '/model/anthropic.claude-v2%3A1/invoke'],
    ['raw', '/model/anthropic.claude-v2:1/invoke'],
    ['in an encoded ARN', '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aprovisioned-model%2Fabc/invoke'],
    ['in a raw ARN', '/model/arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc/invoke'],
  ])('verifies a path whose colon is %s', async (_how, url) => {
    expect(await verify(await signed({ url }))).toMatchObject({ kind: 'sigv4', accessKeyId: pair.accessKeyId });
    expect(await verify(await presigned({ url }))).toMatchObject({ kind: 'sigv4', accessKeyId: pair.accessKeyId });
  });

  it('tells a raw colon from an encoded one, as AWS does', async () => {
    const request = await signed({ url: '/model/a:0/invoke' });
    await expect(verify({ ...request, url: '/model/a%3A0/invoke' })).rejects.toThrow('does not match');
  });

  it('verifies a client that signs host and date only, and sends more', async () => {
    const request = await signed({
      method: 'GET',
      url: '/foundation-models',
      headers: { 'content-type': '' },
      body: '',
    });
    const headers = { ...request.headers, accept: '*/*', 'user-agent': 'aws4fetch' };
    expect(await verify({ ...request, headers })).toMatchObject({ kind: 'sigv4' });
  });

  it('verifies a query that begins with an ampersand, repeats a name or has one without a value', async () => {
    const request = await signed({ method: 'GET', url: '/foundation-models?byProvider=a&byProvider2=&c=1', body: '' });
    expect(await verify({ ...request, url: '/foundation-models?&c=1&byProvider2&byProvider=a' })).toBeDefined();
    await expect(verify({ ...request, url: '/foundation-models?c=1&c=2' })).rejects.toThrow('does not match');
  });

  it('verifies a signature that is dated by the Date header', async () => {
    // Put together by hand: the SDK's signer takes this header away.
    const signer = new SignatureV4({
      service: 'bedrock',
      region: 'us-east-1',
      credentials: pair,
      sha256: sha256 as unknown as ChecksumConstructor,
    });
    const at = clockAt('2015-08-30T12:36:00Z');
    const date = 'Sun, 30 Aug 2015 12:36:00 GMT';
    const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const canonical = `GET\n/\n\ndate:${date}\nhost:example.amazonaws.com\n\ndate;host\n${ofNothing}`;
    const scope = '20150830/us-east-1/bedrock/aws4_request';
    const hash = sha256.call(undefined).update(canonical).digest('hex');
    const signature = await signer.sign(`AWS4-HMAC-SHA256\n20150830T123600Z\n${scope}\n${hash}`, {
      signingDate: new Date(at.now()),
    });
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${scope},SignedHeaders=date;host,Signature=${signature}`;
    const request = toRequest({ method: 'GET', headers: { authorization, date, host: 'example.amazonaws.com' } });
    expect(await authenticate(request, new Uint8Array(), strict(), at)).toMatchObject({ kind: 'sigv4' });
  });

  it('computes what the SDK computes, whatever is signed', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 });
    const path = fc.array(text.map(encodeURIComponent), { maxLength: 5 }).map((segments) => `/${segments.join('/')}`);
    const query = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), text);
    const headers = fc.dictionary(fc.stringMatching(/^x-[a-z]{1,4}$/), fc.stringMatching(/^[ -~]{0,9}$/));
    await fc.assert(
      fc.asyncProperty(path, query, headers, text, async (path, query, headers, body) => {
        const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
        const request = await signed({ url: `${path}?${search.join('&')}`, headers, body });
        expect(await verify(request)).toMatchObject({ kind: 'sigv4' });
      }),
      { numRuns: 60 },
    );
  });
});

describe('a change of a single byte', () => {
  const flip = (text: string, index: number, bit: number) =>
    text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << bit)) + text.slice(index + 1);

  /** Changes one bit of what `read` picks out, by `write`, and expects a refusal. */
  async function tamper(
    make: () => Promise<HttpRequest>,
    read: (request: HttpRequest) => string,
    write: (request: HttpRequest, text: string) => HttpRequest,
  ) {
    const request = await make();
    const text = read(request);
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.nat(6), async (index, bit) => {
        const changed = flip(text, index, bit);
        // Another spelling of the same query is the same query.
        fc.pre(decode(changed) !== decode(text));
        await expect(verify(write(request, changed))).rejects.toMatchObject({ options: { status: 403 } });
      }),
      { numRuns: 100 },
    );
  }

  function decode(text: string): string {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  const url = '/model/anthropic.claude-v2%3A1/invoke?color=blue%20sky&size=9';
  const path = '/model/anthropic.claude-v2%3A1/invoke';
  const make = () => signed({ url, headers: { 'x-amzn-bedrock-guardrailidentifier': 'gr-1234' }, body: '{"a":"b"}' });
  const withHeader = (name: string) => (request: HttpRequest, value: string) => ({
    ...request,
    headers: { ...request.headers, [name]: value },
  });

  it('in the path is refused', () =>
    tamper(
      make,
      () => path,
      (request, text) => ({ ...request, url: text + url.slice(path.length) }),
    ));

  it('in the query is refused', () =>
    tamper(
      make,
      () => url.slice(path.length + 1),
      (request, text) => ({ ...request, url: `${path}?${text}` }),
    ));

  it.each(['host', 'content-type', 'x-amzn-bedrock-guardrailidentifier', 'x-amz-date'])(
    'in the header %s is refused',
    (name) => tamper(make, (request) => request.headers[name] ?? '', withHeader(name)),
  );

  it.each([/Credential=([^,]*)/, /Signature=(.*)/])('in %s of the Authorization header is refused', (part) =>
    tamper(
      make,
      (request) => part.exec(request.headers.authorization!)![1]!,
      (request, text) => {
        const authorization = request.headers.authorization!;
        return withHeader('authorization')(
          request,
          authorization.replace(part.exec(authorization)![1]!, () => text),
        );
      },
    ),
  );

  it('in the query of a presigned URL is refused', () =>
    tamper(
      () => presigned({ url }),
      (request) => request.url.slice(path.length + 1),
      (request, text) => ({ ...request, url: `${path}?${text}` }),
    ));

  it('in the body is refused', async () => {
    const request = await make();
    const body = await bodyOf(request);
    for (let index = 0; index < body.length; index++) {
      const changed = Uint8Array.from(body);
      changed[index]! ^= 1;
      await expect(verify(request, changed)).rejects.toThrow('does not match');
    }
  });
});
