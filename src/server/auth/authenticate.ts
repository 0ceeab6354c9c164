/** Finds who calls: by the request's word where every credential is accepted, by proof where authentication is strict. */
import type { Clock } from '../clock.js';
import type { Settings } from '../settings.js';
import type { HttpRequest } from '../waist.js';
import { credentialOfApiKey, readBearerToken, verifyApiKey } from './api-key.js';
import type { Caller } from './caller.js';
import { type Credential, readCredential } from './credential.js';
import { firstValue, readQuery, splitUrl } from './query.js';
import { refusals } from './refusals.js';
import { readClaim } from './signature-claim.js';

export { foreignServiceHint } from './service-hint.js';

/**
 * Finds who calls.
 *
 * @param body undefined where it is a stream that is still to come (InvokeModelWithBidirectionalStream)
 * @throws where `settings.auth.mode` is `strict`: the refusal that AWS would give
 */
export async function authenticate(
  request: HttpRequest,
  body: Uint8Array | undefined,
  settings: Settings,
  clock: Clock,
): Promise<Caller> {
  if (settings.auth.mode === 'any') return readCaller(request);
  const { authorization, host } = request.headers;
  const apiKey = readBearerToken(authorization);
  if (apiKey !== undefined) {
    if (body === undefined) throw refusals.apiKeyNotSupported();
    return verifyApiKey(apiKey, host, settings, clock);
  }
  const claim = readClaim(request);
  if (!claim) throw refusals.missingAuthorization();
  const { verifySignature } = await import('./sigv4.js');
  return verifySignature(request, claim, body, settings, clock);
}

/** Who calls, by the request's own word: nothing is verified, and what cannot be read counts as anonymous. */
export function readCaller({ headers: { authorization }, url }: HttpRequest): Caller {
  if (authorization === undefined) {
    if (!url.includes('X-Amz-Credential=')) return { kind: 'anonymous' };
    return signer(firstValue(readQuery(splitUrl(url).query), 'X-Amz-Credential'));
  }
  const apiKey = readBearerToken(authorization);
  if (apiKey !== undefined) return { kind: 'bearer', ...named(credentialOfApiKey(apiKey)) };
  return signer(/\bCredential=([^\s,]+)/.exec(authorization)?.[1]);
}

function signer(credential: string | undefined): Caller {
  const read = credential === undefined ? undefined : readCredential(credential);
  return read ? { kind: 'sigv4', ...named(read) } : { kind: 'anonymous' };
}

function named(credential: Credential | undefined): Omit<Caller, 'kind'> {
  return credential
    ? { accessKeyId: credential.accessKeyId, region: credential.region, service: credential.service }
    : {};
}
