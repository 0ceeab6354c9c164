import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashBytes, hashText, mixSeeds } from '../../../src/server/generation/random.js';

const isSeed = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

describe('seeds', () => {
  it('are 32 bits, the same for the same thing', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.integer()), (text, seeds) => {
        const bytes = new TextEncoder().encode(text);
        expect([hashText(text), hashBytes(bytes), mixSeeds(...seeds)].every(isSeed)).toBe(true);
        expect(hashText(text)).toBe(hashText(text));
        expect(mixSeeds(...seeds)).toBe(mixSeeds(...seeds));
      }),
    );
  });

  it('differ for things that differ little', () => {
    const count = 20_000;
    expect(new Set(Array.from({ length: count }, (_, index) => hashText(`text ${index}`))).size).toBeGreaterThan(
      count - 3,
    );
    expect(new Set(Array.from({ length: count }, (_, index) => mixSeeds(7, index))).size).toBeGreaterThan(count - 3);
    expect(mixSeeds(1, 2)).not.toBe(mixSeeds(2, 1));
  });
});
