import { describe, expect, it } from 'vitest';
import { amazonTitanEmbedTextG1 } from '../../../src/server/dialects/amazon-titan-embed-text-g1.js';
import type { Json } from '../../../src/server/dialects/dialect.js';
import { embeddingOf, refusalOf } from './shared/use-dialect.js';

const model = { id: 'amazon.titan-embed-text-v1' };

describe('amazon-titan-embed-text-g1', () => {
  it('reads one text for a vector of 1536', () => {
    expect(amazonTitanEmbedTextG1.read({ inputText: 'Hi' }, model, false)).toEqual({
      kind: 'embedding',
      modelId: model.id,
      inputs: [{ text: 'Hi' }],
      dimensions: 1536,
      normalize: false,
    });
  });

  it('has longer vectors for the preview model', () => {
    const preview = { id: 'amazon.titan-e1t-medium' };
    expect(amazonTitanEmbedTextG1.read({ inputText: 'Hi' }, preview, false).dimensions).toBe(4096);
  });

  it.each<[string, Json, string]>([
    ['no text', {}, 'required key [inputText] not found'],
    ['an empty text', { inputText: '' }, 'expected minLength: 1, actual: 0'],
    ['several texts', { inputText: ['Hi'] }, 'expected type: String, found: JSONArray'],
    ['a long text', { inputText: 'x'.repeat(50_001) }, 'expected maxLength: 50000, actual: 50001'],
    ["V2's settings", { inputText: 'Hi', dimensions: 256, normalize: true }, '2 schema violations found'],
    ['one of them', { inputText: 'Hi', dimensions: 256 }, 'extraneous key [dimensions] is not permitted'],
    [
      'many tokens',
      { inputText: 'a '.repeat(9000) },
      '400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: 9001 ',
    ],
  ])('refuses %s', (_, body, words) => {
    expect(refusalOf(amazonTitanEmbedTextG1, body, model)).toBe(words);
  });

  it('writes the vector and the count', () => {
    expect(embeddingOf(amazonTitanEmbedTextG1, { inputText: 'Hi' }, [[0.5, -0.5]], model)).toEqual({
      embedding: [0.5, -0.5],
      inputTextTokenCount: 4,
    });
  });
});
