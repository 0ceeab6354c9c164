/** What kind of value an argument wants, by its name or else by its description. */
import { wordsOf } from '../words.js';
import type { HintKind } from './hints.js';

export interface Argument {
  name: string;
  description: string;
}

export interface Role {
  /** Words that make an argument one of this kind. */
  words: RegExp;
  /** What may be its value, the best first. */
  kinds: readonly HintKind[];
  /** Where no such thing is: the prepositions after which its value stands, as alternatives of an expression. */
  after?: string;
  /** Whether it wants words of any kind, so that nothing is plainly its value. */
  loose?: boolean;
}

export const sumRole: Role = { words: /^(?:expression|formula|equation|calculation)$/, kinds: ['quoted'], loose: true };

const roles: readonly Role[] = [
  sumRole,
  { words: /^e?mails?$/, kinds: ['email'] },
  { words: /^(?:url|uri|link|website|webpage|href|endpoint)s?$/, kinds: ['url', 'quoted'] },
  { words: /^(?:query|question|search|prompt|request|instructions?)$/, kinds: ['quoted'], loose: true },
  {
    words: /^(?:text|message|content|body|description|note|sentence|phrase|comment|summary|input)$/,
    kinds: ['quoted'],
    loose: true,
  },
  {
    words: /^(?:topic|subject|keyword|term|theme|genre|category|concept)s?$/,
    kinds: [],
    after: 'about|on|of|for',
    loose: true,
  },
  { words: /^(?:latitude|longitude|lat|lon|lng|amount|price|quantity|count)$/, kinds: ['number'], loose: true },
  { words: /^(?:date|day|when|deadline|birthday)s?$/, kinds: ['date'] },
  { words: /^(?:time|hour)s?$/, kinds: ['time', 'date'] },
  {
    words: /^(?:id|identifier|number|code|reference|sku|ticket|invoice|tracking|isbn|key)s?$/,
    kinds: ['code', 'quoted', 'number'],
    loose: true,
  },
  { words: /^(?:symbol|ticker|currency)$/, kinds: ['name', 'quoted', 'code'], after: 'for|of|in|to', loose: true },
  {
    words:
      /^(?:city|cities|location|place|town|country|countries|region|state|address|destination|origin|airport|venue|area)s?$/,
    kinds: ['name', 'quoted'],
    after: 'in|at|near|for|to|from|of',
  },
];

const anyRole: Role = { words: /^/, kinds: ['quoted', 'name', 'code', 'email', 'url', 'date', 'time'], loose: true };

/** The last word of a name says most: `city_name`, `ticketId`. */
export function roleOf({ name, description }: Argument): Role {
  return roleOfWords(wordsOf(name).reverse()) ?? roleOfWords(wordsOf(description).slice(0, 6)) ?? anyRole;
}

function roleOfWords(words: string[]): Role | undefined {
  for (const word of words) {
    const role = roles.find((candidate) => candidate.words.test(word));
    if (role) return role;
  }
  return undefined;
}
