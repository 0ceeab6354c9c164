/** Requests for the tests of authentication, signed by hand through the SDK's signer. */
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ChecksumConstructor, HttpRequest as SmithyRequest } from '@smithy/types';
import { expect } from 'vitest';
import { authenticate } from '../../../src/server/auth/authenticate.js';
import type { Clock } from '../../../src/server/clock.js';
import { createClock } from '../../../src/server/clock.js';
import type { ServiceException } from '../../../src/server/exception.js';
import { defaultSettings, type KeyPair, type Settings } from '../../../src/server/settings.js';
import { bufferedBody, type Headers, type HttpRequest } from '../../../src/server/waist.js';

/** AWS's own example, which stands in its documentation. */
export const pair: KeyPair = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

/** The moment at which most of these requests are signed and arrive. */
export const NOW = '2025-01-01T12:00:00Z';
export const signedAt = new Date(NOW);

export function strict(keys: KeyPair[] = [pair], apiKeys: string[] = []): Settings {
  return { ...defaultSettings, auth: { mode: 'strict', keys, apiKeys } };
}

/** A clock whose real time, too, stands still at `iso`. */
export function clockAt(iso: string): Clock {
  const clock = createClock();
  clock.freeze(Date.parse(iso));
  return { ...clock, realNow: () => Date.parse(iso) };
}

export function sha256(this: unknown, secret?: Parameters<typeof createHmac>[1]) {
  return secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
}

export interface Part {
  method?: string;
  url?: string;
  headers?: Headers;
  body?: string;
  signedAt?: Date;
  region?: string;
  service?: string;
  credentials?: KeyPair;
}

const endpoint = '127.0.0.1:4567';

function signerOf({ region = 'us-east-1', service = 'bedrock', credentials = pair }: Part): SignatureV4 {
  return new SignatureV4({
    region,
    service,
    credentials,
    sha256: sha256 as unknown as ChecksumConstructor,
    applyChecksum: false,
  });
}

function unsigned({ method = 'POST', url = '/model/m/converse', headers, body = '{}' }: Part): SmithyRequest {
  const [path, search = ''] = url.split('?') as [string, string?];
  const query = Object.fromEntries(new URLSearchParams(search));
  return {
    method,
    path,
    query,
    body,
    headers: { host: endpoint, 'content-type': 'application/json', ...headers },
    protocol: 'http:',
    hostname: '127.0.0.1',
  };
}

export function toRequest({ method = 'POST', url = '/', headers = {}, body = '' }: Part): HttpRequest {
  return {
    method,
    url,
    headers,
    body: bufferedBody(new TextEncoder().encode(body)),
    signal: () => new AbortController().signal,
    protocol: 'http/1.1',
    secure: false,
  };
}

/** The request with its Authorization header, as it arrives. */
export async function signed(part: Part = {}): Promise<HttpRequest> {
  const { headers } = await signerOf(part).sign(unsigned(part), { signingDate: part.signedAt ?? new Date() });
  return toRequest({ url: '/model/m/converse', body: '{}', ...part, headers });
}

/** The request with its signature in the query, as it arrives. */
export async function presigned(part: Part = {}, expiresIn = 3600): Promise<HttpRequest> {
  const { signedAt: signingDate = new Date() } = part;
  const { path, query, headers } = await signerOf(part).presign(unsigned(part), { signingDate, expiresIn });
  return toRequest({ body: '{}', ...part, url: `${path}?${writeQuery(query)}`, headers });
}

function writeQuery(query: SmithyRequest['query'] = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => [name, String(value)].map(encodeURIComponent).join('='));
  return pairs.join('&');
}

export async function bodyOf(request: HttpRequest): Promise<Uint8Array> {
  return request.body.bytes(1e9);
}

export const withHeaders = (request: HttpRequest, headers: Headers): HttpRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

/** A request with this Authorization header, signed by nobody. */
export const authorized = (authorization: string, headers: Headers = { 'x-amz-date': '20250101T120000Z', host: 'h' }) =>
  toRequest({ headers: { ...headers, authorization } });

/** The exception; a failure of the test where there is none. */
export async function refusalOf(
  request: HttpRequest,
  settings = strict(),
  clock = clockAt(NOW),
): Promise<ServiceException> {
  return authenticate(request, await bodyOf(request), settings, clock).then(
    (caller) => expect.unreachable(`accepted ${JSON.stringify(caller)}`),
    (refusal) => refusal,
  );
}

/** A short-term API key as AWS's public generators make it. */
export async function shortTermKey(
  part: Part = {},
  expiresIn = 43_200,
  action = 'CallWithBearerToken',
): Promise<string> {
  const signingDate = part.signedAt ?? new Date();
  const request = { ...unsigned({ url: '/' }), body: undefined, query: { Action: action } };
  request.headers = { host: 'bedrock.amazonaws.com' };
  const { query } = await signerOf(part).presign(request, { signingDate, expiresIn });
  return `bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?${writeQuery(query)}&Version=1`).toString('base64')}`;
}
