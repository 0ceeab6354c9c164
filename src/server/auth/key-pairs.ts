/** The configured key pairs, and comparing secrets without telling by time how much of them was right. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { KeyPair } from '../settings.js';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether two secrets are the same; takes as long for any two of a length. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** The pair of an access key id with just this session token, or with none where none was given. */
export function findKeyPair(keys: KeyPair[], accessKeyId: string, sessionToken = ''): KeyPair | undefined {
  return keys.find((pair) => pair.accessKeyId === accessKeyId && sameSecret(sessionToken, pair.sessionToken ?? ''));
}

/** Whether the pair's session token has expired at `now`. */
export function hasExpired(pair: KeyPair, now: number): boolean {
  return pair.expiresAt !== undefined && now >= Date.parse(pair.expiresAt);
}
