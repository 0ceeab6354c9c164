/** Phrases of a question that no sign marks: what follows a word such as `about`, and what is said of an argument by its name. */
import { wordsOf } from '../words.js';

/** Where a phrase ends. */
const enders =
  'a|an|and|are|as|at|by|called|can|could|for|from|how|if|in|into|is|named|now|of|on|or|please|right|saying|says|should|so|than|that|the|then|this|to|today|tomorrow|tonight|using|via|was|were|what|when|where|which|who|will|with|would|yesterday|you';

const words = `[\\p{L}\\p{N}][\\p{L}\\p{N}'’+#./&-]*`;
const phrase = `(?:(?:the|a|an|my|our|your|some)\\s+)?((?:(?!(?:${enders})(?![\\p{L}\\p{N}]))${words}[ \\t]*){1,6})`;

/** What stands after the first of `prepositions` that something follows: `about cats` has `cats`. */
export function phraseAfter(asked: string, prepositions: string): string | undefined {
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${prepositions})\\s+${phrase}`, 'iu').exec(asked)?.[1];
  return found?.trim().replace(/[.'’/-]+$/, '') || undefined;
}

/** `city: Paris` and `city = "Paris"` say the argument `city`, whichever way its name is written. */
export function saidByName(asked: string, name: string): string | undefined {
  if (!/[:=]/.test(asked)) return undefined;
  const found = new RegExp(
    `${namePattern(name)}["'\`]?\\s*[:=]\\s*(?:"([^"]*)"|'([^']*)'|([^\\s,;][^,;\\n]*))`,
    'iu',
  ).exec(asked);
  return found
    ?.slice(1)
    .find((group) => group !== undefined)
    ?.trim()
    .replace(/[.?!]+$/, '');
}

/** `tags red, green and blue` lists the argument `tags`. */
export function listByName(asked: string, name: string): string[] | undefined {
  const found = new RegExp(`${namePattern(name)}\\s*(?:are|is|of|:|=)?\\s+([^.;:?!\\n()]+)`, 'iu').exec(asked)?.[1];
  const items = found
    ?.split(/\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/)
    .map((item) => item.replace(/^["'[]+|["'\]]+$/g, '').trim());
  const isList = items?.every((item) => item !== '' && item.split(/\s+/).length <= 3);
  return isList ? items : undefined;
}

/** What can be reckoned: `2 + 3 * (4 - 1)`. */
export function sumIn(asked: string): string | undefined {
  return /[-(\d][\d\s.()]*(?:[-+*/^%×÷][-\d\s.()]*\d[\d.)]*)+/.exec(asked)?.[0].trim();
}

/** Characters of a description in which an example is looked for. */
const longestDescription = 1000;

/** What a description gives as an example: `The city, e.g. San Francisco, CA` has `San Francisco, CA`. */
export function exampleIn(description: string): string | undefined {
  const found =
    /(?:\be\.g\.|\bsuch as|\bfor (?:example|instance)),?:?\s+(?:"([^"]+)"|'([^']+)'|`([^`]+)`|((?:\([^()\n]*\)|[^\s;()])(?:\([^()\n]*\)|[^\n;()])*?)(?=\.?\s*$|\.\s|[\n;)]| or ))/i.exec(
      description.slice(0, longestDescription),
    );
  return found?.slice(1).find((group) => group !== undefined);
}

/** A name without letters is never found. */
function namePattern(name: string): string {
  const said = wordsOf(name);
  return said.length === 0 ? '(?!)' : `(?<![\\p{L}\\p{N}])${said.join('[\\s_-]*')}s?(?![\\p{L}\\p{N}])`;
}
