/** Bedrock's API keys, which come as bearer tokens: long-term ones (`ABSK...`), short-term ones, and whatever the settings name. */
import type { Clock } from '../clock.js';
import type { Settings } from '../settings.js';
import type { Caller } from './caller.js';
import { type Credential, readCredential, regionOfHost } from './credential.js';
import { findKeyPair, hasExpired, sameSecret } from './key-pairs.js';
import { firstValue, readQuery } from './query.js';
import { refusals } from './refusals.js';
import { algorithm, compareSignature, hashOf } from './signature.js';
import { readClaim } from './signature-claim.js';
import { readBasicDate } from './signing-date.js';

/** Source: the public generators aws-bedrock-token-generator-js and -python. */
const SHORT_TERM = 'bedrock-api-key-';
const SHORT_TERM_HOST = 'bedrock.amazonaws.com';
const LONG_TERM = 'ABSK';

/** 12 hours in seconds. Source: the same generators; AWS's guide to API keys. */
const LONGEST = 43_200;
const TOLERANCE_MS = 5 * 60_000;

/** The token of `Authorization: Bearer TOKEN`; undefined for every other scheme. */
export function readBearerToken(authorization: string | undefined): string | undefined {
  return /^bearer +(.*)$/i.exec(authorization ?? '')?.[1]?.trim();
}

/** The credential that a short-term key was made with, unverified; undefined for any other key. */
export function credentialOfApiKey(apiKey: string): Credential | undefined {
  const query = queryOfShortTermKey(apiKey);
  return query === undefined ? undefined : readCredential(firstValue(readQuery(query), 'X-Amz-Credential') ?? '');
}

/**
 * Finds whose key it is.
 *
 * @param host the request's, whose region, where it names one, must be the key's
 * @throws the refusal that AWS would give
 */
export async function verifyApiKey(
  apiKey: string,
  host: string | undefined,
  { auth }: Settings,
  clock: Clock,
): Promise<Caller> {
  if (auth.apiKeys.some((known) => sameSecret(apiKey, known)))
    return { kind: 'bearer', region: credentialOfApiKey(apiKey)?.region };
  if (apiKey.startsWith(LONG_TERM)) throw refusals.invalidApiKey('the option apiKeys does not name this key');
  if (!apiKey.startsWith(SHORT_TERM)) throw refusals.foreignApiKey();
  const query = queryOfShortTermKey(apiKey);
  if (query === undefined) throw refusals.invalidApiKey('what follows the prefix is no presigned URL in base64');
  return verifyShortTermKey(query, host, auth, clock);
}

/** A short-term key is a presigned `POST /?Action=CallWithBearerToken`; `Version` is added after signing. */
async function verifyShortTermKey(
  query: string,
  host: string | undefined,
  { keys }: Settings['auth'],
  clock: Clock,
): Promise<Caller> {
  const url = `/?${query.replace(/&Version=1$/, '')}`;
  const request = { method: 'POST', url, headers: { host: SHORT_TERM_HOST } };
  const claim = readClaimOf(request);
  const scope = claim && readCredential(claim.credential);
  const signedAt = claim && readBasicDate(claim.date);
  if (!claim || !scope || signedAt === undefined || !isSound(claim, scope, signedAt, clock))
    throw refusals.invalidApiKey('the URL in this key is not one that CallWithBearerToken is presigned with');
  const hostRegion = regionOfHost(host);
  if (hostRegion && hostRegion !== scope.region)
    throw refusals.invalidApiKey(`this key is good in ${scope.region} only`);
  const pair = findKeyPair(keys, scope.accessKeyId, claim.sessionToken);
  const comparison = pair && (await compareSignature(request, { ...claim, scope, signedAt }, pair, hashOf('')));
  if (!comparison?.matches) throw refusals.invalidApiKey('no pair of the option keys has made this key');
  const now = clock.now();
  if (now > signedAt + claim.expires * 1000 || hasExpired(pair!, now)) throw refusals.expiredApiKey();
  return { kind: 'bearer', accessKeyId: scope.accessKeyId, region: scope.region, service: scope.service };
}

type Claim = NonNullable<ReturnType<typeof readClaim>>;

/** The claim of the URL in the key; undefined where it has none that is whole. */
function readClaimOf(request: Parameters<typeof readClaim>[0]): Claim | undefined {
  try {
    return readClaim(request);
  } catch {
    return undefined;
  }
}

function isSound(claim: Claim, scope: Credential, signedAt: number, clock: Clock): boolean {
  return (
    claim.algorithm === algorithm &&
    claim.signedHeaders.includes('host') &&
    claim.date.startsWith(scope.date) &&
    scope.service === 'bedrock' &&
    scope.terminator === 'aws4_request' &&
    claim.expires > 0 &&
    claim.expires <= LONGEST &&
    signedAt <= clock.realNow() + TOLERANCE_MS
  );
}

/** The query of the presigned URL in a short-term key. Undefined where it is not that URL in true base64. */
function queryOfShortTermKey(apiKey: string): string | undefined {
  if (!apiKey.startsWith(SHORT_TERM)) return undefined;
  const encoded = apiKey.slice(SHORT_TERM.length);
  const decoded = Buffer.from(encoded, 'base64');
  const unpadded = (text: string) => text.replace(/=+$/, '');
  if (unpadded(decoded.toString('base64')) !== unpadded(encoded)) return undefined;
  const url = decoded.toString('utf8');
  const start = `${SHORT_TERM_HOST}/?`;
  return url.startsWith(start) && /[?&]Action=CallWithBearerToken(&|$)/.test(url) ? url.slice(start.length) : undefined;
}
