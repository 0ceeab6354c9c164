import { describe, expect, it } from 'vitest';
import { sampleText } from '../../../src/server/generation/sampler.js';
import type { Sampling } from '../../../src/server/inference/conversation.js';
import { createSequence } from '../../../src/server/inference/sequence.js';

const sample = (sampling: Sampling, seed: number, topic = 11, words = 60) =>
  sampleText({ sampling, topic, words, random: createSequence(seed).next });
const seeds = Array.from({ length: 12 }, (_, index) => index);
const distinctTexts = (sampling: Sampling) => new Set(seeds.map((seed) => sample(sampling, seed))).size;

/** The share of words that have not stood before, over several topics. */
function freshness(sampling: Sampling): number {
  const shares = Array.from({ length: 40 }, (_, seed) => {
    const words = sample(sampling, seed, seed * 1009)
      .toLowerCase()
      .match(/[a-z]+/g)!;
    return new Set(words).size / words.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

describe('sampleText', () => {
  it('writes whole sentences, as many words as it is told', () => {
    const text = sample({}, 3);
    expect(text).toMatch(/^[A-Z][^.]*\.( [A-Z][^.]*\.)+$/);
    expect(text.split(' ').length).toBeGreaterThan(45);
    expect(sample({}, 3, 11, 5).split('.')).toHaveLength(2);
  });

  it('draws the same text from the same numbers', () => {
    expect(sample({ temperature: 0.8, topP: 0.9 }, 5)).toBe(sample({ temperature: 0.8, topP: 0.9 }, 5));
  });

  it('repeats itself at temperature 0, and differs from seed to seed above it', () => {
    expect(distinctTexts({ temperature: 0 })).toBe(1);
    expect(distinctTexts({ temperature: 1 })).toBe(seeds.length);
    expect(distinctTexts({})).toBe(seeds.length);
  });

  it('is about something else for another topic, even at temperature 0', () => {
    expect(sample({ temperature: 0 }, 1, 11)).not.toBe(sample({ temperature: 0 }, 1, 12));
  });

  it('has one choice with a top-k of 1 or a tiny top-p', () => {
    expect(distinctTexts({ topK: 1 })).toBe(1);
    expect(distinctTexts({ topP: 0.01 })).toBe(1);
    expect(sample({ topK: 1 }, 4)).toBe(sample({ temperature: 0 }, 9));
  });

  it('repeats fewer words under a frequency, presence or count penalty', () => {
    for (const temperature of [0, 1]) {
      const plain = freshness({ temperature });
      expect(freshness({ temperature, frequencyPenalty: 2 })).toBeGreaterThan(plain + 0.05);
      expect(freshness({ temperature, presencePenalty: 5 })).toBeGreaterThan(plain + 0.05);
      expect(freshness({ temperature, countPenalty: 2 })).toBe(freshness({ temperature, frequencyPenalty: 2 }));
    }
  });

  it('still ends under a penalty that forbids every word', () => {
    expect(sample({ frequencyPenalty: 500, presencePenalty: 5 }, 1)).toMatch(/\.$/);
  });
});
