import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fixture, TextMatch } from '../../src/fixtures/fixture.js';
import { matches } from '../../src/server/match.js';
import { createLiteral, createSearchedText } from '../../src/server/match-text.js';
import { openConverse } from '../../src/server/operations/converse.js';
import { fakeExchange } from './operations/fake-exchange.js';

/** Asks so often that the text has its table. */
function mayHold(text: string, literal: string): boolean {
  const searched = createSearchedText(text);
  const wanted = createLiteral(literal);
  return Array.from({ length: 20 }, () => searched.mayHold(wanted)).every(Boolean);
}

/** What regular expressions and substrings say themselves. */
function plainly(match: TextMatch, text: string): boolean {
  return typeof match === 'string' ? text.includes(match) : new RegExp(match.pattern, match.flags).test(text);
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', 'ſ', 'Σ', 'σ', 'K', 'İ', '😀'), maxLength: 60 });

describe('a text that is searched', () => {
  it('may hold what it holds, whatever the case of letters', () => {
    fc.assert(
      fc.property(letters, fc.nat(50), fc.nat(12), (text, from, length) => {
        const part = text.slice(from, from + length);
        expect(mayHold(text, part)).toBe(true);
        expect(
          mayHold(
            text,
            part.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
          ),
        ).toBe(true);
      }),
    );
  });

  it('is known not to hold what has other letters, once it was asked a few times', () => {
    expect(mayHold('Why is the sky blue?', 'weather')).toBe(false);
    expect(mayHold('Why is the sky blue?', 'SKY')).toBe(true);
    expect(mayHold('', 'weather')).toBe(false);
    expect(mayHold('anything', 'is')).toBe(true);
  });
});

describe('a match of texts', () => {
  it('is what the pattern says, however many were asked before', () => {
    const part = fc.constantFrom(
      'ab',
      'a+b',
      'A',
      'ſ',
      'k',
      'σ',
      'Σ ',
      ' ',
      'b?',
      '.',
      '(?:a|b)',
      '[ab]',
      '\\s',
      'aba',
    );
    const pattern = fc.record({
      pattern: fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
      flags: fc.constantFrom('', 'i', 'iu', 'u', 'v', 's'),
    });
    const asked = fc.array(fc.oneof(letters, pattern), { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'B', ' ', 'ſ', 'σ', 'K'), minLength: 1 }),
        asked,
        (text, all) => {
          const exchange = fakeExchange('Converse', {
            modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
            messages: [{ role: 'user', content: [{ text: `x${text}` }] }],
          });
          Object.assign(exchange, { inference: openConverse(exchange).inference });
          for (const prompt of all) {
            const match: Fixture['match'] = { prompt };
            expect(matches(match, exchange)).toBe(plainly(prompt, `x${text}`));
          }
        },
      ),
    );
  });
});
