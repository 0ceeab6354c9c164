/** The secrets that a request itself brings: an error may say them again, or a client may have written them into its body. */
import type { Headers } from '../waist.js';
import { decodePart } from './decode-part.js';
import { isSecretName } from './known-forms.js';

/** What is shorter is a word such as `local`, and would be found in every text. */
const LEAST = 16;

export function secretsOfRequest({ headers, target }: { headers: Headers; target: string }): string[] {
  const values = Object.entries(headers).flatMap(([name, value]) => (isSecretName(name) ? partsOf(value) : []));
  const signed = [...target.matchAll(/[?&]X-Amz-(?:Signature|Credential|Security-Token)=([^&]*)/gi)];
  return [...new Set([...values, ...signed.flatMap(([, value = '']) => partsOf(decodePart(value)))])];
}

/** A token without its scheme; of a signature the access key id and the signature. */
function partsOf(value: string): string[] {
  const parts = [
    value,
    value.replace(/^\w+ +/, ''),
    /Credential=([^/,\s]+)/.exec(value)?.[1],
    /Signature=([0-9a-f]+)/.exec(value)?.[1],
    /^([^/]+)\/\d{8}\//.exec(value)?.[1],
    ...value.split(/; */).map((pair) => pair.slice(pair.indexOf('=') + 1)),
  ];
  return parts.filter((part) => part !== undefined && part.length >= LEAST) as string[];
}
