/** Verifies Signature Version 4 of a request, in the header and in the presigned form. The order of the checks is AWS's. */
import type { Clock } from '../clock.js';
import type { KeyPair, Settings } from '../settings.js';
import type { Caller } from './caller.js';
import { type Credential, readCredential, regionOfHost } from './credential.js';
import { findKeyPair, hasExpired } from './key-pairs.js';
import { refusals, scopeProblems } from './refusals.js';
import { foreignServiceHint } from './service-hint.js';
import { algorithm, type Comparison, compareSignature, hashOf, type ReadClaim } from './signature.js';
import type { SignatureClaim, SignedRequest } from './signature-claim.js';
import { readBasicDate, writeBasicDate } from './signing-date.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How far a signature's date may be from ours. Source: recorded exchanges. */
const TOLERANCE = 5 * MINUTE;

/** The longest that a presigned URL holds. Source: AWS's guide to signed requests. */
const LONGEST_PRESIGNED = 7 * 24 * 60 * MINUTE;

/**
 * The payload hash of a body that is still to come: what the JavaScript SDK declares, what others leave open, and what the Rust SDK
 * signs in its place, the hash of nothing.
 */
const streamedPayloads = ['STREAMING-AWS4-HMAC-SHA256-EVENTS', 'UNSIGNED-PAYLOAD', hashOf('')];

/**
 * Finds who signed.
 *
 * @param body undefined where it is a stream that is still to come
 * @throws the refusal that AWS would give
 */
export async function verifySignature(
  request: SignedRequest,
  claim: SignatureClaim,
  body: Uint8Array | undefined,
  settings: Settings,
  clock: Clock,
): Promise<Caller> {
  const signedAt = readSigningDate(claim.date);
  checkFreshness(claim, signedAt, clock.realNow());
  if (!claim.signedHeaders.some((name) => name === 'host' || name === ':authority')) throw refusals.hostNotSigned();
  if (claim.algorithm !== algorithm) throw refusals.unsupportedAlgorithm(claim.algorithm);
  const scope = readCredential(claim.credential);
  if (!scope) throw refusals.malformedCredential(claim.credential);
  checkScope(scope, signedAt, regionOfHost(request.headers.host));
  const { accessKeyId, region, service } = scope;
  const pair = findKeyPair(settings.auth.keys, accessKeyId, claim.sessionToken);
  if (!pair) throw refusals.unrecognizedClient('the option keys has no pair with this access key id and session token');
  if (hasExpired(pair, clock.now())) throw refusals.expiredToken();
  await checkSignature(request, { ...claim, scope, signedAt }, pair, body);
  return { kind: 'sigv4', accessKeyId, region, service };
}

/** `X-Amz-Date` is in the basic format; the `Date` header that may stand for it is mostly HTTP's. */
function readSigningDate(text: string): number {
  const milliseconds = readBasicDate(text) ?? (text.endsWith('GMT') ? Date.parse(text) : Number.NaN);
  if (Number.isNaN(milliseconds)) throw refusals.malformedDate(text);
  return milliseconds;
}

function checkFreshness({ expires }: SignatureClaim, signedAt: number, now: number): void {
  const date = writeBasicDate(signedAt);
  const window = expires ? Math.min(expires * SECOND, LONGEST_PRESIGNED) : TOLERANCE;
  const write = (offset: number) => writeBasicDate(now + offset);
  if (signedAt < now - window)
    throw refusals.signatureExpired(date, write(-window), write(0), Math.floor(window / MINUTE));
  if (signedAt > now + TOLERANCE)
    throw refusals.signatureNotYetCurrent(date, write(TOLERANCE), write(0), TOLERANCE / MINUTE);
}

/** A host that names no region, such as `localhost`, is good for every region that looks like one. */
function checkScope(scope: Credential, signedAt: number, hostRegion: string | undefined): void {
  const { date, region, service, terminator } = scope;
  const signedOn = writeBasicDate(signedAt);
  const day = signedOn.slice(0, 8);
  const regionFits = hostRegion ? region === hostRegion : /^[a-z]{2}(-[a-z]+)+-\d+$/.test(region);
  const problems = [
    ...(regionFits ? [] : [scopeProblems.region()]),
    ...(service === 'bedrock' ? [] : [scopeProblems.service()]),
    ...(terminator === 'aws4_request' ? [] : [scopeProblems.terminator(terminator)]),
    ...(date === day ? [] : [scopeProblems.date(date, day, signedOn)]),
  ];
  if (problems.length > 0) throw refusals.wrongScope(problems, foreignServiceHint({ kind: 'sigv4', service }));
}

async function checkSignature(
  request: SignedRequest,
  claim: ReadClaim,
  pair: KeyPair,
  body: Uint8Array | undefined,
): Promise<void> {
  let first: Comparison | undefined;
  for (const payloadHash of body ? [hashOf(body)] : streamedPayloads) {
    const comparison = await compareSignature(request, claim, pair, payloadHash);
    if (comparison.matches) return;
    first ??= comparison;
  }
  const { canonicalRequest, stringToSign } = first!;
  throw refusals.signatureDoesNotMatch(hideSessionToken(canonicalRequest), stringToSign);
}

/** AWS repeats the token; we keep credentials out of whatever may be logged. */
function hideSessionToken(canonicalRequest: string): string {
  return canonicalRequest.replace(/^(x-amz-security-token:).*$|(X-Amz-Security-Token=)[^&\n]*/gim, '$1$2***');
}
