import { describe, expect, it } from 'vitest';
import { findHints } from '../../../../src/server/generation/hints/hints.js';
import { exampleIn } from '../../../../src/server/generation/hints/phrases.js';

const found = (asked: string) => findHints(asked).found.map(({ kind, text }) => `${kind} ${text}`);
describe('findHints', () => {
  it.each<[string, string[]]>([
    ["What's the weather in Paris, France?", ['name Paris, France']],
    [
      'Mail bob@example.com and see https://example.com/a?b=c.',
      ['email bob@example.com', 'url https://example.com/a?b=c'],
    ],
    ['Where are ORD-1234 and #778?', ['code ORD-1234', 'code 778']],
    ['Add 2 and -5.5, then 1,000', ['number 2', 'number -5.5', 'number 1,000']],
    ['Meet on June 5th, 2026 or the 7th of July at 10:30', ['date 2026-06-05', 'date 2025-07-07', 'time 10:30']],
    ['Call it with "Review PR" and \'done\'', ['quoted Review PR', 'quoted done']],
    ["I'm here and I wonder", []],
    ['convert 100 USD to EUR', ['number 100', 'name USD', 'name EUR']],
  ])('%s', (asked, expected) => {
    expect(found(asked)).toEqual(expected);
  });

  it('tells a list of names from a name with a comma in it', () => {
    const names = (asked: string) => findHints(asked).found.map(({ text, list }) => [text, list]);
    expect(names('Compare Paris, London and Rome')).toEqual([
      ['Paris', 0],
      ['London', 0],
      ['Rome', 0],
    ]);
    expect(names('Fly from Paris, France to Berlin, Germany')).toEqual([
      ['Paris, France', 0],
      ['Berlin, Germany', 1],
    ]);
    expect(names('Look at Paris, France and Berlin, Germany')).toEqual([
      ['Paris, France', 0],
      ['Berlin, Germany', 0],
    ]);
  });

  it('knows the words around a hint', () => {
    const [hint] = findHints('Forecast for the next 3 days, please').found;
    expect(hint).toMatchObject({ text: '3', before: 'next', near: ['the', 'next', 'day'] });
  });

  it('is quick with a long question', () => {
    const start = performance.now();
    for (const part of ['a', 'A ', 'a1-', 'x@', '"', ' Paris and', '1,']) findHints(part.repeat(2000).slice(0, 2000));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('exampleIn', () => {
  it.each<[string, string | undefined]>([
    ['The city and state, e.g. San Francisco, CA.', 'San Francisco, CA'],
    ['IANA name such as Europe/Berlin. Default: UTC.', 'Europe/Berlin'],
    ['A colour, for example "dark blue" or "red"', 'dark blue'],
    ['Such as (17 + 4) * 2.', '(17 + 4) * 2'],
    ['A city (such as Paris (France)) to look at', 'Paris (France)'],
    ['The name of a city', undefined],
    // As long as this it would take hours to look for an end at every place.
    [`A text such as ${' '.repeat(1_000_000)}`, undefined],
  ])('%.40s', (description, expected) => {
    expect(exampleIn(description)).toBe(expected);
  });
});
