import { describe, expect, it } from 'vitest';
import { amazonTitanEmbedTextV2 } from '../../../src/server/dialects/amazon-titan-embed-text-v2.js';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { embeddingOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'amazon.titan-embed-text-v2:0' };
const vector = [0.6, -0.8, 0];

describe('amazon-titan-embed-text-v2', () => {
  it('reads a text with its settings', () => {
    const body = { inputText: 'Hi', dimensions: 256, normalize: false };
    expect(amazonTitanEmbedTextV2.read(body, model, false)).toMatchObject({
      inputs: [{ text: 'Hi' }],
      dimensions: 256,
      normalize: false,
    });
  });

  it('makes 1024 numbers of length 1 by default', () => {
    expect(amazonTitanEmbedTextV2.read({ inputText: 'Hi' }, model, false)).toMatchObject({
      dimensions: 1024,
      normalize: true,
    });
  });

  it.each<[string, Json, string]>([
    ['an empty text', { inputText: '' }, 'expected minLength: 1, actual: 0'],
    ['a length that is none', { inputText: 'Hi', dimensions: 384 }, '384 is not a valid enum value'],
    ['a word for a flag', { inputText: 'Hi', normalize: 'true' }, 'expected type: Boolean, found: String'],
    ['an unknown kind', { inputText: 'Hi', embeddingTypes: ['int8'] }, 'int8 is not a valid enum value'],
    ["Cohere's body", { texts: ['Hi'], input_type: 'search_query' }, '3 schema violations found'],
  ])('refuses %s', (_, body, words) => {
    expect(refusalOf(amazonTitanEmbedTextV2, body, model)).toBe(words);
  });

  it('writes floats twice', () => {
    expect(embeddingOf(amazonTitanEmbedTextV2, { inputText: 'Hi' }, [vector], model)).toEqual({
      embedding: vector,
      embeddingsByType: { float: vector },
      inputTextTokenCount: 4,
    });
  });

  it('writes bits beside them, or alone', () => {
    const both = { inputText: 'Hi', embeddingTypes: ['binary', 'float'] };
    expect(embeddingOf(amazonTitanEmbedTextV2, both, [vector], model)).toMatchObject({
      embedding: vector,
      embeddingsByType: { float: vector, binary: [1, 0, 0] },
    });
    const bits = { inputText: 'Hi', embeddingTypes: ['binary'] };
    expect(embeddingOf(amazonTitanEmbedTextV2, bits, [vector], model)).toEqual({
      embeddingsByType: { binary: [1, 0, 0] },
      inputTextTokenCount: 4,
    });
  });
});
