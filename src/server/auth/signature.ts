/** Recomputes a signature with the SDK's own signer. */
import { createHash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { KeyPair } from '../settings.js';
import { writeCanonicalRequest } from './canonical-request.js';
import type { Credential } from './credential.js';
import { sameSecret } from './key-pairs.js';
import { Sha256 } from './sha256.js';
import type { SignatureClaim, SignedRequest } from './signature-claim.js';
import { writeBasicDate } from './signing-date.js';

export const algorithm = 'AWS4-HMAC-SHA256';

/** A claim whose parts have been read and found sound. */
export interface ReadClaim extends SignatureClaim {
  scope: Credential;
  /** Milliseconds. */
  signedAt: number;
}

export interface Comparison {
  matches: boolean;
  canonicalRequest: string;
  stringToSign: string;
}

/** Whether the pair's secret gives the claimed signature over this request with this payload hash. */
export async function compareSignature(
  request: SignedRequest,
  claim: ReadClaim,
  { accessKeyId, secretAccessKey }: KeyPair,
  payloadHash: string,
): Promise<Comparison> {
  const { date, region, service, terminator } = claim.scope;
  const canonicalRequest = writeCanonicalRequest(request, claim.signedHeaders, payloadHash);
  const stringToSign = [
    algorithm,
    writeBasicDate(claim.signedAt),
    [date, region, service, terminator].join('/'),
    hashOf(canonicalRequest),
  ].join('\n');
  const signer = new SignatureV4({ service, region, credentials: { accessKeyId, secretAccessKey }, sha256: Sha256 });
  const signature = await signer.sign(stringToSign, { signingDate: new Date(claim.signedAt) });
  return { matches: sameSecret(claim.signature, signature), canonicalRequest, stringToSign };
}

/** The hexadecimal SHA-256 of a body or a text. */
export function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
