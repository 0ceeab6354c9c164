/** The seed of an exchange: the same request to the same seed of the server gives the same reply. */
import { crc32 } from 'node:zlib';
import { hashText } from './generation/random.js';
import type { Settings } from './settings.js';

const noBytes = new Uint8Array();

/** `name`: the model as the caller names it; the operation's name where there is none. */
export function seedOf({ seed }: Settings, name: string, body: Uint8Array = noBytes): number {
  return (crc32(body, hashText(name)) ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
}
