import fc from 'fast-check';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { generateEmbedding } from '../../../src/server/generation/embedding.js';
import type { Embedding } from '../../../src/server/inference/embedding.js';
import { countTokens } from '../../../src/server/inference/tokens.js';
import { context } from './requests.js';

const embed = (inputs: Embedding['inputs'], parts: Partial<Embedding> = {}) =>
  generateEmbedding(
    { kind: 'embedding', modelId: 'm', inputs, dimensions: 1024, normalize: true, ...parts },
    context(),
  );
const dot = (left: number[], right: number[]) => left.reduce((sum, value, index) => sum + value * right[index]!, 0);
const length = (vector: number[]) => Math.sqrt(dot(vector, vector));
const likeness = (left: string, right: string, dimensions = 1024) => {
  const [first, second] = embed([{ text: left }, { text: right }], { dimensions }).vectors;
  return dot(first!, second!);
};

/** A square of one colour. */
const square = (red: number, green: number, blue: number) =>
  encode({
    width: 8,
    height: 8,
    channels: 3,
    data: new Uint8Array(192).map((_, index) => [red, green, blue][index % 3]!),
  });

describe('generateEmbedding', () => {
  it('gives a unit vector of the length that was asked for, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(1, 256, 384, 1536), (text, dimensions) => {
        const [vector] = embed([{ text }], { dimensions }).vectors;
        expect(vector).toHaveLength(dimensions);
        expect(length(vector!)).toBeCloseTo(1, 9);
        expect(embed([{ text }], { dimensions }).vectors[0]).toEqual(vector);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves vectors as long as they are where they need not be normalized', () => {
    const [plain] = embed([{ text: 'a lighthouse by the sea' }], { normalize: false }).vectors;
    expect(Math.abs(length(plain!) - 1)).toBeGreaterThan(0.05);
  });

  it('lays similar texts near each other, and others apart', () => {
    const near = likeness('How do I reset my password?', 'I forgot my password and need to reset it');
    const far = likeness('How do I reset my password?', 'What is the refund policy?');
    expect(near).toBeGreaterThan(0.5);
    expect(far).toBeLessThan(0.2);
    expect(likeness('two dogs running', 'a dog that runs')).toBeGreaterThan(0.3);
    for (const dimensions of [256, 1024]) {
      expect(Math.abs(likeness('The cat sat on a mat', 'Stock markets fell sharply', dimensions))).toBeLessThan(0.15);
    }
  });

  it('does not look at case, punctuation or accents', () => {
    expect(likeness('The café, at noon!', 'the CAFE at noon')).toBeCloseTo(1, 9);
  });

  it('lays a picture near the names of its colours, and each picture apart', () => {
    const red = square(220, 40, 40);
    const [picture, other, sameColour, colour, wrong] = embed([
      { image: red },
      { image: square(40, 90, 210) },
      { image: square(219, 41, 40) },
      { text: 'red' },
      { text: 'blue' },
    ]).vectors as number[][];
    expect(dot(picture!, colour!)).toBeGreaterThan(0.3);
    expect(Math.abs(dot(picture!, wrong!))).toBeLessThan(0.15);
    expect(Math.abs(dot(picture!, other!))).toBeLessThan(0.15);
    expect(dot(picture!, sameColour!)).toBeGreaterThan(0.4);
    expect(dot(picture!, sameColour!)).toBeLessThan(0.99);
    expect(length(embed([{ image: Uint8Array.of(0x89, 1, 2) }]).vectors[0]!)).toBeCloseTo(1, 9);
  });

  it('takes text and picture together as their mean', () => {
    const image = square(10, 200, 90);
    const [both, text, picture] = embed([{ text: 'a door', image }, { text: 'a door' }, { image }])
      .vectors as number[][];
    expect(dot(both!, text!)).toBeCloseTo(dot(both!, picture!), 9);
    expect(dot(both!, text!)).toBeGreaterThan(0.6);
  });

  it('counts the tokens of all texts', () => {
    const { inputTokens, latencyMs } = embed([{ text: 'one two' }, { text: 'three' }, { image: square(1, 2, 3) }]);
    expect(inputTokens).toBe(countTokens('one two') + countTokens('three'));
    expect(latencyMs).toBe(12);
  });
});
