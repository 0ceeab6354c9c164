import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrow } from '../../../src/server/generation/narrow.js';

/** "I hear the hoof beats of": horses 0.7, zebras 0.2, unicorns 0.1. */
const chances = [0.7, 0.2, 0.1];
const left = (shares: number[]) =>
  shares.flatMap((share, index) => (share > 0 ? [['horses', 'zebras', 'unicorns'][index]] : []));

describe('narrow', () => {
  it('leaves as many candidates as top-k says', () => {
    expect(left(narrow(chances, { topK: 1 }))).toEqual(['horses']);
    expect(left(narrow(chances, { topK: 2 }))).toEqual(['horses', 'zebras']);
    expect(left(narrow(chances, { topK: 200 }))).toEqual(['horses', 'zebras', 'unicorns']);
  });

  it('leaves the likeliest that reach top-p together', () => {
    expect(left(narrow(chances, { topP: 0.7 }))).toEqual(['horses']);
    expect(left(narrow(chances, { topP: 0.9 }))).toEqual(['horses', 'zebras']);
    expect(left(narrow(chances, { topP: 0.95 }))).toEqual(['horses', 'zebras', 'unicorns']);
    expect(left(narrow(chances, { topP: 0 }))).toEqual(['horses']);
  });

  it('counts top-p among those that top-k left', () => {
    expect(narrow(chances, { topK: 2, topP: 0.75 })).toEqual([1, 0, 0]);
  });

  it('makes the unlikely likelier at a high temperature, and less likely at a low one', () => {
    const [horsesHot, , unicornsHot] = narrow(chances, { temperature: 5 });
    expect(horsesHot).toBeLessThan(0.45);
    expect(unicornsHot).toBeGreaterThan(0.25);
    const [horsesCold, , unicornsCold] = narrow(chances, { temperature: 0.2 });
    expect(horsesCold).toBeGreaterThan(0.99);
    expect(unicornsCold).toBeLessThan(0.001);
    expect(left(narrow(chances, { temperature: 0 }))).toEqual(['horses']);
  });

  it('scales what is left to a sum of 1, and cuts none that is likelier than one it keeps', () => {
    const hundredths = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 100);
    const sampling = fc.record(
      { temperature: hundredths(10, 500), topK: fc.nat(12), topP: hundredths(0, 100) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(hundredths(1, 100), { minLength: 1, maxLength: 10 }), sampling, (given, parameters) => {
        const shares = narrow(given, parameters);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        expect(shares.filter((share) => share > 0).length).toBeLessThanOrEqual(parameters.topK || given.length);
        const kept = given.filter((_, index) => shares[index]! > 0);
        const dropped = given.filter((_, index) => shares[index] === 0);
        expect(Math.max(0, ...dropped)).toBeLessThanOrEqual(Math.min(...kept));
      }),
    );
  });
});
