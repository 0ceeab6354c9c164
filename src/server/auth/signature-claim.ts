/** What a request claims of its own signature, whether the Authorization header or the query (a presigned URL) carries it. */
import type { Headers, HttpRequest } from '../waist.js';
import { firstValue, readQuery, splitUrl } from './query.js';
import { refusals } from './refusals.js';

/** What of a request a signature is computed from, the body aside. */
export type SignedRequest = Pick<HttpRequest, 'method' | 'url' | 'headers'>;

export interface SignatureClaim {
  /** `AWS4-HMAC-SHA256`, where it is one that we know. */
  algorithm: string;
  credential: string;
  /** Names in lower case. */
  signedHeaders: string[];
  signature: string;
  /** When it was signed, as the request spells it. */
  date: string;
  sessionToken?: string;
  /** Seconds that a presigned URL grants itself; 0 on the header form, and where it names none. */
  expires: number;
}

/**
 * Reads the claim; undefined where the request makes none.
 *
 * @throws InvalidSignatureException where both forms are present, IncompleteSignatureException where one lacks a part.
 */
export function readClaim({ url, headers }: SignedRequest): SignatureClaim | undefined {
  const query = readQuery(splitUrl(url).query);
  const presigned = query['X-Amz-Algorithm'] !== undefined;
  if (headers.authorization && presigned) throw refusals.bothForms();
  if (presigned) return readQueryClaim((name) => firstValue(query, name) ?? '');
  return headers.authorization ? readHeaderClaim(headers.authorization, headers) : undefined;
}

const headerParameters = ['Credential', 'Signature', 'SignedHeaders'];

function readHeaderClaim(authorization: string, headers: Headers): SignatureClaim {
  const [algorithm = '', ...pairs] = authorization.split(/[\s,]+/).filter(Boolean);
  const given = new Map<string, string>();
  for (const pair of pairs) {
    const sign = pair.indexOf('=');
    if (sign < 0) throw refusals.missingEqualSign(authorization);
    given.set(pair.slice(0, sign), pair.slice(sign + 1));
  }
  const date = headers['x-amz-date'] ?? headers.date;
  const missing = headerParameters.filter((parameter) => !given.get(parameter));
  if (missing.length > 0 || !date) throw refusals.missingParameters(missing, !date, authorization);
  const [credential, signature, signedHeaders] = headerParameters.map((parameter) => given.get(parameter)!);
  return {
    algorithm,
    credential: credential!,
    signature: signature!,
    signedHeaders: readNames(signedHeaders!),
    date,
    sessionToken: headers['x-amz-security-token'],
    expires: 0,
  };
}

const queryParameters = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date'];

function readQueryClaim(value: (name: string) => string): SignatureClaim {
  const missing = queryParameters.filter((parameter) => value(parameter) === '');
  if (missing.length > 0) throw refusals.missingQueryParameters(missing);
  return {
    algorithm: value('X-Amz-Algorithm'),
    credential: value('X-Amz-Credential'),
    signature: value('X-Amz-Signature'),
    signedHeaders: readNames(value('X-Amz-SignedHeaders')),
    date: value('X-Amz-Date'),
    sessionToken: value('X-Amz-Security-Token'),
    expires: Math.max(0, Number(value('X-Amz-Expires')) || 0),
  };
}

function readNames(list: string): string[] {
  return list.toLowerCase().split(';').filter(Boolean);
}
