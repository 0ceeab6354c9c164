import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitText } from '../../../src/server/generation/limit-text.js';
import { countTokens } from '../../../src/server/inference/tokens.js';

const text = 'The ferry leaves the harbour at six.';
const unlimited = Number.POSITIVE_INFINITY;

describe('limitText', () => {
  it('leaves a text alone that is within its limits', () => {
    expect(limitText(text, 100, ['noon'])).toEqual({ text, tokens: countTokens(text), stopReason: 'end_turn' });
  });

  it('cuts after so many tokens', () => {
    expect(limitText(text, 2)).toEqual({ text: 'The fer', tokens: 2, stopReason: 'max_tokens' });
    expect(limitText(text, countTokens(text)).stopReason).toBe('end_turn');
  });

  it('ends before the stop sequence that is complete first', () => {
    expect(limitText(text, unlimited, ['harbour at', 'leaves the harbour at six', 'six', 'our'])).toEqual({
      text: 'The ferry leaves the harb',
      tokens: countTokens('The ferry leaves the harb'),
      stopReason: 'stop_sequence',
      stopSequence: 'our',
    });
    expect(limitText(text, unlimited, ['The']).text).toBe('');
    expect(limitText(text, unlimited, ['']).stopReason).toBe('end_turn');
  });

  it('does not see a stop sequence behind the last token', () => {
    expect(limitText(text, 4, ['six']).stopReason).toBe('max_tokens');
  });

  it('never gives a stop sequence or a token too many', () => {
    const words = fc.array(fc.constantFrom('the', 'ferry', ' ', '🦙', 'ab', 'ba'), { maxLength: 30 });
    const stops = fc.array(fc.constantFrom('ab', 'ba', 'e f', 'erry', '🦙🦙'), { maxLength: 3 });
    fc.assert(
      fc.property(words, fc.nat(20), stops, (parts, maxTokens, stopSequences) => {
        const limited = limitText(parts.join(''), maxTokens, stopSequences);
        expect(parts.join('').startsWith(limited.text)).toBe(true);
        expect(stopSequences.some((sequence) => limited.text.includes(sequence))).toBe(false);
        expect(limited.tokens).toBe(countTokens(limited.text));
        expect(limited.tokens).toBeLessThanOrEqual(maxTokens);
      }),
    );
  });
});
