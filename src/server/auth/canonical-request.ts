/** The canonical form of a request, which its signature is computed from. */
import { getCanonicalHeaders, getCanonicalQuery } from '@smithy/signature-v4';
import { readQuery, splitUrl } from './query.js';
import type { SignedRequest } from './signature-claim.js';

/**
 * The canonical request. The path is encoded once more than it stands on the wire, as for every service but S3: `%3A` becomes
 * `%253A`, and the raw `:` of other clients `%3A`. A signed header that did not arrive counts as empty.
 *
 * @param signedHeaders names in lower case, `host` or `:authority` among them
 * @param payloadHash hexadecimal SHA-256 of the body, or the word that stands for it
 */
export function writeCanonicalRequest(request: SignedRequest, signedHeaders: string[], payloadHash: string): string {
  const { path, query } = splitUrl(request.url);
  const names = [...new Set(signedHeaders)].sort();
  const signed = Object.fromEntries(names.map((name) => [name, request.headers[name] ?? '']));
  const headers = getCanonicalHeaders({ ...unused, headers: signed }, undefined, new Set(names));
  return [
    request.method,
    writeCanonicalPath(path),
    getCanonicalQuery({ ...unused, query: readQuery(query) }),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
}

/** What the SDK's type of a request asks for and its two functions do not read. */
const unused = { method: '', protocol: '', hostname: '', path: '', headers: {} };

/** Without empty and dot segments. */
function writeCanonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
