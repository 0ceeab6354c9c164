import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearestIds } from '../../src/server/catalogue-hints.js';
import { catalogueOf } from '../../src/server/catalogue-index.js';
import { defaultSettings } from '../../src/server/settings.js';

describe('editDistance', () => {
  test('counts what must be put in, taken out or exchanged', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
  });

  const word = fc.string({ maxLength: 12 });

  test('is a metric', () => {
    fc.assert(
      fc.property(word, word, word, (one, two, three) => {
        expect(editDistance(one, one)).toBe(0);
        expect(editDistance(one, two)).toBe(editDistance(two, one));
        expect(editDistance(one, three)).toBeLessThanOrEqual(editDistance(one, two) + editDistance(two, three));
      }),
    );
  });
});

describe('nearestIds', () => {
  const near = (id: string, region = 'us-east-1') => nearestIds(id, region, catalogueOf(defaultSettings));

  test('finds the id that was meant', () => {
    expect(near('amazon.nova-lite-v1')[0]).toBe('amazon.nova-lite-v1:0');
    expect(near('us.amazon.nova-micro-v1:O')[0]).toBe('us.amazon.nova-micro-v1:0');
    expect(near('amazn.nova-lite-v1:0')[0]).toBe('amazon.nova-lite-v1:0');
  });

  test('offers only what the region can invoke', () => {
    expect(near('anthropic.claude-sonnet-4.6', 'eu-west-1')).toContain('eu.anthropic.claude-sonnet-4-6');
    expect(near('anthropic.claude-sonnet-4.6', 'eu-west-1')).not.toContain('anthropic.claude-sonnet-4-6');
  });

  test('gives up on what is far from everything, and on what is very long', () => {
    expect(near('does-not-exist')).toEqual([]);
    expect(near(`amazon.${'x'.repeat(2000)}`)).toEqual([]);
  });
});
