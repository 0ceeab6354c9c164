/** Seeds: 32-bit numbers made from texts and from one another. `createSequence` turns one into a sequence of draws. */

/** FNV-1a over the text's UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return scramble(hash);
}

/** FNV-1a over bytes. */
export function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return scramble(hash);
}

/** One seed of several; their order counts. */
export function mixSeeds(...seeds: number[]): number {
  return seeds.reduce((mixed, seed) => scramble(Math.imul(mixed, 31) + (seed | 0)), 0x9e3779b9);
}

/** Spreads every bit over all 32 (the finish of MurmurHash3). */
function scramble(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
