/** The words of a text, and which of them say what it is about. */

const commonWords = new Set(
  (
    'a about all am an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it ' +
    'its just may me my no not of on one or our out please she should so some than that the their them then there these they this to ' +
    'use used using was we were what when where which who why will with would you your'
  ).split(' '),
);

/** Lower case, without marks and accents; the parts of a `camelCase` or `snake_case` name are words of their own. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Words such as `the` and `please`, which stand in texts about anything. */
export function isCommon(word: string): boolean {
  return commonWords.has(word);
}

/** The word without its commonest English endings: `cities` and `city`, `running` and `runs` have one stem. */
export function stemOf(word: string): string {
  if (word.length < 4) return word;
  const stem = word
    .replace(/(?:ies|ied)$/, 'y')
    .replace(/(?:ing|edly|ed|ly|es|s|e)$/, '')
    .replace(/([bdfgklmnprt])\1$/, '$1');
  return stem.length < 3 ? word : stem;
}
