/** What a question holds that may be the value of a tool's argument: names, numbers, dates, addresses, each with its place. */
import { stemOf, wordsOf } from '../words.js';

export type HintKind = 'quoted' | 'email' | 'url' | 'date' | 'time' | 'code' | 'number' | 'name';

interface Span {
  kind: HintKind;
  /** As it stands in the question; without quotes, and a date of known form as `2026-06-05`. */
  text: string;
  start: number;
  end: number;
}

export interface Hint extends Span {
  /** The word before it, in lower case: `in`, `from`. */
  before: string;
  /** Stems of the two words before it and of the one after it: `for 3 days` has `day`. */
  near: string[];
  /** Hints of one kind that are listed with `,`, `and`, `or` share a number. */
  list: number;
}

export interface Hints {
  /** The question itself. */
  asked: string;
  /** In the order of the question. */
  found: Hint[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const monthName =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** A date without a year lies in this one: a reply does not depend on the day on which it is made. */
const unsaidYear = '2025';

/** Each kind's pattern; what an earlier one has found is hidden from the later ones. */
const patterns: readonly [kind: HintKind, pattern: RegExp][] = [
  ['quoted', /["“]([^"”\n]+)["”]|`([^`\n]+)`|(?<![\p{L}\d])'([^'\n]+)'(?!\p{L})/gu],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['url', /https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/g],
  ['date', /\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?\b/g],
  ['date', new RegExp(`\\b${monthName}\\.? \\d{1,2}(?:st|nd|rd|th)?\\b(?:,? \\d{4}\\b)?`, 'gi')],
  ['date', new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${monthName}\\b(?:,? \\d{4}\\b)?`, 'gi')],
  ['time', /\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: ?[ap]m\b)?|\b(?:1[0-2]|[1-9]) ?[ap]m\b/gi],
  ['code', /\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z\d]+(?:[-_][A-Za-z\d]+)*\b|(?<=#)[\w-]+/g],
  ['number', /(?<![\p{L}\d.])-?\d+(?:,\d{3})*(?:\.\d+)?(?![\p{L}\d])/gu],
  ['name', /(?<=[\p{Ll}\p{N},(:\0] )\p{Lu}[\p{L}\p{N}'’-]*(?: \p{Lu}[\p{L}\p{N}'’-]*)*|(?<=\()\p{Lu}[\p{L}'’-]*/gu],
];

/** Words that are written as names are and name nothing. */
const noNames = /^(?:I|I'm|I'd|I'll|I've)\b/;

const listed = /^(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&|vs\.?|versus)\s+)$/;
/** `Paris, France`: a comma alone between two names makes one of them. */
const comma = /^\s*,\s*$/;

/** Reads a question. The same text has the same hints. */
export function findHints(asked: string): Hints {
  let hidden = asked;
  const spans: Span[] = [];
  for (const [kind, pattern] of patterns) {
    for (const match of hidden.matchAll(pattern)) {
      const said = match.slice(1).find((group) => group !== undefined) ?? match[0];
      if (kind === 'name' && noNames.test(said)) continue;
      const text = kind === 'date' ? readDate(said) : said;
      spans.push({ kind, text, start: match.index, end: match.index + match[0].length });
    }
    hidden = hidden.replace(pattern, (match) => '\0'.repeat(match.length));
  }
  spans.sort((left, right) => left.start - right.start);
  const found = joinNames(spans, asked).map((span) => place(span, asked));
  return { asked, found: markLists(found, asked) };
}

/** The hints of one kind, in the order of the question. */
export function hintsOf(hints: Hints, ...kinds: HintKind[]): Hint[] {
  return hints.found.filter((hint) => kinds.includes(hint.kind));
}

function place(span: Span, asked: string): Hint {
  const words = wordsOf(asked.slice(Math.max(0, span.start - 60), span.start)).slice(-2);
  const after = wordsOf(asked.slice(span.end, span.end + 40))[0];
  const near = [...words, ...(after ? [after] : [])].map(stemOf);
  return { ...span, before: words.at(-1) ?? '', near, list: -1 };
}

/** `June 5th, 2026` as `2026-06-05`; what is written so already stays as it is. */
function readDate(text: string): string {
  if (/^\d{4}-/.test(text)) return text;
  const month = months.indexOf(/[a-z]{3}/i.exec(text.replace(/\d+(?:st|nd|rd|th)/gi, ''))![0].toLowerCase()) + 1;
  const day = /\b\d{1,2}(?!\d)/.exec(text)![0];
  const year = /\b\d{4}\b/.exec(text)?.[0] ?? unsaidYear;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Puts `Paris, France` together, also where such pairs are listed; three names with commas are a list of their own. */
function joinNames(found: Span[], asked: string): Span[] {
  const joined: Span[] = [];
  for (let index = 0; index < found.length; index++) {
    const [first, second, third] = found.slice(index);
    const isPair =
      second && first!.kind === 'name' && second.kind === 'name' && comma.test(between(first!, second, asked));
    const goesOn = second && third?.kind === 'name' && listed.test(between(second, third, asked));
    const pairsGoOn = goesOn && found[index + 3] && comma.test(between(third, found[index + 3]!, asked));
    if (isPair && (!goesOn || pairsGoOn)) {
      joined.push({ ...first!, text: asked.slice(first!.start, second.end), end: second.end });
      index++;
    } else joined.push(first!);
  }
  return joined;
}

function between(left: Span, right: Span, asked: string): string {
  return asked.slice(left.end, right.start);
}

function markLists(found: Hint[], asked: string): Hint[] {
  for (const [index, hint] of found.entries()) {
    const last = found[index - 1];
    const goesOn = last?.kind === hint.kind && listed.test(asked.slice(last.end, hint.start));
    hint.list = goesOn ? last.list : index;
  }
  return found;
}
