import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredLiteral } from '../../src/server/match-literal.js';

/** Pieces of patterns with a text that each of them matches. */
const pieces: [pattern: string, matched: string][] = [
  ['weather', 'weather'],
  ['in ', 'in '],
  ['city', 'CITY'],
  ['colou?r', 'color'],
  ['ab*', 'a'],
  ['ab+c', 'abbbc'],
  ['abc{0,2}', 'ab'],
  ['ab{2}', 'abb'],
  ['ab{2,}?c', 'abbbc'],
  ['ab{,2}', 'ab{,2}'],
  ['(?:one|two)?', ''],
  ['(?=o)(?<!x)one', 'one'],
  ['(a[)]\\)b)*', ''],
  ['(?!never)', ''],
  ['[a-z\\]]', 'x'],
  ['[^]', '\n'],
  ['.', '.'],
  ['\\.', '.'],
  ['\\(x\\)', '(x)'],
  ['\\d+', '42'],
  ['\\b', ''],
  ['\\s*', ''],
  ['straße', 'straße'],
  ['ſ', 'ſ'],
  ['😀?', ''],
  ['\\x41b', 'Ab'],
  ['\\u0041b', 'Ab'],
  ['\\cJx', '\nx'],
  ['\\0', '\0'],
];

describe('the literal that a pattern requires', () => {
  it.each([
    ['weather in city 7\\b', 'i', 'weather in city 7'],
    ['^colou?r of the sky$', '', 'r of the sky'],
    ['(?:what|which) is the weather', '', ' is the weather'],
    ['\\$[0-9]+\\.50 each', '', '.50 each'],
    ['ab+cd*', '', 'ab'],
    ['x{2,3}yz', '', 'yz'],
  ])('of /%s/%s is found', (pattern, flags, literal) => {
    expect(requiredLiteral(pattern, flags)).toBe(literal);
  });

  it.each([
    ['sun|moon', ''],
    ['\\d+', ''],
    ['\\x41bc', ''],
    ['\\u{41}bc', 'u'],
    ['\\p{Lu}bc', 'u'],
    ['(a)\\1bc', ''],
    ['kiss', 'iu'],
    ['[[a-z]--b]cd', 'v'],
  ])('of /%s/%s is not told', (pattern, flags) => {
    expect(requiredLiteral(pattern, flags)).toBeUndefined();
  });

  it('stands in every text that the pattern matches', () => {
    const parts = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 });
    const flags = fc.constantFrom('', 'i', 's', 'm', 'y');
    fc.assert(
      fc.property(parts, flags, fc.string(), fc.string(), fc.boolean(), (chosen, flag, before, after, upper) => {
        const pattern = chosen.map(([part]) => part).join('');
        const matched = chosen.map(([, text]) => text).join('');
        const text = before + (upper ? matched.toUpperCase() : matched) + after;
        const literal = requiredLiteral(pattern, flag);
        if (literal === undefined || !new RegExp(pattern, flag).test(text)) return;
        const [held, wanted] = flag === 'i' ? [text.toLowerCase(), literal.toLowerCase()] : [text, literal];
        expect(held).toContain(wanted);
      }),
      { numRuns: 2000 },
    );
  });
});
