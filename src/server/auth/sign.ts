/** Signs a request anew, with credentials that are not its caller's. */
import { SignatureV4 } from '@smithy/signature-v4';
import type { Headers } from '../waist.js';
import { readQuery, splitUrl } from './query.js';
import { Sha256 } from './sha256.js';
import { hashOf } from './signature.js';

export interface SigningCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Unsigned {
  method: string;
  /** Path and query, still percent-encoded. */
  target: string;
  /** Names in lower case, `host` among them. */
  headers: Headers;
  /** The whole body; undefined where it is a stream of events, which are signed one by one. */
  body: Uint8Array | undefined;
}

/** The headers with the signature's among them. `region` is the scope's; the signing name of both services is `bedrock`. `now`: real milliseconds. */
export async function signRequest(
  request: Unsigned,
  credentials: SigningCredentials,
  region: string,
  now: number,
): Promise<Headers> {
  const { method, target, headers, body } = request;
  const { path, query } = splitUrl(target);
  const signer = new SignatureV4({ service: 'bedrock', region, credentials, sha256: Sha256 });
  const payloadHash = body === undefined ? 'STREAMING-AWS4-HMAC-SHA256-EVENTS' : hashOf(body);
  const unsigned = {
    method,
    protocol: 'https:',
    hostname: headers.host ?? '',
    path,
    query: readQuery(query),
    headers: { ...headers, 'x-amz-content-sha256': payloadHash },
  };
  const signed = await signer.sign(unsigned, { signingDate: new Date(now) });
  return signed.headers;
}
