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
  /** The whole body; undefined where it is a stream that is signed frame by frame, or not at all. */
  body: Uint8Array | undefined;
}

/** The headers with the signature's among them. `region` is the scope's; the signing name of both services is `bedrock`. */
export async function signRequest(
  request: Unsigned,
  credentials: SigningCredentials,
  region: string,
): Promise<Headers> {
  const { method, target, headers, body } = request;
  const { path, query } = splitUrl(target);
  const signer = new SignatureV4({ service: 'bedrock', region, credentials, sha256: Sha256 });
  const payloadHash = body === undefined ? 'UNSIGNED-PAYLOAD' : hashOf(body);
  const signed = await signer.sign({
    method,
    protocol: 'https:',
    hostname: headers.host ?? '',
    path,
    query: readQuery(query),
    headers: { ...headers, 'x-amz-content-sha256': payloadHash },
  });
  return signed.headers;
}
