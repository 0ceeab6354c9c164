import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSigned, signReasoning } from '../../../src/server/inference/reasoning-signature.js';

const thought = 'The user asks for the weather, so I call the tool.';

describe('signReasoning', () => {
  it('gives the same signature for the same text, and another for another', () => {
    expect(signReasoning(thought)).toBe(signReasoning(thought));
    expect(signReasoning(thought)).not.toBe(signReasoning(`${thought} `));
  });

  it.each([
    [122, 400],
    [205, 508],
    [606, 1044],
    [1002, 1572],
  ])('is as long as one of Claude for %i characters: %i', (characters, length) => {
    const signature = signReasoning('a'.repeat(characters));
    expect(signature).toHaveLength(length);
    expect(signature).toMatch(/^E[A-Za-z0-9+/]+={0,2}$/);
  });
});

describe('isSigned', () => {
  it('knows what was signed, and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (text, more) => {
        const signature = signReasoning(text);
        expect(isSigned(text, signature)).toBe(true);
        expect(isSigned(text + more, signature)).toBe(false);
      }),
    );
  });

  it('refuses a signature in which any one character is another', () => {
    const signature = signReasoning(thought);
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.constantFrom(...letters), (place, letter) => {
        const changed = signature.slice(0, place) + letter + signature.slice(place + 1);
        expect(isSigned(thought, changed)).toBe(changed === signature);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', 'c2lnbmF0dXJl', 'not base64', signReasoning(thought).slice(0, -4), `${signReasoning(thought)}AAAA`])(
    'refuses %j',
    (signature) => {
      expect(isSigned(thought, signature)).toBe(false);
    },
  );

  it('accepts what has the form of a signature that Claude gave elsewhere', () => {
    const message = Buffer.alloc(120, 7);
    const elsewhere = Buffer.concat([Buffer.from([0x12, message.length]), message]).toString('base64');
    expect(isSigned(thought, elsewhere)).toBe(true);
  });
});
