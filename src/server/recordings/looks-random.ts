/** Whether a word is too random to be one: what a key looks like whose form nobody knows. */

/** Characters that a secret has at least and at most; longer ones are media. */
const SHORTEST = 36;
const LONGEST = 200;
/** Bits a character: a random text of 40 letters and digits has about 4.8, a long word in camel case about 4.2. */
const RANDOM = 4.6;
const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Hashes and uuids are hexadecimal, and no secrets; the padding of events counts through the alphabet. */
export function looksRandom(word: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST || /^[0-9a-f-]+$/i.test(word)) return false;
  if (!/\d/.test(word) || !/[a-z]/.test(word) || !/[A-Z]/.test(word)) return false;
  return entropy(word) >= RANDOM && !alphabet.startsWith(word);
}

function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return -[...counts.values()].reduce((sum, count) => sum + (count / word.length) * Math.log2(count / word.length), 0);
}
