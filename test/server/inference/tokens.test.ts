import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { LlamaTokenizer } from 'llama-tokenizer-js';
import { describe, expect, it } from 'vitest';
import { countTokens, splitTokens, takeTokens } from '../../../src/server/inference/tokens.js';

const llama: LlamaTokenizer = createRequire(import.meta.url)('llama-tokenizer-js').default;
/** Words, blanks, line breaks and characters that the vocabulary does not hold, in any order. */
const prose = fc
  .array(fc.oneof(fc.constantFrom('tokens', 'count', ' ', '  ', '\n', '\t', '▁', 'é', '🦙', '"a":'), fc.string()))
  .map((parts) => parts.join(''));

describe('countTokens', () => {
  it('counts as the tokenizer does, without the mark for the beginning', () => {
    expect(countTokens('')).toBe(0);
    expect(countTokens('Hello world')).toBe(2);
    fc.assert(
      fc.property(prose, (text) => {
        expect(countTokens(text)).toBe(llama.encode(text, false, true).length);
      }),
    );
  });

  it('counts a run of more than 512 characters by its beginning, in proportion', () => {
    const estimate = countTokens('ab3d'.repeat(1000));
    const exact = llama.encode('ab3d'.repeat(1000), false, true).length;
    expect(Math.abs(estimate - exact) / exact).toBeLessThan(0.02);
  });

  it('counts a megabyte in a moment', () => {
    const megabyte = 'The river runs past the mill, and the lamps are lit at six.\n'.repeat(17_000);
    countTokens('warm');
    const start = performance.now();
    expect(countTokens(megabyte)).toBeGreaterThan(200_000);
    expect(performance.now() - start).toBeLessThan(400);
  });
});

describe('splitTokens', () => {
  it('gives the tokens, which joined are the text', () => {
    expect(splitTokens('The llama grabbed it.')).toEqual(['The', ' ll', 'ama', ' gra', 'bb', 'ed', ' it', '.']);
    expect(splitTokens('🦙!')).toEqual(['', '', '', '', '🦙', '!']);
    fc.assert(
      fc.property(prose, (text) => {
        const pieces = splitTokens(text);
        expect(pieces.join('')).toBe(text);
        expect(pieces).toHaveLength(countTokens(text));
      }),
    );
  });
});

describe('takeTokens', () => {
  it('gives the beginning that has so many tokens', () => {
    expect(takeTokens('The llama grabbed it.', 4)).toBe('The llama gra');
    expect(takeTokens('Hi 🦙!', 3)).toBe('Hi ');
    expect(takeTokens('Hi', 0)).toBe('');
    fc.assert(
      fc.property(prose, fc.nat(20), (text, limit) => {
        const taken = takeTokens(text, limit);
        expect(text.startsWith(taken)).toBe(true);
        expect(taken).toBe(splitTokens(text).slice(0, limit).join(''));
        expect(countTokens(taken)).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
